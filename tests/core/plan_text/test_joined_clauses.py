"""How the words below a heading of two labels part, and that none of them is lost or glued to another."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.core.plan_text.test_joined_labels import NOTICE, who_and_when
from tests.core.plan_text.written import measures, source_of
from zhenggai.core.plan import FindingDraft, PlanDraft
from zhenggai.core.plan_text.draft import read_plan
from zhenggai.core.plan_text.prose.joined_clauses import is_plain_deadline, is_units
from zhenggai.core.source import Passage

GOAL = NOTICE.replace("二、整改目标\n达到Ⅲ类。\n", "").replace("四、", "三、")
WHO = "三、责任单位及整改时限\n{}"
WHO_AND_PERSON = "三、责任单位、责任人及整改时限\n{}"
WHAT = "二、整改目标及时限：{}"


def told(text: str) -> tuple[FindingDraft, list[str]]:
    """The finding, and the messages on its heading of two labels."""
    draft = read_plan(source_of(text))
    (one,) = draft.findings
    assert measures(one) == ["清淤3公里。", "截污2处。"]
    return one, [notice.message for notice in draft.notices if notice.code == "joined_unclear"]


@pytest.mark.parametrize(
    ("words", "units", "deadline"),
    [
        (
            "县住建局，2025年6月底前完成。\n县水利局，2025年12月底前完成。",
            ["县住建局", "县水利局"],
            "2025年6月底前完成 2025年12月底前完成",
        ),
        ("1.县住建局，立行立改。\n2.县水利局，2025年底前。", ["县住建局", "县水利局"], "立行立改 2025年底前"),
        ("县住建局，2025年12月底前完成，长期坚持。", ["县住建局"], "2025年12月底前完成，长期坚持"),
        ("县住建局，年底前。", ["县住建局"], "年底前"),
        ("县住建局2025年6月底前完成", ["县住建局"], "2025年6月底前完成"),
        ("县住建局：2025年6月底前；县水利局：年底前", ["县住建局", "县水利局"], "2025年6月底前 年底前"),
        ("区发改（能源）局、县财政局，12月底前", ["区发改（能源）局", "县财政局"], "12月底前"),
        ("县常态化疫情防控办公室，长期坚持。", ["县常态化疫情防控办公室"], "长期坚持"),
    ],
)
def test_units_and_deadlines_part_paragraph_by_paragraph(words: str, units: list[str], deadline: str) -> None:
    one, doubts = told(NOTICE.format(WHO.format(words)))
    assert ([unit.name.text for unit in one.units], one.deadline_text and one.deadline_text.text) == (units, deadline)
    assert doubts == []


def test_each_unit_may_stand_with_its_person() -> None:
    words = "县住建局（牵头） 张某某，2025年6月底前。\n县水利局（李某某），2025年12月底前。"
    one, doubts = told(NOTICE.format(WHO_AND_PERSON.format(words)))
    units = [("县住建局", "lead"), ("县水利局", "responsible")]
    assert who_and_when(one) == (units, "张某某 李某某", "2025年6月底前 2025年12月底前")
    assert doubts == []


def test_words_of_no_field_stay_with_the_units_and_are_told() -> None:
    one, doubts = told(NOTICE.format(WHO.format("县住建局，王某，2025年12月底前完成，长期坚持。\n县水利局")))
    assert [unit.name.text for unit in one.units] == ["县住建局", "王某", "县水利局"]
    assert one.deadline_text is not None
    assert one.deadline_text.text == "2025年12月底前完成，长期坚持"
    assert doubts == ["“责任单位及整改时限”下面的“县住建局，王某”不像单位、人员或期限，请核对。"]


def test_a_paragraph_of_no_field_ends_the_heading_and_is_told() -> None:
    one, doubts = told(NOTICE.format(WHO.format("县住建局，立行立改。\n各单位要加强协作。\n县水利局。")))
    assert who_and_when(one) == ([("县住建局", "responsible")], None, "立行立改")
    assert doubts == ["“责任单位及整改时限”下面从“各单位要加强协作。”起的文字不像单位、人员或期限，没有读入，请核对。"]


@pytest.mark.parametrize(
    ("words", "goal", "deadline"),
    [
        ("恢复运行，2025年12月底前完成，长期坚持。", "恢复运行", "2025年12月底前完成，长期坚持"),
        ("恢复运行，稳定达标（2024年6月底前）。", "恢复运行，稳定达标", "2024年6月底前"),
        ("恢复运行。\n2024年6月底前完成。", "恢复运行。", "2024年6月底前完成"),
        ("恢复运行，年底前。", "恢复运行", "年底前"),
        ("排放量比2020年底减少一半，2025年底前完成。", "排放量比2020年底减少一半", "2025年底前完成"),
    ],
)
def test_clauses_that_only_say_when_leave_the_goal(words: str, goal: str, deadline: str) -> None:
    one, doubts = told(GOAL.format(WHAT.format(words)))
    assert (one.goal and one.goal.text, one.deadline_text and one.deadline_text.text) == (goal, deadline)
    assert doubts == []


@pytest.mark.parametrize(
    "words",
    [
        "完成欠账清理，污水排放量较2020年下降10%。",
        "完成欠账清理，排放量与2020年相比下降10%。",
        "完成欠账清理，排放量在2020年基础上下降10%。",
        "恢复运行，执行2020年1月1日实施的标准。",
        "2025年底前污水处理率达到95%。",
        "完成方案2024年6月底前，2024年12月底前完成。",
        "1.恢复运行，2024年6月底前。\n2.稳定达标，2024年12月底前。",
        "完成方案（2024年6月底前），完成施工（2024年12月底前）。",
    ],
)
def test_a_goal_whose_deadline_is_not_sure_stays_whole_and_says_so(words: str) -> None:
    one, doubts = told(GOAL.format(WHAT.format(words)))
    assert one.goal is not None
    assert (one.goal.text, one.deadline_text) == (words.replace("\n", ""), None)
    assert doubts == ["“整改目标及时限”下面的文字没有分开，没有读出整改时限，请核对。"]


def test_measures_told_with_their_deadline_say_that_it_was_not_read() -> None:
    text = NOTICE.replace("{}\n", "").replace("四、整改措施", "三、整改措施及时限").replace("3公里", "3公里，6月底前")
    draft = read_plan(source_of(text))
    assert measures(draft.findings[0]) == ["清淤3公里，6月底前。", "截污2处。"]
    assert "joined_unclear" in {notice.code for notice in draft.notices}


def test_a_plain_deadline_says_nothing_but_when() -> None:
    for words in ("2025年6月底前完成", "确保2025年底前全面完成整改", "立行立改，并长期坚持", "2025年", "年底前"):
        assert is_plain_deadline(words)
    for words in ("较2020年下降10%", "到2024年全部清零", "完成", "2020年印发的方案", "排放3吨", ""):
        assert not is_plain_deadline(words)


def test_units_are_nothing_but_names() -> None:
    assert is_units("县水利局（牵头）、各镇人民政府")
    assert is_units("由县住建局牵头，县水利局配合")
    assert not is_units("县水利局，王某")
    assert not is_units("各相关单位按职责抓好落实")


_NAMES = ["县水利局", "县住建局（牵头）", "区发改（能源）局", "某镇人民政府", "各镇（街道）", "王某", "副县长张某某"]
_TIMES = ["2025年6月底前完成", "年底前", "立行立改", "长期坚持", "（2024年10月底前）", "2024年12月"]
_OTHERS = ["较2020年下降10%", "恢复运行", "清理20吨", "（试行）", "加强协作", "3处"]
_WORDS = st.sampled_from(_NAMES) | st.sampled_from(_TIMES) | st.sampled_from(_OTHERS)
_PARTS = st.lists(st.tuples(_WORDS, st.sampled_from(["，", "；", "、", "。", " ", "", "："])), min_size=1, max_size=6)
_BELOW = st.lists(_PARTS, min_size=1, max_size=3)
_HEADS = st.sampled_from([WHO, WHO_AND_PERSON, "三、责任人及整改时限\n{}", "三、责任单位和责任人：{}", "goal"])


@settings(max_examples=300, deadline=None)
@given(_HEADS, _BELOW)
def test_whatever_stands_below_such_a_heading_is_quoted_and_none_of_it_is_lost(
    head: str, paragraphs: list[list[tuple[str, str]]]
) -> None:
    below = "\n".join("".join(map("".join, parts)) for parts in paragraphs)
    text = GOAL.format(WHAT.format(below)) if head == "goal" else NOTICE.format(head.format(below))
    draft = read_plan(source_of(text))
    _is_quoted(draft)
    told = "".join(passage.text for passage in _passages(draft))
    told += "".join(notice.message for notice in draft.notices)
    words = [said for parts in paragraphs for word, _ in parts for said in re.findall(r"[\w.%]+", word)]
    assert "没有读入" in told or [said for said in words if said not in told + "牵头"] == []


def _is_quoted(draft: PlanDraft) -> None:
    lines = draft.source.lines
    (one,) = draft.findings
    for passage in _passages(draft):
        stretches = [lines[span.line].text[span.start : span.end] for span in passage.spans]
        short = passage is one.deadline_text or passage is one.person
        assert passage.text == (" " if short else "").join(stretches)


def _passages(draft: PlanDraft) -> list[Passage]:
    (one,) = draft.findings
    units = [unit.name for unit in one.units]
    return [passage for passage in (one.problem, one.goal, one.person, one.deadline_text, *units) if passage]
