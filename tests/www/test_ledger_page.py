"""The ledger: narrowed, searched, sorted, taken out; and one finding with its story."""

import io
from pathlib import Path
from urllib.parse import unquote

import openpyxl
import pytest

from tests.cast import NOON, Cast, upload
from tests.papers import FINDINGS, changed
from tests.www.conftest import Visitor, text_of
from zhenggai.audit.models import Entry
from zhenggai.core.contract import as_ledger
from zhenggai.core.plan_text.draft import read_plan
from zhenggai.documents.opening import open_document
from zhenggai.findings import actions
from zhenggai.findings.models import PlanEdition

ALL_ROLES = Path(__file__).parents[1] / "samples" / "plans" / "plan_html_table_all_roles" / "source.html"

NARROWED = {
    "?heading=水生态保护修复滞后": {"3", "4"},
    "?heading=扬尘管控不严": {"2"},
    "?unit=县住建局": {"2"},
    "?term=ongoing": {"2"},
    "?term=immediate": {"2"},
    "?term=dated": {"1", "3", "4"},
    "?due_to=2024-06-30": {"4"},
    "?due_from=2025-01-01": {"3"},
    "?q=矿山": {"3"},
    "?q=住建 扬尘": {"2"},
    "?q=没有这个词": set(),
    "?person=王某": {"2"},
    "?person=没有这个人": set(),
    "?heading=水生态保护修复滞后&due_from=2025-01-01": {"3"},
}


def numbers(response) -> list[str]:
    html = response.content.decode()
    return [piece.split("</td>")[0] for piece in html.split('<td class="no">')[1:]]


@pytest.mark.parametrize(("query", "expected"), NARROWED.items())
def test_a_ledger_is_narrowed(zhao: Visitor, edition: PlanEdition, query, expected) -> None:
    assert set(numbers(zhao.get(f"/plans/{edition.plan_id}/{query}"))) == expected


def test_an_empty_ledger_says_what_to_do(zhao: Visitor, edition: PlanEdition) -> None:
    assert "可以少选一个条件" in text_of(zhao.get(f"/plans/{edition.plan_id}/?q=没有这个词"))


def test_a_ledger_is_sorted_both_ways(zhao: Visitor, edition: PlanEdition) -> None:
    address = f"/plans/{edition.plan_id}/"
    assert numbers(zhao.get(f"{address}?sort=due"))[:2] == ["4", "1"]
    assert numbers(zhao.get(f"{address}?sort=feedback_number&down=1")) == ["4", "3", "2", "1"]
    assert 'aria-sort="descending"' in zhao.get(f"{address}?sort=due&down=1").content.decode()


def test_sorting_leaves_nothing_out_and_says_so(zhao: Visitor, edition: PlanEdition) -> None:
    address = f"/plans/{edition.plan_id}/"
    page = text_of(zhao.get(f"{address}?sort=due&down=1"))
    assert "共 4 个问题。按期限倒序排序。" in page
    assert "筛出" not in page
    both = zhao.get(f"{address}?sort=due&q=矿山")
    assert "筛出 1 个，共 4 个问题。" in text_of(both)
    assert 'href="?q=%E7%9F%BF%E5%B1%B1">按方案的顺序' in both.content.decode()


def test_a_ledger_is_narrowed_by_state_where_there_are_states(zhao: Visitor, cast: Cast, files_dir: Path) -> None:
    findings = [
        one | {"status": status} for one, status in zip(FINDINGS, ["已完成", "推进中", "已完成", None], strict=True)
    ]
    row = upload(cast, findings=tuple(findings))
    plan = actions.confirm(row, by=cast.by_lin, at=NOON, version=1, errors_seen=True).plan_id
    assert '<select name="status">' in zhao.get(f"/plans/{plan}/").content.decode()
    assert set(numbers(zhao.get(f"/plans/{plan}/?status=已完成"))) == {"1", "3"}


def test_a_choice_of_one_is_not_offered(zhao: Visitor, edition: PlanEdition) -> None:
    html = zhao.get(f"/plans/{edition.plan_id}/").content.decode()
    assert '<select name="person">' in html
    assert '<select name="status">' not in html


def test_the_person_stands_in_the_ledger(zhao: Visitor, edition: PlanEdition) -> None:
    assert (
        '<td class="if-room person" data-head="责任人">王某</td>'
        in zhao.get(f"/plans/{edition.plan_id}/").content.decode()
    )


def test_a_group_term_is_explained(lin: Visitor, zhao: Visitor, cast: Cast, files_dir: Path) -> None:
    units = (("各镇（街道）", "responsible"), ("区直相关单位", "responsible"))
    row = upload(cast, findings=changed(0, units=units), region="晋城市城区")
    edition = actions.confirm(row, by=cast.by_lin, at=NOON, version=1, errors_seen=True)
    page = text_of(zhao.get(f"/findings/{edition.versions.get(number='1').finding_id}/"))
    assert "各镇（街道） 统称，按名册指北石店镇、" in page
    assert "区直相关单位 统称，名册里没有对应的单位，需要写明具体是谁" in page


def test_a_part_of_the_page_is_the_table_alone(zhao: Visitor, edition: PlanEdition) -> None:
    response = zhao.get(f"/plans/{edition.plan_id}/?q=矿山", headers={"HX-Request": "true"})
    assert response.content.decode().startswith('<div id="table">')


def test_headings_stand_above_their_findings_once(zhao: Visitor, edition: PlanEdition) -> None:
    table = zhao.get(f"/plans/{edition.plan_id}/").content.decode().split("<tbody>", 1)[1]
    assert table.count("水生态保护修复滞后") == 1


