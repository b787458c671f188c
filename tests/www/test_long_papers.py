"""A list of hundreds of findings comes in parts, and every jump leads to the part that holds what it leads to.

The rules are those of docs/rules/parts.md.
"""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.cast import NOON, Cast
from tests.core.rule_tables import rows
from tests.long_papers import long_ledger
from tests.www.conftest import Visitor, text_of
from zhenggai.core.plan import Notice, PlanDraft
from zhenggai.core.source import Passage, Span
from zhenggai.findings import actions, queries
from zhenggai.findings.models import PlanEdition, Recognition
from zhenggai.www import difference_sheet, health, ledger

N = 150  # findings: three parts of a review


def put_in(cast: Cast, draft: PlanDraft) -> Recognition:
    content = draft.source.sha256.encode()
    return actions.receive_document(draft.source.file, content, [draft], by=cast.by_lin, at=NOON)[0]


@pytest.fixture
def long(cast: Cast, files_dir) -> Recognition:
    return put_in(cast, long_ledger(N))


@pytest.fixture
def long_edition(cast: Cast, long: Recognition) -> PlanEdition:
    return actions.confirm(long, by=cast.by_lin, at=NOON, version=long.version, errors_seen=True)


def html_of(lin: Visitor, address: str, **headers: Any) -> str:
    response = lin.get(address, headers=headers)
    assert response.status_code == 200
    return response.content.decode()


def findings_on(html: str) -> list[str]:
    return re.findall(r'<article class="finding" id="(f\d+)"', html)


def lines_on(html: str) -> list[int]:
    return [int(line) for line in re.findall(r'<p class="line[^"]*" id="l(\d+)"', html)]


def test_the_table_tells_what_the_pages_hold() -> None:
    told = dict(rows("parts.md", "On a page"))
    assert int(told["rows of a ledger"]) == ledger.ROWS
    assert int(told["points of a health report"]) == health.POINTS
    assert int(told["findings beside one point"]) == health.NAMED
    assert int(told["lines of a difference"]) == difference_sheet.LINES


def test_a_list_that_fits_is_shown_whole_without_a_word_about_parts(lin: Visitor, cast: Cast, files_dir) -> None:
    row = put_in(cast, long_ledger(60))
    html = html_of(lin, f"/readings/{row.pk}/")
    assert len(findings_on(html)) == 60
    assert len(lines_on(html)) == 61 * 4
    assert 'class="parts"' not in html
    assert "data-parted" not in html


def test_a_longer_list_comes_in_parts_that_lead_to_each_other(lin: Visitor, long: Recognition) -> None:
    first = html_of(lin, f"/readings/{long.pk}/")
    assert findings_on(first) == [f"f{i}" for i in range(1, 61)]
    assert "这里是第 1—60 个，共 150 个问题" in first
    assert 'rel="prev"' not in first
    following = re.search(r'href="([^"#]*)[^"]*" rel="next"', first)
    second = html_of(lin, f"/readings/{long.pk}/{following[1]}")
    assert findings_on(second) == [f"f{i}" for i in range(61, 121)]
    third = html_of(lin, f"/readings/{long.pk}/?nth=9999")
    assert findings_on(third) == [f"f{i}" for i in range(121, 151)]
    assert 'rel="next"' not in third


def test_what_was_read_stands_beside_where_it_was_read(lin: Visitor, long: Recognition) -> None:
    html = html_of(lin, f"/readings/{long.pk}/?at=f100")
    assert lines_on(html) == list(range(61 * 4, 121 * 4))
    assert 'href="#f100-problem" data-for="f100-problem"' in html
    assert "责任人" in html  # the head of the table again


def test_every_part_tells_the_counts_of_the_whole(lin: Visitor, cast: Cast, files_dir) -> None:
    draft = long_ledger(N)
    notices = (Notice("doubt", "error", "第二条的单位没有读准。", 1), Notice("doubt", "warning", "末条有疑点。", N - 1))
    row = put_in(cast, PlanDraft(draft.source, draft.about, draft.findings, notices))
    parts = [text_of(lin.get(f"/readings/{row.pk}/{rest}")) for rest in ("", "?at=f150", "confirm/", "health/")]
    counts = {tuple(re.search(r"(\d+) 处错误 (\d+) 处疑点", page).groups()) for page in parts if "处错误" in page}
    assert len(counts) == 1
    assert "150 个问题" in parts[0]
    assert "150 个问题" in parts[1]
    assert ["末条有疑点。" in page for page in parts[:2]] == [False, True]
    assert ["第二条的单位没有读准。" in page for page in parts[:2]] == [True, False]


@pytest.mark.parametrize(("n_characters", "n_folded"), [(300, 0), (301, 1)])
def test_a_sentence_without_end_is_folded(lin: Visitor, cast: Cast, files_dir, n_characters, n_folded) -> None:
    draft = long_ledger(2)
    row = put_in(
        cast, PlanDraft(draft.source, draft.about, draft.findings, (Notice("a", "error", "长" * n_characters),))
    )
    for rest in ("", "health/"):
        html = html_of(lin, f"/readings/{row.pk}/{rest}")
        assert html.count('<details class="long">') == n_folded
        assert "长" * n_characters in html


