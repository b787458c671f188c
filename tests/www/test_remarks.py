"""Doubts beside findings: one count on every page, one control on each, gone when a correction has answered it."""

from __future__ import annotations

import re

import pytest

from tests.cast import Cast, upload
from tests.papers import FINDINGS, changed
from tests.www.conftest import Visitor, text_of
from zhenggai.core.plan import Notice
from zhenggai.findings.models import Recognition
from zhenggai.www.remarks import Remark, tally

COUNT = re.compile(r"(\d+) 处疑点 (?:(\d+) 条提示)?(?: ?(\d+) 条已处理)?")
YEARLESS = Notice("deadline_year_missing", "warning", "期限“6月底”没有年份。", finding=0)
HIDDEN = Notice("hidden_rows", "info", "有隐藏的行。")


@pytest.fixture
def doubtful(cast: Cast, files_dir) -> Recognition:
    """Four findings, one with a deadline that the reader doubts."""
    return upload(cast, notices=(YEARLESS, HIDDEN))


def counts(page: str) -> tuple[str, ...]:
    found = COUNT.search(page)
    assert found, page[:600]
    return found.groups()


def controls(html: str) -> list[str]:
    """The address of every form that says 已阅."""
    return re.findall(r'<form class="seen" method="post" action="([^"]+)"', html)


def test_every_page_counts_the_same(lin: Visitor, doubtful: Recognition) -> None:
    address = f"/readings/{doubtful.pk}/"
    seen = controls(lin.get(address).content.decode())[0]
    lin.act(seen, 1, choice="dismissed")
    told = counts(text_of(lin.get(address)))
    assert told[2] == "1"
    assert counts(text_of(lin.get(f"{address}health/"))) == told
    assert counts(text_of(lin.get(f"{address}confirm/"))) == told
    lin.act(f"{address}confirm/", 2)
    edition = Recognition.objects.get().edition
    assert counts(text_of(lin.get(f"/plans/{edition.plan_id}/health/"))) == told


def test_a_remark_on_several_findings_counts_once_and_a_sum_that_holds_not_at_all() -> None:
    doubt = Remark("warning", "疑点", "目标相近。", "code", origin="point 1")
    holds = Remark("good", "一致", "相加相等。", "code", origin="point 2")
    seen = Remark("info", "提示", "看过。", "code", origin="notice 1", answer="已阅")
    told = tally([doubt, doubt, holds, seen])
    assert (told.error, told.warning, told.info, told.seen, told.doubts) == (0, 1, 0, 1, 1)


def test_every_doubt_has_the_same_control(lin: Visitor, doubtful: Recognition) -> None:
    for page in ("", "health/"):
        html = lin.get(f"/readings/{doubtful.pk}/{page}").content.decode()
        told = counts(text_of(lin.get(f"/readings/{doubtful.pk}/{page}")))
        assert len(set(controls(html))) == sum(map(int, filter(None, told)))
        assert {address.split("/")[3] for address in controls(html)} == {"points", "notices"}


def test_a_point_is_seen_or_answered_in_words(lin: Visitor, doubtful: Recognition) -> None:
    address = f"/readings/{doubtful.pk}/"
    points = [one for one in controls(lin.get(address).content.decode()) if "/points/" in one]
    first, second = dict.fromkeys(points[:1] + points[-1:])
    assert lin.act(first, 1, choice="dismissed").headers["Location"].startswith(address)
    assert "处理：已阅" in text_of(lin.get(address))
    assert "怎么处理" in text_of(lin.get(second))
    assert lin.act(second, 2, choice="answered", text="").status_code == 422
    lin.act(second, 2, choice="answered", text="已告知起草单位")
    assert "处理：已告知起草单位" in text_of(lin.get(address))
    assert first not in controls(lin.get(address).content.decode())


def test_from_the_report_one_comes_back_to_the_report(lin: Visitor, doubtful: Recognition) -> None:
    report = f"/readings/{doubtful.pk}/health/"
    first = controls(lin.get(report).content.decode())[0]
    assert lin.act(first, 1, choice="dismissed", at="health").headers["Location"] == report
    assert "处理：已阅" in text_of(lin.get(report))


