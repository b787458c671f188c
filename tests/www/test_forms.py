"""What a form may carry: known fields only, once, on the version it was opened on."""

import pytest

from tests.www.conftest import Visitor, text_of
from zhenggai.findings.models import Correction, Recognition

EXTRA = ["unit", "state", "owner", "is_superuser", "revises_id", "review", "title"]


def forms(row: Recognition) -> dict[str, dict[str, str]]:
    """Every form of the review with values that fit."""
    return {
        f"/readings/{row.pk}/f1/goal/": {"value": "新目标"},
        f"/readings/{row.pk}/f1/units/": {"unit_lead": "县住建局"},
        f"/readings/{row.pk}/f1/merge/": {},
        f"/readings/{row.pk}/f1/split/": {"cut": "0"},
        f"/readings/{row.pk}/f1/drop/": {"reason": "误认"},
        f"/readings/{row.pk}/add/": {"problem": "漏掉的问题"},
        f"/readings/{row.pk}/plan/": {},
        f"/readings/{row.pk}/confirm/": {},
        f"/readings/{row.pk}/discard/": {"reason": "传错了"},
    }


@pytest.mark.parametrize("extra", EXTRA)
def test_a_field_nobody_asked_for_is_an_error(lin: Visitor, recognition: Recognition, extra) -> None:
    for address, fields in forms(recognition).items():
        response = lin.act(address, recognition.version, **fields, **{extra: "true"})
        assert response.status_code == 400, address
    recognition.refresh_from_db()
    assert (recognition.version, recognition.state) == (1, "waiting")


def test_a_form_without_version_or_key_is_an_error(lin: Visitor, recognition: Recognition) -> None:
    for address, fields in forms(recognition).items():
        assert lin.act(address, **fields).status_code == 400, address
        assert lin.post(address, fields | {"version": 1}).status_code == 400, address
    assert not Correction.objects.exists()


def test_a_form_opened_before_somebody_else_acted_is_refused(lin: Visitor, recognition: Recognition) -> None:
    assert lin.act(f"/readings/{recognition.pk}/f1/goal/", 1, value="一").status_code == 302
    for address, fields in forms(recognition).items():
        response = lin.act(address, 1, **fields)
        assert response.status_code == 409, address
        assert "别人已经修改" in text_of(response)


def test_a_double_click_acts_once(lin: Visitor, recognition: Recognition) -> None:
    body = {"form_key": "the-same-form-key", "version": 1, "value": "只改一次"}
    for _ in range(3):
        assert lin.post(f"/readings/{recognition.pk}/f1/goal/", body).status_code == 302
    assert Correction.objects.count() == 1


TWICE = {
    "f2/drop/": {"reason": "误认"},
    "f1/merge/": {},
    "f3/merge/": {},
    "f1/split/": {"cut": "0", "measures": ["0", "1"], "number": "9"},
    "f2/goal/": {"value": "只改一次"},
    "f2/units/": {"unit_lead": "县住建局"},
    "undo/": {},
}


@pytest.mark.parametrize("address", TWICE)
def test_a_double_click_gets_the_first_answer_twice(lin: Visitor, recognition: Recognition, address) -> None:
    version = 1
    if address == "undo/":
        lin.act(f"/readings/{recognition.pk}/f1/goal/", 1, value="一")
        version = 2
    body = {"form_key": "the-same-form-key", "version": version} | TWICE[address]
    first, second = (lin.post(f"/readings/{recognition.pk}/{address}", body) for _ in range(2))
    assert (first.status_code, second.status_code) == (302, 302)
    assert second.url.split("#")[0] == first.url.split("#")[0]
    recognition.refresh_from_db()
    assert recognition.version == version + 1


@pytest.mark.parametrize(
    ("address", "typed"),
    [
        ("f2/goal/", {"value": "一段很长的新目标"}),
        ("f2/units/", {"unit_lead": "县住建局"}),
        ("f2/drop/", {"reason": "与第一个问题重复"}),
        ("f2/split/", {"cut": "0", "number": "三十一"}),
    ],
)
def test_what_was_typed_on_a_finding_that_is_gone_comes_back(
    lin: Visitor, recognition: Recognition, address, typed
) -> None:
    assert lin.act(f"/readings/{recognition.pk}/f2/drop/", 1, reason="误认").status_code == 302
    response = lin.act(f"/readings/{recognition.pk}/{address}", 1, **typed)
    assert response.status_code == 409
    assert "别人已经修改" in text_of(response)
    text = [words for name, words in typed.items() if name != "cut"]
    assert all(words in text_of(response) for words in text)


def test_an_unknown_filter_is_an_error(lin: Visitor, edition) -> None:
    assert lin.get(f"/plans/{edition.plan_id}/?sort=password").status_code == 400
    assert lin.get(f"/plans/{edition.plan_id}/?deleted=1").status_code == 400
    assert lin.get(f"/plans/{edition.plan_id}/?due_from=yesterday").status_code == 400


def test_a_field_that_comes_twice_is_refused(lin, recognition) -> None:
    address = f"/readings/{recognition.pk}/f1/goal/"
    assert lin.act(address, 1, value=["甲。", "乙。"]).status_code == 400
    assert lin.get("/plans/1/?q=a&q=b").status_code in (400, 404)
    assert Recognition.objects.get().version == 1
