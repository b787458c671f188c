"""The health report on the page and as papers to hand back."""

import io
import re

import docx
import lxml.html
import pytest

from tests.cast import Cast, upload
from tests.www.conftest import Visitor, text_of
from zhenggai.audit.models import Entry
from zhenggai.core.plan import Notice
from zhenggai.core.rules import identity_of
from zhenggai.findings import health
from zhenggai.findings.drafts import review_of
from zhenggai.findings.models import PlanEdition, Recognition
from zhenggai.www.clock import today


def test_every_point_names_its_rule_and_its_finding(lin: Visitor, page_of) -> None:
    page = text_of(lin.get(page_of("health/")))
    assert "方案体检" in page
    assert "21.6 + 5.57 = 27.17" in page
    assert "问题3" in page
    assert "是否成立由人判断" in page


def test_points_stand_beside_the_finding_they_concern(lin: Visitor, page_of) -> None:
    html = lin.get(page_of("")).content.decode()
    third = html.split('id="f3"', 1)[1].split("</article>", 1)[0]
    assert "21.6 + 5.57 = 27.17" in third
    assert "light good" in third


def test_the_word_file_can_be_handed_back(lin: Visitor, page_of) -> None:
    response = lin.post(page_of("health.docx"))
    assert response.headers["Content-Disposition"].startswith("attachment;")
    assert any("46处" in row for row in points_in(lin.post(page_of("health.docx")).content, "docx"))


@pytest.mark.parametrize("form", ["docx", "html"])
def test_a_sum_that_holds_stands_below_the_table_and_asks_for_no_proposal(lin: Visitor, page_of, form) -> None:
    content = lin.post(page_of(f"health.{form}")).content
    assert "21.6 + 5.57 = 27.17" not in " ".join(points_in(content, form))
    below = words_of(content, form).split("以下1处数字已经核对，前后一致：")[-1]
    assert "21.6 + 5.57 = 27.17" in below


@pytest.mark.parametrize("form", ["docx", "html"])
def test_paper_and_page_count_alike_with_the_readers_notices(lin: Visitor, cast: Cast, files_dir, form) -> None:
    notices = (
        Notice("doubt", "warning", "第二个问题的时限没有看清。", 1),
        Notice("doubt", "info", "表头认不全。", None),
    )
    row = upload(cast, notices=notices)
    page = text_of(lin.get(f"/readings/{row.pk}/health/"))
    told = re.search(r"(\d+) 处疑点 (\d+) 条提示", page).groups()
    said = words_of(lin.post(f"/readings/{row.pk}/health.{form}").content, form)
    n_doubts, n_hints = map(int, told)
    assert f"体检意见{n_doubts + n_hints}条，其中疑点{n_doubts}条、提示{n_hints}条。" in said
    assert "第二个问题的时限没有看清。" in said
    lin.act(f"/readings/{row.pk}/notices/0/", 1, choice="dismissed")
    said = words_of(lin.post(f"/readings/{row.pk}/health.{form}").content, form)
    assert f"其中疑点{n_doubts - 1}条、提示{n_hints}条。另有1条已阅" in said


def test_the_page_file_is_kept_never_run(lin: Visitor, page_of) -> None:
    response = lin.post(page_of("health.html"))
    assert response.headers["Content-Disposition"].startswith("attachment;")
    assert "sandbox" in response.headers["Content-Security-Policy"]


@pytest.mark.parametrize("form", ["docx", "html"])
def test_the_paper_says_what_lin_said_to_each_point(lin: Visitor, recognition: Recognition, page_of, form) -> None:
    before = points_in(lin.post(page_of(f"health.{form}")).content, form)
    seen, answered = (identity_of(one) for one in health.points_of(review_of(recognition).draft, today())[:2])
    lin.act(page_of(f"points/{seen}/"), 1, choice="dismissed")
    lin.act(page_of(f"points/{answered}/"), 2, choice="answered", text="已核实，照此修改。")
    after = points_in(lin.post(page_of(f"health.{form}")).content, form)
    assert len(after) == len(before) - 1
    assert ["处理：已核实，照此修改。" in one for one in after] == [True] + [False] * (len(after) - 1)
    assert Entry.objects.filter(verb="health_report.exported").latest("id").changes["points"][1] == len(after)


def points_in(content: bytes, form: str) -> list[str]:
    """The rows of a report as texts, without the head."""
    if form == "html":
        return [row.text_content() for row in lxml.html.fromstring(content).xpath("//tbody/tr")]
    return [" ".join(cell.text for cell in row.cells) for row in docx.Document(io.BytesIO(content)).tables[0].rows[1:]]


def words_of(content: bytes, form: str) -> str:
    """Everything a report says, in its table and around it."""
    if form == "html":
        tree = lxml.html.fromstring(content)
        return " ".join(one.text_content() for one in tree.xpath("//p | //li | //tbody"))
    paper = docx.Document(io.BytesIO(content))
    cells = " ".join(points_in(content, form))
    return " ".join([cells, *(one.text for one in paper.paragraphs)])


@pytest.mark.parametrize("form", ["docx", "html"])
def test_the_report_on_a_confirmed_plan_can_be_handed_back_too(lin: Visitor, edition: PlanEdition, form) -> None:
    address = f"/plans/{edition.plan_id}/health"
    assert f'action="{address}.docx"' in lin.get(f"{address}/").content.decode()
    response = lin.post(f"{address}.{form}", {"edition": edition.edition_no})
    assert response.headers["Content-Disposition"].startswith("attachment;")
    assert "46处" in "".join(points_in(response.content, form))
    assert "21.6 + 5.57 = 27.17" in words_of(response.content, form)
    assert Entry.objects.get(verb="health_report.exported").changes["form"] == [None, form]
    assert lin.post(f"{address}.{form}", {"edition": 9}).status_code == 404


def test_who_only_reads_is_offered_no_report_to_send(zhao: Visitor, edition: PlanEdition) -> None:
    assert "下载 Word" not in text_of(zhao.get(f"/plans/{edition.plan_id}/health/"))


@pytest.mark.parametrize("form", ["docx", "html"])
def test_every_report_that_goes_out_leaves_its_entry(lin: Visitor, recognition: Recognition, page_of, form) -> None:
    for _time in range(2):
        lin.post(page_of(f"health.{form}"))
    entries = Entry.objects.filter(verb="health_report.exported")
    assert [entry.subject_id for entry in entries] == [str(recognition.pk)] * 2
    assert entries[0].changes["form"] == [None, form]
    assert entries[0].changes["points"][1] > 0
    assert entries[0].sentence == f"林小明下载了{recognition}的体检报告"


def test_a_report_that_was_made_once_is_kept_until_the_draft_changes(lin: Visitor, page_of, monkeypatch) -> None:
    lin.get(page_of(""))
    monkeypatch.setattr(health, "check", no_check)
    assert lin.get(page_of("")).status_code == lin.get(page_of("health/")).status_code == 200
    with pytest.raises(Checked):
        lin.act(page_of("f1/goal/"), 1, value="只在这里写的目标。", part=True)


class Checked(Exception):
    """The health report was made again."""


def no_check(draft, *, today):
    raise Checked