def test_a_point_that_there_is_not_is_not_found(lin: Visitor, doubtful: Recognition) -> None:
    assert lin.get(f"/readings/{doubtful.pk}/points/{'0' * 16}/").status_code == 404
    assert lin.act(f"/readings/{doubtful.pk}/points/{'0' * 16}/", 1, choice="dismissed").status_code == 422


def test_who_only_reads_sees_answers_and_no_control(lin: Visitor, zhao: Visitor, doubtful: Recognition) -> None:
    lin.act(f"/readings/{doubtful.pk}/notices/0/", 1, choice="dismissed")
    lin.act(f"/readings/{doubtful.pk}/confirm/", 2)
    edition = Recognition.objects.get().edition
    report = zhao.get(f"/plans/{edition.plan_id}/health/")
    assert controls(report.content.decode()) == []
    assert "处理：已阅" in text_of(report)
    finding = edition.versions.get(number="1").finding_id
    assert "处理：已阅" in text_of(zhao.get(f"/findings/{finding}/"))


def test_a_doubt_that_a_correction_answers_says_so(lin: Visitor, doubtful: Recognition) -> None:
    address = f"/readings/{doubtful.pk}/"
    assert "期限已更正" not in text_of(lin.get(address))
    lin.act(f"{address}f1/deadline/", 1, value="2024年6月底")
    assert "处理：期限已更正" in text_of(lin.get(address))
    lin.act(f"{address}undo/", 2)
    assert "期限已更正" not in text_of(lin.get(address))


def test_a_point_that_a_correction_answers_is_gone(lin: Visitor, recognition: Recognition) -> None:
    address = f"/readings/{recognition.pk}/"
    assert "问题中的8家" in text_of(lin.get(address))
    lin.act(f"{address}f2/goal/", 1, value="8家工地扬尘措施全部到位。")
    assert "问题中的8家" not in text_of(lin.get(address))


def test_a_finding_is_called_the_same_everywhere(lin: Visitor, cast: Cast, files_dir) -> None:
    row = upload(cast, findings=changed(1, number=None))
    address = f"/readings/{row.pk}/"
    for page in ("", "health/", "f2/merge/", "add/"):
        text = text_of(lin.get(f"{address}{page}"))
        assert "清单第2项" in text, page
        assert "问题2 " not in text, page
    review = text_of(lin.get(address))
    assert "清单第2项 反馈问题7 没有序号" in review
    assert f"问题1 反馈问题{FINDINGS[0]['feedback_number']}" in review
    lin.act(f"{address}confirm/", 1)
    finding = Recognition.objects.get().edition.versions.get(position=2).finding_id
    assert "清单第2项 反馈问题7" in text_of(lin.get(f"/findings/{finding}/"))


def test_a_split_off_finding_is_given_a_number_or_asks_for_one(lin: Visitor, recognition: Recognition) -> None:
    address = f"/readings/{recognition.pk}/"
    lin.act(f"{address}f1/split/", 1, cut=0, measures=["1"], number="1-1")
    assert "问题1-1" in text_of(lin.get(address))
    assert "没有序号" not in text_of(lin.get(address))
    lin.act(f"{address}f3/split/", 2, cut=0)
    assert "清单第5项 没有序号" in text_of(lin.get(address))


def test_the_history_of_corrections_tells_old_and_new(lin: Visitor, recognition: Recognition) -> None:
    address = f"/readings/{recognition.pk}/"
    assert "还没有人更正过" in text_of(lin.get(f"{address}history/"))
    lin.act(f"{address}f1/deadline/", 1, value="2025年6月底")
    lin.act(f"{address}f2/merge/", 2)
    lin.act(f"{address}undo/", 3)
    lin.act(f"{address}about/status/", 4, value="issued")
    history = lin.get(f"{address}history/")
    assert "<del>2024年12</del><ins>2025年6</ins>月底" in history.content.decode()
    for words in ("林小明 问题1 更正期限", "撤销合并", "整份文件 更正稿次", "征求意见稿正式稿"):
        assert words in text_of(history), words


def test_the_history_is_for_those_who_work_on_it(zhao: Visitor, recognition: Recognition) -> None:
    assert zhao.get(f"/readings/{recognition.pk}/history/").status_code == 403
