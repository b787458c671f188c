"""Every field has a small form of its own: it shows what is there, takes another value, and refuses nonsense."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cast import Cast
from tests.www.conftest import Visitor, text_of
from zhenggai.core.review import ABOUT_FIELDS, FIELDS, about_value, value_of
from zhenggai.findings.drafts import review_of
from zhenggai.findings.models import Recognition

TEXTS = [name for name in FIELDS if name not in ("headings", "measures", "units")]
ABOUT = {
    "title": "另一个标题", "kind": "progress", "status": "issued", "region": "远山县", "issued_on": "2024-04-01",
    "team": "另一个督察组", "start": "2023-09-01", "end": "2023-10-01", "feedback_date": "2024-03-02",
}  # fmt: skip


def review(row: Recognition):
    return review_of(Recognition.objects.get(pk=row.pk))


def test_every_field_is_asked_here() -> None:
    assert set(ABOUT) == set(ABOUT_FIELDS)
    assert set(TEXTS) | {"headings", "measures", "units"} == set(FIELDS)


@pytest.mark.parametrize("name", TEXTS)
def test_a_text_is_shown_and_corrected(lin: Visitor, recognition: Recognition, name: str) -> None:
    address, held = f"/readings/{recognition.pk}/f1/{name}/", value_of(review(recognition).finding("f1"), name)
    assert str(held or "") in lin.get(address).content.decode()
    assert lin.act(address, 1, value="2025年6月底").headers["Location"] == f"/readings/{recognition.pk}/#f1"
    assert value_of(review(recognition).finding("f1"), name) == "2025年6月底"


@pytest.mark.parametrize("name", ["headings", "measures"])
def test_a_list_is_shown_and_corrected_line_by_line(lin: Visitor, recognition: Recognition, name: str) -> None:
    address, held = f"/readings/{recognition.pk}/f1/{name}/", value_of(review(recognition).finding("f1"), name)
    page = lin.get(address).content.decode()
    assert all(str(text) in page for text in held or ())
    lin.act(address, 1, value="甲。\r\n\r\n 乙。 \n")
    assert value_of(review(recognition).finding("f1"), name) == ("甲。", "乙。")


def test_units_are_shown_and_corrected_by_role(lin: Visitor, recognition: Recognition) -> None:
    address = f"/readings/{recognition.pk}/f1/units/"
    assert "县农业农村局" in lin.get(address).content.decode()
    lin.act(address, 1, unit_lead="县公安局", unit_supporting="县水利局\n县住建局")
    assert value_of(review(recognition).finding("f1"), "units") == (
        ("县公安局", "lead"), ("县水利局", "supporting"), ("县住建局", "supporting"),
    )  # fmt: skip


@pytest.mark.parametrize(("name", "value"), ABOUT.items())
def test_a_fact_of_the_paper_is_shown_and_corrected(
    lin: Visitor, recognition: Recognition, name: str, value: str
) -> None:
    address, held = f"/readings/{recognition.pk}/about/{name}/", about_value(review(recognition).draft.about, name)
    assert (held or "") in lin.get(address).content.decode()
    assert lin.act(address, 1, value=value).status_code == 302
    assert about_value(review(recognition).draft.about, name) == value


@pytest.mark.parametrize(
    "rest", ["f1/mood/", "f1/title/", "f9/goal/", "about/goal/", "about/year/", "f9/drop/", "f9/split/", "f4/merge/"]
)
def test_what_there_is_not_cannot_be_corrected(lin: Visitor, recognition: Recognition, rest: str) -> None:
    address = f"/readings/{recognition.pk}/{rest}"
    assert lin.get(address).status_code == 404
    assert lin.act(address, 1, value="x").status_code == 404
    assert Recognition.objects.get().version == 1


@pytest.mark.parametrize(
    ("rest", "value", "said"),
    [
        ("f1/problem/", " ", "问题表述不能为空"),
        ("f1/goal/", "字" * 20_001, "20000"),
        ("about/issued_on/", "2024-02-30", "日历上没有“2024-02-30”这一天"),
        ("about/feedback_date/", "3月2日", "应写成 2024-03-05 的样子"),
        ("about/kind/", "poem", "取值不对"),
        ("about/start/", "1900-01-01", "年份应在 1949 到 2100 之间"),
    ],
)
def test_nonsense_is_refused_in_a_sentence(
    lin: Visitor, recognition: Recognition, rest: str, value: str, said: str
) -> None:
    response = lin.act(f"/readings/{recognition.pk}/{rest}", 1, value=value)
    assert response.status_code in (400, 422)
    assert said in text_of(response)
    assert Recognition.objects.get().version == 1


def test_a_part_of_the_page_gets_both_sides_anew(lin: Visitor, recognition: Recognition) -> None:
    address = f"/readings/{recognition.pk}/f1/goal/"
    form = lin.get(address, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in form
    answer = lin.act(address, 1, part=True, value="换一个目标。")
    assert answer.status_code == 200
    assert "换一个目标。" in answer.content.decode()
    assert "<html" not in answer.content.decode()


@pytest.mark.parametrize("number", ["9" * 5_000, "9" * 19, "第二十七项", "-1", "²"])
def test_a_number_of_any_kind_breaks_no_page(lin: Visitor, cast: Cast, recognition: Recognition, number: str) -> None:
    for version, name in enumerate(("number", "feedback_number"), 1):
        lin.act(f"/readings/{recognition.pk}/f1/{name}/", version, value=number)
    assert lin.get(f"/readings/{recognition.pk}/health/").status_code == 200
    assert lin.act(f"/readings/{recognition.pk}/confirm/", 3).status_code == 302
    plan = Recognition.objects.get().edition.plan_id
    for query in ("", "?sort=number", "?sort=feedback_number&down=1"):
        assert lin.get(f"/plans/{plan}/{query}").status_code == 200
    assert lin.post(f"/plans/{plan}/ledger.xlsx").status_code == 200


def test_a_form_that_is_a_page_of_its_own_leads_back_and_says_it_is_saved(
    lin: Visitor, recognition: Recognition
) -> None:
    for name in ("goal", "units", "kind"):
        key = "about" if name == "kind" else "f1"
        assert "hx-post" not in body_of(lin.get(f"/readings/{recognition.pk}/{key}/{name}/"))
    for act in ("merge", "split", "drop"):
        assert "hx-post" not in body_of(lin.get(f"/readings/{recognition.pk}/f1/{act}/"))
    answer = lin.act(f"/readings/{recognition.pk}/f1/goal/", 1, value="换一个目标。")
    assert answer.headers["Location"] == f"/readings/{recognition.pk}/#f1"
    assert "已保存。" in text_of(lin.get(f"/readings/{recognition.pk}/"))
    assert "已保存。" not in text_of(lin.get(f"/readings/{recognition.pk}/"))


def body_of(response: Any) -> str:
    return str(response.content.decode()).split("<main")[1]


def test_a_pasted_list_of_units_is_parted_and_the_page_says_how(lin: Visitor, recognition: Recognition) -> None:
    address = f"/readings/{recognition.pk}/f1/units/"
    pasted = "县水利局;县农业农村局,县住建局、\r\n县公安局（牵头）"
    answer = lin.act(address, 1, part=True, unit_responsible=pasted)
    assert value_of(review(recognition).finding("f1"), "units") == (
        ("县水利局", "responsible"), ("县农业农村局", "responsible"), ("县住建局", "responsible"), ("县公安局", "lead"),
    )  # fmt: skip
    assert "记作 4 个单位：县水利局（责任）、县农业农村局（责任）、县住建局（责任）、县公安局（牵头）。" in text_of(
        answer
    )
    assert "县水利局\n县农业农村局\n县住建局" in lin.get(address).content.decode()
    assert "记作" not in text_of(lin.act(address, 2, part=True, unit_responsible="县水利局\n县农业农村局"))


def test_units_of_an_added_finding_are_parted_too(lin: Visitor, recognition: Recognition) -> None:
    answer = lin.act(f"/readings/{recognition.pk}/add/", 1, problem="漏掉的问题。", unit_lead="县水利局；县住建局")
    key = answer.headers["Location"].split("#")[1]
    assert value_of(review(recognition).finding(key), "units") == (("县水利局", "lead"), ("县住建局", "lead"))
    assert "记作 2 个单位" in text_of(lin.get(f"/readings/{recognition.pk}/"))
