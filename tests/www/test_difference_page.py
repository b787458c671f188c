"""A revised plan: every difference shown, a choice for each, one submit."""

import re

import pytest

from tests.cast import Cast, upload
from tests.papers import FINDINGS, changed
from tests.www.conftest import Visitor, text_of
from zhenggai.audit.models import Entry
from zhenggai.findings.models import FindingVersion, PlanEdition, Recognition

NEW = {"number": "5", "feedback_number": "21", "problem": "餐饮油烟净化设施清洗不及时。", "deadline": "2024年底"}


@pytest.fixture
def revision(lin: Visitor, cast: Cast, edition: PlanEdition) -> Recognition:
    """Finding 1 moved its deadline, finding 4 is gone, one is new."""
    findings = (*changed(0, deadline="2025年6月底")[:3], NEW)
    row = upload(cast, name="修订稿.txt", content=b"revised", findings=findings)
    lin.act(f"/readings/{row.pk}/plan/", 1, plan=edition.plan_id)
    row.refresh_from_db()
    return row


def digests(html: str) -> dict[str, str]:
    return dict(re.findall(r'name="(digest_\d+)" value="([0-9a-f]{64})"', html))


def removing(html: str) -> dict[str, str]:
    """The choices that let every finding go that the new paper does not list."""
    return dict(re.findall(r'name="(choice_\d+)" value="(remove)"', html))


def test_a_likely_revision_is_asked_about(lin: Visitor, cast: Cast, edition: PlanEdition) -> None:
    row = upload(cast, content=b"revised", findings=changed(0, deadline="2025年6月底"))
    assert "像是已入库方案的修订稿" in text_of(lin.get(f"/readings/{row.pk}/"))
    assert "还是另外建立一份方案" in text_of(lin.get(f"/readings/{row.pk}/confirm/"))
    assert lin.get(f"/readings/{row.pk}/difference/").headers["Location"].endswith("/plan/")
    assert lin.act(f"/readings/{row.pk}/plan/", 1).headers["Location"] == f"/readings/{row.pk}/"
    assert "确认入库" in text_of(lin.get(f"/readings/{row.pk}/confirm/"))


def test_every_kind_of_difference_is_shown(lin: Visitor, revision: Recognition) -> None:
    html = lin.get(f"/readings/{revision.pk}/difference/").content.decode()
    assert "<del>2024年12</del><ins>2025年6</ins>月底" in html
    for words in ("有改动", "新增", "未再列入", "餐饮油烟", "没有变化"):
        assert words in html


def names_on(html: str) -> list[str]:
    """What every line of the page is called."""
    return re.findall(r'class="unseen">怎么处理([^<]+)<', html)


def test_a_list_numbered_otherwise_names_both_numbers_and_no_two_lines_alike(
    lin: Visitor, cast: Cast, edition: PlanEdition
) -> None:
    findings = (
        FINDINGS[2] | {"number": "1"},
        FINDINGS[1],
        FINDINGS[3] | {"number": "3", "goal": "改造管网20公里。"},
        NEW | {"number": "4"},
    )
    row = upload(cast, name="修订稿.txt", content=b"renumbered", findings=findings)
    lin.act(f"/readings/{row.pk}/plan/", 1, plan=edition.plan_id)
    html = lin.get(f"/readings/{row.pk}/difference/").content.decode()
    assert sorted(names_on(html)) == ["原问题1", "原问题3 → 新问题1", "原问题4 → 新问题3", "新问题4"]
    assert "原问题1" in text_of(lin.get(f"/readings/{row.pk}/difference/new:f4/"))


def test_a_list_numbered_alike_names_one_number(lin: Visitor, revision: Recognition) -> None:
    html = lin.get(f"/readings/{revision.pk}/difference/").content.decode()
    assert names_on(html) == ["问题1", "问题4", "问题5"]


def test_a_value_that_a_person_corrected_says_so_on_both_sides(
    lin: Visitor, cast: Cast, recognition: Recognition
) -> None:
    lin.act(f"/readings/{recognition.pk}/f1/deadline/", 1, value="2025年6月底")
    lin.act(f"/readings/{recognition.pk}/confirm/", 2, errors_seen="1")
    row = upload(cast, name="修订稿.txt", content=b"revised", findings=changed(1, person="李某"))
    plan = Recognition.objects.get(pk=recognition.pk).edition.plan_id
    lin.act(f"/readings/{row.pk}/plan/", 1, plan=plan)
    lin.act(f"/readings/{row.pk}/f2/person/", 2, value="张某")
    page = text_of(lin.get(f"/readings/{row.pk}/difference/"))
    assert re.search("原方案此处由林小明于[0-9-]{10}核对时更正，文件里是“2024年12月底”", page)
    assert re.search("新稿此处由林小明于[0-9-]{10}核对时更正，文件里是“李某”", page)
    assert page.count("核对时更正") == 2


