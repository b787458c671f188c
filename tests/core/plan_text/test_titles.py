"""Which lines of a paper are its title: over several lines, inside a notice, run into the text, or none."""

from __future__ import annotations

import pytest

from tests.core.plan_text.written import read, source_of
from zhenggai.core.plan_text.about.titles import find_title

PLAN = "某县督察整改方案"
ITEM = "一、思想认识不到位。"
TOLD = "会议指出，" + "要抓好整改。" * 10


def title_of(*lines: str) -> str | None:
    found = find_title(source_of("\n".join(lines)))
    return found.text if found else None


@pytest.mark.parametrize(
    "above", ["云办发〔2024〕5号", "2024年5月6日", "附件", "附件1", "中共某县委文件", "征求意见稿", "（送审稿）"]
)
def test_what_stands_above_a_title_is_no_part_of_it(above: str) -> None:
    assert title_of(above, PLAN, ITEM) == PLAN


def test_the_stamp_of_a_draft_above_the_title_makes_it_a_draft() -> None:
    about = read(f"征求意见稿\n{PLAN}\n{ITEM}").about
    assert about.title is not None
    assert (about.title.text, about.status) == (PLAN, "draft")


@pytest.mark.parametrize(
    "lines",
    [
        ("某县督察反馈问题", "整改方案（征求意见稿）"),
        ("某县落实督察反馈意见", "整改方案"),
        ("中共某医院委员会", "关于市委巡察整改进展情况的通报"),
        ("关于某县省督察反馈第十二项问题", "整改完成情况的公示"),
    ],
)
def test_a_title_that_is_broken_over_two_lines_is_one(lines: tuple[str, str]) -> None:
    assert title_of(*lines, "为做好整改工作，制定本方案。") == "".join(lines)


NOTICE = ("关于印发《某县督察整改方案》的通知", "各镇人民政府：", "现将方案印发给你们。")


def test_a_notice_is_called_by_the_paper_that_follows_it_and_by_itself_where_none_does() -> None:
    assert title_of(*NOTICE, PLAN, "一、总体要求") == PLAN
    assert title_of(*NOTICE) == "关于印发《某县督察整改方案》的通知"


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("某县督察整改措施清单一、思想认识不到位。整改目标：提高认识。", "某县督察整改措施清单"),
        ("某县督察整改方案 为做好整改工作，制定本方案如下。", "某县督察整改方案"),
        ("现将《某市整改任务清单》予以公布。", "某市整改任务清单"),
    ],
)
def test_a_title_that_runs_into_the_text_is_cut_out_of_it(line: str, title: str) -> None:
    assert title_of(line, ITEM) == title


def test_news_are_called_by_their_first_line_if_it_is_a_headline() -> None:
    assert title_of("我县召开督察整改工作推进会议", TOLD) == "我县召开督察整改工作推进会议"
    assert title_of("我县召开督察整改", TOLD) is None
    assert title_of("我县召开督察整改工作推进会议", "会议指出，要抓好整改。") is None


@pytest.mark.parametrize("line", ["整改方案：", "1.河道有垃圾。", "整改目标：清理完毕。", "责任单位：区水务局", "督察"])
def test_a_label_an_item_or_a_word_is_no_title(line: str) -> None:
    assert title_of(line, ITEM) is None


def test_a_title_has_ninety_characters_at_most() -> None:
    whole = "甲" * 84 + "督察整改方案"
    assert title_of(whole, ITEM) == whole
    assert title_of("甲" + whole, ITEM) is None


def test_an_empty_paper_has_no_title() -> None:
    assert title_of("") is None
