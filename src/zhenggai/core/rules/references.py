"""Papers cited by their title alone. Statutes, standards and papers still to be written carry no number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from zhenggai.core.references import find_references
from zhenggai.core.rules.facts import Plan, any_word
from zhenggai.core.rules.points import Point, point
from zhenggai.core.source import Passage


def points(plan: Plan) -> Iterator[Point]:
    """Reports, once for the plan, papers cited by title alone: without the number nobody finds the right edition."""
    numbered = {ref.title for text in plan.texts for ref in find_references(text.text) if ref.number}
    numbered |= {ref.title for ref in plan.draft.about.references if ref.number}
    found: dict[str, tuple[int | None, Passage]] = {}
    for text in plan.texts:
        for ref in find_references(text.text):
            if ref.title not in numbered and ref.title not in found and _has_number(text.text, ref.title, ref.start):
                found[ref.title] = (text.finding, text.cut(ref.start, ref.end))
    if found:
        titles = "".join(f"《{title}》" for title in found)
        message = f"引用的{len(found)}份文件没有写文号：{titles}。"
        findings = [position for position, _ in found.values() if position is not None]
        yield point(
            "reference_without_number", message, findings=findings, passages=[passage for _, passage in found.values()]
        )


def _has_number(text: str, title: str, start: int) -> bool:
    """True for an official paper that is cited as issued."""
    plain = re.sub(r"[（(][^）)]*[）)]$", "", title)
    return bool(_numbered().search(plain)) and not _not_yet().search(text[max(0, start - 8) : start])


@cache
def _numbered() -> re.Pattern[str]:
    return re.compile(rf"(?:{any_word('references', 'numbered')})$")


@cache
def _not_yet() -> re.Pattern[str]:
    return re.compile(any_word("references", "not_yet"))