def test_a_remark_leads_to_its_place_in_another_part_of_the_paper(lin: Visitor, cast: Cast, files_dir) -> None:
    draft = long_ledger(N)
    far = Passage("镇长", (Span(600, 0, 2),))
    row = put_in(
        cast, PlanDraft(draft.source, draft.about, draft.findings, (Notice("a", "error", "见末条。", 0, far),))
    )
    html = html_of(lin, f"/readings/{row.pk}/")
    assert 'href="?at=f1&amp;line=600#l600"' in html
    there = html_of(lin, f"/readings/{row.pk}/?at=f1&line=600")
    assert findings_on(there)[0] == "f1"
    assert 600 in lines_on(there)
    assert 'href="#l600"' in there
    assert 'href="?at=f150#f150-problem" data-for="f150-problem"' in there  # its words lead to their field


def test_words_shared_by_parts_lead_to_the_field_on_the_page(lin: Visitor, cast: Cast, long: Recognition) -> None:
    for key in ("f5", "f140"):
        row = Recognition.objects.get(pk=long.pk)
        actions.correct_field(row, key, "person", "县长", by=cast.by_lin, at=NOON, version=row.version)
    review = queries.review_data(cast.lin, long.pk).review
    assert review.finding("f140").person.text == "县长"
    for at in ("f5", "f140"):
        html = html_of(lin, f"/readings/{long.pk}/?at={at}")
        assert f'data-for="{at}-person"' in html


def test_after_an_act_the_part_of_its_finding_is_shown(lin: Visitor, long: Recognition) -> None:
    page = f"/readings/{long.pk}/"
    response = lin.act(f"{page}f130/goal/", 1, value="清完。")
    assert response.headers["Location"] == f"{page}?at=f130#f130"
    again = lin.act(f"{page}f130/goal/", 2, part=True, value="都清完。").content.decode()
    assert findings_on(again)[0] == "f121"
    assert "都清完。" in again
    form = html_of(lin, f"{page}f130/goal/")
    assert f'href="{page}?at=f130#f130"' in form
    dropped = lin.act(f"{page}f130/drop/", 3, reason="不是问题")
    assert dropped.headers["Location"] == f"{page}?at=f131#f131"
    last = lin.act(f"{page}f150/drop/", 4, reason="不是问题")
    assert last.headers["Location"] == f"{page}?at=f149#f149"


def test_the_paper_stays_where_it_was_while_the_document_is_corrected(lin: Visitor, long: Recognition) -> None:
    page = f"/readings/{long.pk}/"
    body = {"form_key": "test-form-key-part", "version": 1, "value": "罗山县"}
    headers = {"HX-Request": "true", "HX-Current-URL": f"http://testserver/readings/{long.pk}/?at=f70&line=500#l500"}
    html = lin.post(f"{page}about/region/", body, headers=headers).content.decode()
    assert findings_on(html)[0] == "f61"
    assert 500 in lines_on(html)


def test_the_last_of_a_part_is_merged_with_the_first_of_the_next(lin: Visitor, cast: Cast, long: Recognition) -> None:
    page = f"/readings/{long.pk}/"
    assert f'href="{page}f60/merge/"' in html_of(lin, page)
    assert f'href="{page}f150/merge/"' not in html_of(lin, f"{page}?at=f150")
    lin.act(f"{page}f60/merge/", 1)
    assert "f61" not in queries.review_data(cast.lin, long.pk).review.keys
    assert findings_on(html_of(lin, page))[-1] == "f60"
    assert findings_on(html_of(lin, f"{page}?at=f62"))[0] == "f62"


@pytest.mark.parametrize("rest", ["?at=f999", "?line=99999", "?nth=1", "?at=&line="])
def test_what_is_no_more_there_leads_to_what_is_near(lin: Visitor, long: Recognition, rest: str) -> None:
    assert findings_on(html_of(lin, f"/readings/{long.pk}/{rest}"))[0] == "f1"


@pytest.mark.parametrize("rest", ["?at=1", "?nth=0", "?line=-1", "?line=x", "?part=2", "?at=f1&at=f2"])
def test_an_address_that_makes_no_sense_is_refused(lin: Visitor, long: Recognition, rest: str) -> None:
    assert lin.get(f"/readings/{long.pk}/{rest}").status_code == 400