def test_a_value_as_read_names_nobody(lin: Visitor, revision: Recognition) -> None:
    assert "核对时更正" not in text_of(lin.get(f"/readings/{revision.pk}/difference/"))


def test_the_finding_tells_what_the_revision_changed(lin: Visitor, revision: Recognition) -> None:
    address = f"/readings/{revision.pk}/difference/"
    shown = lin.get(address).content.decode()
    lin.act(address, revision.version, **digests(shown), **removing(shown), rest="new")
    revision.refresh_from_db()
    lin.act(f"/readings/{revision.pk}/confirm/", revision.version, errors_seen="1")
    finding = FindingVersion.objects.get(edition__edition_no=2, number="1").finding_id
    html = lin.get(f"/findings/{finding}/").content.decode()
    assert "列入第2版" in html
    assert "<del>2024年12</del><ins>2025年6</ins>月底" in html.split("经过</h2>")[1]


def test_a_finding_that_is_listed_no_more_says_so_at_the_top(lin: Visitor, revision: Recognition) -> None:
    address = f"/readings/{revision.pk}/difference/"
    left_out, kept = (FindingVersion.objects.get(number=number).finding_id for number in ("4", "1"))
    assert "不再列入" not in text_of(lin.get(f"/findings/{left_out}/"))
    page = lin.get(address).content.decode()
    lin.act(address, revision.version, **digests(page), **removing(page), rest="new")
    revision.refresh_from_db()
    lin.act(f"/readings/{revision.pk}/confirm/", revision.version, errors_seen="1")
    top = text_of(lin.get(f"/findings/{left_out}/")).split("整改目标")[0]
    assert re.search("从第2版（[^）]+ 入库）起，这个问题不再列入。下面是第1版的内容。", top)
    assert "这个问题不再列入" not in text_of(lin.get(f"/findings/{kept}/"))


def test_one_submit_settles_everything(lin: Visitor, edition: PlanEdition, revision: Recognition) -> None:
    address = f"/readings/{revision.pk}/difference/"
    found = digests(lin.get(address).content.decode())
    html = lin.get(address).content.decode()
    order = re.findall(r'name="choice_(\d)" value="(\w+)"', html)
    offered = {number: [value for n, value in order if n == number] for number, _value in order}
    choices = {f"choice_{number}": values[0] for number, values in offered.items()}
    assert (
        lin.act(address, revision.version, **found, **choices).headers["Location"]
        == f"/readings/{revision.pk}/confirm/"
    )
    revision.refresh_from_db()
    lin.act(f"/readings/{revision.pk}/confirm/", revision.version, errors_seen="1")
    texts = set(FindingVersion.objects.filter(edition__edition_no=2).values_list("problem", flat=True))
    assert texts == {FINDINGS[0]["problem"], FINDINGS[1]["problem"], FINDINGS[2]["problem"], NEW["problem"]}


def test_a_line_left_open_keeps_the_edition_waiting(lin: Visitor, revision: Recognition) -> None:
    address = f"/readings/{revision.pk}/difference/"
    lin.act(address, revision.version, **digests(lin.get(address).content.decode()), choice_0="keep")
    assert "还有 2 处差异没有作出取舍" in text_of(lin.get(f"/readings/{revision.pk}/confirm/"))


def test_whoever_was_overtaken_keeps_the_choices(lin: Visitor, revision: Recognition) -> None:
    address = f"/readings/{revision.pk}/difference/"
    found = digests(lin.get(address).content.decode())
    lin.act(f"/readings/{revision.pk}/f2/goal/", revision.version, value="别人改了第二个问题的目标。")
    response = lin.act(address, revision.version, **found, choice_0="keep", choice_2="leave_out")
    assert response.status_code == 409
    html = response.content.decode()
    assert "您的选择还没有保存" in html
    chosen = dict(re.findall(r'name="(choice_\d)" value="(\w+)" checked', html))
    assert sorted(chosen.values()) == ["keep", "leave_out"]
    assert "别人改了第二个问题的目标" in text_of(response)
    order = lin.act(address, revision.version + 1, **digests(html), **chosen)
    assert order.status_code == 302


def test_a_second_click_is_no_overtaking(lin: Visitor, revision: Recognition) -> None:
    address = f"/readings/{revision.pk}/difference/"
    sent = digests(lin.get(address).content.decode()) | {"choice_0": "keep", "form_key": "0" * 32}
    answers = [lin.act(address, revision.version, **sent) for _click in range(2)]
    assert [(one.status_code, one.headers["Location"]) for one in answers] == [
        (302, address.replace("difference", "confirm"))
    ] * 2
    assert Entry.objects.filter(verb="change.decided").count() == 1


