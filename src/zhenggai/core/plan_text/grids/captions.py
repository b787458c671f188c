"""Numbers that stand in a line above a form: 问题1（反馈问题3） · 整改任务一 · 表一 · 第三项."""

from __future__ import annotations

import re
from functools import cache

from zhenggai.core.numbering import NumberStyle, leading_number
from zhenggai.core.plan_text.fields.numbers import PrintedNumber, find_feedback_mark
from zhenggai.core.plan_text.words.layout_words import any_word
from zhenggai.core.source import Line
from zhenggai.core.typography import fold_width

_LONGEST = 40
_ASIDE = re.compile(r"^[(][^()]*[)]\s*(?=\S)")
_CATEGORY_STYLES = {NumberStyle.CHINESE_COMMA, NumberStyle.CHINESE_BRACKET, NumberStyle.CHINESE_HALF_BRACKET}


def read_caption(line: Line | str) -> PrintedNumber | None:
    """The numbers in a caption; None for a line that is no caption: a sentence, a category heading, a table's title."""
    text = line if isinstance(line, str) else line.text
    numbering = "" if isinstance(line, str) else line.numbering
    folded = fold_width(text).strip("【】[] ")
    if not folded or len(folded) > _LONGEST or folded.endswith(("。", "；", ";")):
        return None
    mark = find_feedback_mark(folded)
    feedback = mark.number if mark else None
    if mark:
        folded = (folded[: mark.start] + folded[mark.end :]).strip()
    folded = _ASIDE.sub("", folded)
    found = _numbered().match(folded)
    if found:
        number = _arabic(found["n"])
        return PrintedNumber(number, feedback) if number else None
    number_before = leading_number(numbering + folded)
    if number_before is not None and number_before.style not in _CATEGORY_STYLES:
        return PrintedNumber(str(number_before.value), feedback)
    return PrintedNumber(None, feedback) if feedback else None


@cache
def _numbered() -> re.Pattern[str]:
    before, things, after = (any_word("captions", key) for key in ("before", "things", "after"))
    return re.compile(
        rf"{before}*{things}{after}?\s*[:：#]?\s*(?:第|之)?\s*(?P<n>\d{{1,4}}|[一二三四五六七八九十百]{{1,5}})(?!\d)"
    )


def _arabic(numeral: str) -> str | None:
    from_digits = leading_number(f"第{numeral}项")
    return str(from_digits.value) if from_digits else None