def test_a_ledger_costs_few_queries(zhao: Visitor, edition: PlanEdition, django_assert_max_num_queries) -> None:
    with django_assert_max_num_queries(14):
        zhao.get(f"/plans/{edition.plan_id}/")


def test_the_workbook_holds_the_whole_ledger_and_leaves_an_entry(zhao: Visitor, edition: PlanEdition) -> None:
    response = zhao.post(f"/plans/{edition.plan_id}/ledger.xlsx")
    assert "sandbox" in response.headers["Content-Security-Policy"]
    sheet = openpyxl.load_workbook(io.BytesIO(response.content)).active
    texts = {str(cell.value) for row in sheet.iter_rows() for cell in row}
    assert any("27.17公顷" in text for text in texts)
    assert Entry.objects.filter(verb="ledger.exported").count() == 1


def test_a_narrowed_ledger_is_taken_out_as_it_is_shown(zhao: Visitor, edition: PlanEdition) -> None:
    address = f"/plans/{edition.plan_id}/"
    assert "导出当前筛选" not in text_of(zhao.get(address))
    assert "导出全部（Excel）" in text_of(zhao.get(address))
    n_all = edition.versions.count()
    shown = zhao.get(f"{address}?q=公顷&sort=number&down=1")
    n_shown = len(shown.context["rows"])
    assert 0 < n_shown < n_all
    assert f"导出当前筛选（Excel，{n_shown} 个）" in text_of(shown)
    response = zhao.post(f"{address}ledger.xlsx", {"edition": edition.edition_no} | dict(shown.context["asked"]))
    (again,) = open_document(response.content, "台账.xlsx")
    taken = [finding.problem.text for finding in read_plan(again).findings]
    assert taken == [row.problem for row in shown.context["rows"]]
    assert f"筛出{n_shown}个，共{n_all}个" in unquote(response.headers["Content-Disposition"])
    assert Entry.objects.get(verb="ledger.exported").changes["findings"] == [None, n_shown]


def test_a_ledger_taken_out_keeps_who_leads_acts_helps_watches_and_accepts(
    zhao: Visitor, cast: Cast, files_dir: Path
) -> None:
    (source,) = open_document(ALL_ROLES.read_bytes(), ALL_ROLES.name)
    draft = read_plan(source)
    (read,) = actions.receive_document(ALL_ROLES.name, ALL_ROLES.read_bytes(), [draft], by=cast.by_lin, at=NOON)
    edition = actions.confirm(read, by=cast.by_lin, at=NOON, version=read.version, errors_seen=True)
    response = zhao.post(f"/plans/{edition.plan_id}/ledger.xlsx")
    (again,) = open_document(response.content, "台账.xlsx")
    assert as_ledger(read_plan(again))["findings"] == as_ledger(draft)["findings"]


def test_a_missing_plan_or_edition_is_not_found(zhao: Visitor, edition: PlanEdition) -> None:
    assert zhao.get("/plans/999/").status_code == 404
    assert zhao.get(f"/plans/{edition.plan_id}/?edition=9").status_code == 404
    assert zhao.get("/findings/999/").status_code == 404


def test_a_finding_shows_the_words_the_facts_and_the_story(zhao: Visitor, cast: Cast, edition: PlanEdition) -> None:
    finding = edition.versions.get(number="3").finding
    page = text_of(zhao.get(f"/findings/{finding.pk}/"))
    for words in (
        "历史遗留矿山尚有27.17公顷未完成修复治理。",
        "2025年12月31日",
        "2024-12-31 21.6公顷",
        "西山、南坪街道办事处",
        "林小明 列入第1版（征求意见稿）",
    ):
        assert words in page


def test_the_home_page_asks_one_question(lin: Visitor, zhao: Visitor, edition: PlanEdition) -> None:
    assert "接下来做什么" in text_of(lin.get("/"))
    assert edition.title in text_of(lin.get("/"))
    assert "放入一份方案" not in text_of(zhao.get("/"))


def test_the_health_report_stays_with_the_ledger(zhao: Visitor, qian: Visitor, edition: PlanEdition) -> None:
    address = f"/plans/{edition.plan_id}/health/?edition=1"
    assert address in zhao.get(f"/plans/{edition.plan_id}/").content.decode()
    page = zhao.get(address)
    finding = edition.versions.get(number="3").finding_id
    assert "21.6 + 5.57 = 27.17" in text_of(page)
    assert f'href="/findings/{finding}/"' in page.content.decode()
    assert "下载" not in text_of(page)
    assert "21.6 + 5.57 = 27.17" in text_of(zhao.get(f"/findings/{finding}/"))
    assert qian.get(address).status_code == 403


def test_a_corrected_deadline_is_told_beside_the_plans_words(lin: Visitor, recognition, cast: Cast) -> None:
    lin.act(f"/readings/{recognition.pk}/f1/deadline/", 1, value="2025年6月底")
    lin.act(f"/readings/{recognition.pk}/confirm/", 2)
    finding = recognition.edition.versions.get(number="1").finding_id
    page = text_of(lin.get(f"/findings/{finding}/"))
    assert "方案写作“2024年12月底”，核对时改为“2025年6月底”" in page


def test_home_leads_to_the_paper_and_the_report(lin: Visitor, edition: PlanEdition) -> None:
    html = lin.get("/").content.decode()
    assert f"/plans/{edition.plan_id}/source/" in html
    assert f"/plans/{edition.plan_id}/health/" in html
    assert "先试一份自己的方案" in html