def test_the_rest_may_follow_the_new_text(lin: Visitor, revision: Recognition) -> None:
    address = f"/readings/{revision.pk}/difference/"
    shown = lin.get(address).content.decode()
    answer = lin.act(address, revision.version, **digests(shown), **removing(shown), rest="new")
    assert answer.headers["Location"] == f"/readings/{revision.pk}/confirm/"
    assert "确认入库" in text_of(lin.get(f"/readings/{revision.pk}/confirm/"))
    assert "没有作出取舍" not in text_of(lin.get(f"/readings/{revision.pk}/confirm/"))


def test_a_new_finding_can_be_an_old_one_after_all(lin: Visitor, revision: Recognition) -> None:
    html = lin.get(f"/readings/{revision.pk}/difference/").content.decode()
    address = re.search(r'href="([^"]+/difference/new:f4/)"', html.replace("%3A", ":")).group(1)
    form = lin.get(address).content.decode()
    digest = re.search(r'name="digest" value="(\w+)"', form).group(1)
    finding = re.search(r'name="finding" value="(\d+)"', form).group(1)
    assert lin.act(address, revision.version, digest=digest, finding=finding).status_code == 302
    page = text_of(lin.get(f"/readings/{revision.pk}/difference/"))
    assert "新增" not in page
    assert "未再列入" not in page


def test_two_matched_findings_can_be_parted(lin: Visitor, revision: Recognition) -> None:
    html = lin.get(f"/readings/{revision.pk}/difference/").content.decode().replace("%3A", ":")
    address = re.search(r'href="([^"]+/difference/old:\d+/)"[^>]*>不是同一个问题', html).group(1)
    digest = re.search(r'name="digest" value="(\w+)"', lin.get(address).content.decode()).group(1)
    assert lin.act(address, revision.version, digest=digest).status_code == 302
    assert "没有变化 2" in text_of(lin.get(f"/readings/{revision.pk}/difference/"))


def test_a_choice_that_is_not_offered_is_an_error(lin: Visitor, revision: Recognition) -> None:
    address = f"/readings/{revision.pk}/difference/"
    found = digests(lin.get(address).content.decode())
    assert lin.act(address, revision.version, **found, choice_0="leave_out").status_code == 400


def test_the_export_of_a_revision_knows_its_edition(lin: Visitor, revision: Recognition, edition: PlanEdition) -> None:
    assert lin.post(f"/plans/{edition.plan_id}/ledger.xlsx", {"edition": 1}).status_code == 200
    assert lin.post(f"/plans/{edition.plan_id}/ledger.xlsx", {"edition": 9}).status_code == 404
    assert lin.post(f"/plans/{edition.plan_id}/ledger.xlsx", {"colour": "red"}).status_code == 400


def test_whoever_compares_with_an_old_edition_is_told_at_once(
    lin: Visitor, cast: Cast, edition: PlanEdition, revision: Recognition
) -> None:
    other = upload(cast, name="另一稿.txt", content=b"other", findings=changed(0, deadline="2025年9月底"))
    lin.act(f"/readings/{other.pk}/plan/", 1, plan=edition.plan_id)
    address = f"/readings/{other.pk}/difference/"
    assert "比的还是" not in text_of(lin.get(address))
    lin.act(address, 2, **digests(lin.get(address).content.decode()), rest="new")
    lin.act(f"/readings/{other.pk}/confirm/", 3, errors_seen="1")
    page = text_of(lin.get(f"/readings/{revision.pk}/difference/"))
    assert "这份方案已有第2版" in page
    assert "下面比的还是第1版" in page
    lin.act(f"/readings/{revision.pk}/plan/", revision.version, plan=edition.plan_id)
    page = text_of(lin.get(f"/readings/{revision.pk}/difference/"))
    assert "比较的是第2版" in page
    assert "比的还是" not in page


@pytest.mark.parametrize("place", ["", "plan/", "difference/", "difference/new:f1/", "confirm/", "discard/"])
def test_whoever_comes_back_after_confirming_is_led_to_the_ledger(
    lin: Visitor, edition: PlanEdition, place: str
) -> None:
    response = lin.get(f"/readings/{edition.recognition_id}/{place}")
    assert response.status_code == 200
    assert f"已入库，是{edition}" in text_of(response)
    assert "打开台账" in text_of(response)
    assert "未完" not in text_of(response)


def test_an_old_form_sent_after_confirming_is_refused(lin: Visitor, edition: PlanEdition) -> None:
    row = Recognition.objects.get(pk=edition.recognition_id)
    assert lin.act(f"/readings/{row.pk}/confirm/", row.version).status_code == 409
