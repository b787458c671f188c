"""Documents cited with 《》, with their 发文字号.

A title keeps its nested marks (《关于印发<…>的通知》); a document counts once, at its first mention; a short name
given by 「以下简称《条例》」 is the same document and does not count again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from zhenggai.catalog import pack
from zhenggai.core.typography import fold, fold_width


@dataclass(frozen=True, slots=True)
class Reference:
    """A cited document.

    title: inside the 《》, verbatim. number: 晋市办发〔2024〕5号 as printed, or None.
    start, end: where the citation stands in the text, 《》 and number included.
    """

    title: str
    number: str | None
    start: int
    end: int


def find_references(text: str) -> list[Reference]:
    """Every document the text cites, once each, by first mention. A number found at a later mention is kept."""
    cited: dict[str, Reference] = {}
    short_names: set[str] = set()
    folded = ""
    for start, end in _titles(text):
        folded = folded or fold_width(text)
        title = _plain(text[start + 1 : end - 1])
        key = fold(title)
        if not key:
            continue
        if _short_name().search(text, max(0, start - 12), start):
            short_names.add(key)
        if key in short_names:
            continue
        number, stop = _number(text, folded, start, end)
        known = cited.get(key)
        if known is None:
            cited[key] = Reference(title, number, start, stop)
        elif known.number is None and number is not None:
            cited[key] = Reference(known.title, number, known.start, known.end)
    return list(cited.values())


def _titles(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each outermost 《…》. One that never closes before the line or sentence ends is left out."""
    depth = start = last = 0
    for mark in _MARKS.finditer(text):
        position = mark.start()
        if depth and position - 1 > max(last, start + _LONGEST):
            depth = 0  # a sign that is no mark stands beyond the reach
        if mark[0] == "《":
            start = position if depth == 0 else start
            depth += 1
        elif mark[0] == "》" and depth:
            depth -= 1
            if depth == 0:
                yield start, position + 1
        else:
            depth = 0
        last = position


def _number(text: str, folded: str, start: int, end: int) -> tuple[str | None, int]:
    """The number printed right after the title (or, without brackets, right before it), and where the citation ends."""
    after = _number_after().match(folded, end)
    if after:
        return text[after.start("number") : after.end("number")].replace(" ", ""), after.end()
    before = _number_before().search(folded, max(0, start - 40), start)
    return (text[before.start("number") : start].rstrip(" )）").replace(" ", "") if before else None), end


def _plain(title: str) -> str:
    return title.replace("\n", "").strip()


_MARKS = re.compile("[《》。]")
_LONGEST = 200  # characters of a title
_MASK = "[XxＸ×＊*某○〇]"  # a figure that the publisher hid
_DIGITS = rf"(?:\d+|[〇零一二三四五六七八九十百]+|{_MASK}{{1,4}})"
_NAME = r"[^\W\d_][^《》()〔\[【\s,;:，。；：、]{0,20}\s*"
_SERIAL = rf"[〔\[【(﹝〖]\s*(?:(?:19|20)(?:\d\d|{_MASK}{{2}})|{_MASK}{{4}})\s*[〕\]】)﹞〗]\s*第?\s*{_DIGITS}\s*[号號]"


@cache
def _number_after() -> re.Pattern[str]:
    named = rf"(?:文[号號]:?)?(?P<number>{_NAME}{_SERIAL})"
    return re.compile(rf"\s*[(〔\[【]?\s*{named}(?:[^()《》]{{0,30}}[)〕\]】]|\s*[)])?")


@cache
def _number_before() -> re.Pattern[str]:
    leads = _any_of("leads")
    before = rf"(?:^|[\s,;:。、(]|{leads}|{_any_of('more_leads')})"
    return re.compile(rf"{before}(?P<number>(?!{leads}){_NAME}{_SERIAL})\s*[)]?\s*$")


@cache
def _short_name() -> re.Pattern[str]:
    return re.compile(rf"(?:{_any_of('short_name')})\s*[“\"'‘:：]?\s*$")


def _any_of(key: str) -> str:
    return "|".join(map(re.escape, pack("references")[key]))
