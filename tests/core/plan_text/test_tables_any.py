"""Any table whatever: the readers never fail, say the same thing twice, and take every text from the document."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.core.plan_text.drawn import draw, raw_findings
from zhenggai.core.plan_text.fields.reading import read_fields
from zhenggai.core.source import Passage, Source
from zhenggai.core.typography import join

_HEADS = st.sampled_from(
    [
        "序号",
        "反馈问题",
        "整改目标",
        "整改措施",
        "责任单位",
        "牵头单位",
        "责任人",
        "整改时限",
        "完成情况",
        "问题类别",
        "备注",
    ]
)
_VALUES = st.sampled_from(
    [
        *(
            "1",
            "2",
            "一",
            "—",
            "",
            "甲乱排。",
            "1.堵口；2.巡查。",
            "县水利局、县财政局",
            "2024年6月底",
            "已完成",
            "张某",
        ),
        *(
            "一、水环境方面",
            "整改目标：达标。",
            "牵头单位：县水利局",
            "合计",
            "注：本表",
            "关于“甲”的问题",
            "长期坚持⏎立行立改",
            "{1.}甲",
        ),
    ]
)
_CELLS = st.one_of(_HEADS, _VALUES, _VALUES, st.sampled_from(["^", "<"]))
_TABLES = st.integers(1, 6).flatmap(
    lambda width: st.lists(st.lists(_CELLS, min_size=width, max_size=width), min_size=1, max_size=8)
)


def _drawing(rows: list[list[str]]) -> str:
    """Rows as a drawing; the first cell of a row or column is never a merged one."""
    lines = []
    for place, row in enumerate(rows):
        cells = [("" if (text == "<" and not n) or (text == "^" and not place) else text) for n, text in enumerate(row)]
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


def _passages(source: Source) -> tuple[list[Passage], list[Passage]]:
    """The deadlines, and all the rest."""
    due: list[Passage] = []
    found: list[Passage] = []
    for raw in raw_findings(source):
        draft, _ = read_fields(raw, source)
        found += [draft.problem, *draft.headings, *draft.measures, *(unit.name for unit in draft.units)]
        found += [text for text in (draft.goal, draft.person, draft.status, draft.progress) if text]
        due += [draft.deadline_text] if draft.deadline_text else []
    return due, found


def _printed(source: Source, passage: Passage) -> list[str]:
    return [source.lines[span.line].text[span.start : span.end] for span in passage.spans]


@settings(max_examples=300, deadline=None)
@given(_TABLES)
def test_any_table_is_read_without_fail_and_verbatim(rows: list[list[str]]) -> None:
    source = draw(_drawing(rows))
    first, again = _passages(source), _passages(source)
    assert first == again
    due, others = first
    for passage in others:
        assert passage.text == join(_printed(source, passage))
    for passage in due:  # stages in cells of their own are parted by a blank
        assert passage.text.replace(" ", "") == join(_printed(source, passage)).replace(" ", "")