def test_a_long_health_report_comes_in_parts_and_leads_into_the_review(
    lin: Visitor, long: Recognition, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(health, "POINTS", 2)
    address = f"/readings/{long.pk}/health/"
    html = html_of(lin, address)
    assert len(re.findall(r'<li><span class="light', html)) == 2
    assert 'href="?part=2" rel="next"' in html
    assert "另有 110 个问题" in html  # 150 findings without measures, 40 of them named
    assert f'href="/readings/{long.pk}/?at=f1#f1"' in html
    assert 'rel="prev"' in html_of(lin, f"{address}?part=2")
    assert lin.get(f"{address}?part=0").status_code == 400


def test_a_long_ledger_is_parted_after_it_was_narrowed_and_sorted(
    lin: Visitor, long_edition: PlanEdition, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ledger, "ROWS", 20)
    address = f"/plans/{long_edition.plan_id}/"
    html = html_of(lin, f"{address}?sort=number&down=1&part=2")
    assert re.findall(r'<td class="no">(\d+)</td>', html) == [str(i) for i in range(130, 110, -1)]
    assert 'href="?sort=number&amp;down=1&amp;part=3" rel="next"' in html
    assert "打印只印这一部分；要全部的，请导出 Excel。" in html
    narrowed = html_of(lin, f"{address}?q=第15号点位&part=9")
    assert re.findall(r'<td class="no">(\d+)</td>', narrowed) == ["15"]
    assert 'class="parts"' not in narrowed
    assert lin.post(f"{address}ledger.xlsx", {"edition": 1, "sort": "number"}).status_code == 200


def test_a_long_paper_is_read_in_parts(lin: Visitor, cast: Cast, files_dir) -> None:
    row = put_in(cast, long_ledger(500))
    edition = actions.confirm(row, by=cast.by_lin, at=NOON, version=row.version, errors_seen=True)
    address = f"/plans/{edition.plan_id}/source/?edition=1"
    html = html_of(lin, address)
    assert lines_on(html) == list(range(1500))
    assert 'href="?edition=1&amp;line=1500#l1500"' in html
    assert lines_on(html_of(lin, f"{address}&line=1500")) == list(range(1500, 2004))
    last = queries.ledger(cast.lin, edition.pk)[-1].finding_id
    own = html_of(lin, f"/findings/{last}/source/")
    assert 2001 in lines_on(own)
    assert 'href="#l2001"' in own
    assert lin.get(f"/findings/{last}/source/?line=x").status_code == 400


@pytest.fixture
def revision(lin: Visitor, cast: Cast, long_edition: PlanEdition) -> Recognition:
    """Every fifth finding has another goal: 30 lines to decide."""
    row = put_in(cast, long_ledger(N, content=b"revised", goal="点位清运完毕并复绿。"))
    lin.act(f"/readings/{row.pk}/plan/", 1, plan=long_edition.plan_id)
    row.refresh_from_db()
    return row


def chosen(html: str, value: str) -> dict[str, str]:
    digests = dict(re.findall(r'name="(digest_\d+)" value="([0-9a-f]{64})"', html))
    return digests | {name.replace("digest", "choice"): value for name in digests}


def test_a_long_difference_is_decided_part_by_part(
    lin: Visitor, cast: Cast, revision: Recognition, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(difference_sheet, "LINES", 12)
    address = f"/readings/{revision.pk}/difference/"
    first = html_of(lin, address)
    assert len(chosen(first, "keep")) == 2 * 12
    assert "有改动 <strong>30</strong>" in first
    assert lin.act(address, 2, **chosen(first, "keep")).headers["Location"] == f"{address}?part=2"
    third = html_of(lin, f"{address}?part=3")
    assert sorted(chosen(third, "keep"))[0] == "choice_24"
    assert lin.act(f"{address}?part=3", 3, **chosen(third, "adopt")).headers["Location"] == f"{address}?part=2"
    second = html_of(lin, f"{address}?part=2")
    done = lin.act(f"{address}?part=2", 4, **chosen(second, "adopt"))
    assert done.headers["Location"] == f"/readings/{revision.pk}/confirm/"
    choices = [one.choice for one in revision.decisions.order_by("id")]
    assert choices == ["keep"] * 12 + ["adopt"] * 18


def test_the_rest_is_settled_in_all_parts_and_what_was_chosen_stays(
    lin: Visitor, revision: Recognition, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(difference_sheet, "LINES", 12)
    address = f"/readings/{revision.pk}/difference/"
    lin.act(address, 2, **chosen(html_of(lin, address), "keep"))
    digests = {name: value for name, value in chosen(html_of(lin, f"{address}?part=2"), "").items() if value}
    done = lin.act(f"{address}?part=2", 3, **digests, rest="new")
    assert done.headers["Location"] == f"/readings/{revision.pk}/confirm/"
    assert [one.choice for one in revision.decisions.order_by("id")] == ["keep"] * 12 + ["adopt"] * 18


def test_choices_of_a_part_on_an_outdated_page_are_refused_and_shown_again(
    lin: Visitor, cast: Cast, revision: Recognition, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(difference_sheet, "LINES", 12)
    address = f"/readings/{revision.pk}/difference/?part=2"
    fields = chosen(html_of(lin, address), "keep")
    lin.act(f"/readings/{revision.pk}/f1/goal/", 2, value="换一个目标。")
    response = lin.act(address, 2, **fields, rest="new")
    assert response.status_code == 409
    assert not revision.decisions.exists()
    assert response.content.decode().count('value="keep" checked') == 11  # one line has moved on into the next part
