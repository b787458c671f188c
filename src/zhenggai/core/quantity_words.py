"""The table of units of measurement and the words around figures, out of `catalog/uoms.toml`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from zhenggai.catalog import pack
from zhenggai.core.typography import fold_width

# The unit of measurement into which the others of its dimension are turned; area is in mu because 1 ha = 15 mu exactly.
COMMON = {
    "area": "mu",
    "length": "m",
    "money": "yuan",
    "mass": "t",
    "volume": "m3",
    "share": "percent",
    "power": "kw",
}


@dataclass(frozen=True, slots=True)
class Uom:
    """A unit of measurement. factor: how many of its dimension's common unit it is."""

    code: str
    dimension: str
    factor: Decimal


@cache
def uoms() -> dict[str, Uom]:
    """Units of measurement by code."""
    rows = [row for row in pack("uoms")["uom"] if not row.get("rate_only")]
    return {row["code"]: Uom(row["code"], row["dimension"], Decimal(row["factor"])) for row in rows}


def uom_at(folded: str, position: int, *, chinese: bool = False, rate: bool = False) -> tuple[str, str] | None:
    """Code and printed name of the unit at a position. chinese: the numeral before it is Chinese; rate: a stroke is."""
    found = _names(chinese, rate).match(folded, position)
    return (_codes()[found[0]], found[0]) if found else None


@cache
def _codes() -> dict[str, str]:
    return {fold_width(name): row["code"] for row in reversed(pack("uoms")["uom"]) for name in row["names"]}


@cache
def _names(chinese: bool, rate: bool) -> re.Pattern[str]:
    rows = [
        row
        for row in pack("uoms")["uom"]
        if not (chinese and row.get("arabic_only")) and (rate or not row.get("rate_only"))
    ]
    names = one_of((name for row in rows for name in row["names"]), latin_end=True)
    return re.compile(rf"(?!{one_of(pack('uoms')['no_uoms']['words'])})(?:{names})")


def one_of(words: Iterable[str], *, latin_end: bool = False) -> str:
    """A pattern of any of the words, longest first; latin_end: a Latin word must end where it ends."""
    ordered = sorted({fold_width(word) for word in words}, key=len, reverse=True)
    ends = [r"(?![A-Za-z])" if latin_end and word[-1].isascii() and word[-1].isalpha() else "" for word in ordered]
    return "|".join(re.escape(word) + end for word, end in zip(ordered, ends, strict=True))


@cache
def thousands() -> str:
    """What follows 千 in units of measurement: 瓦 of 千瓦, 克 of 千克."""
    names = (name for row in pack("uoms")["uom"] for name in row["names"])
    return one_of(name.removeprefix("千") for name in names if name.startswith("千"))


@cache
def bound_words(key: str) -> str:
    return one_of(pack("uoms")["bounds"][key])


@cache
def idioms() -> re.Pattern[str]:
    """Phrases and slogans whose numerals count nothing: 一批, 一企一策, “六个百分百”."""
    quoted = r"[“‘「\"'][^“”‘’「」\"'\d，。；]{1,12}[”’」\"']"
    one_each = r"一[\u4e00-\u9fff]{1,2}一[\u4e00-\u9fff]"
    return re.compile(rf"{one_each}|{one_of(pack('uoms')['idioms']['phrases'])}|{quoted}")


def noun_after(text: str, start: int, limit: int = 16) -> str:
    """The noun that begins at a position (after 的): 农村生活污水处理设施 of 「…农村生活污水处理设施运行不正常」."""
    start += text[start : start + 1] == "的"
    position = start
    while position < min(len(text), start + limit) and _is_word(text[position]):
        if _stops().match(text, position):
            break
        if verb := _verbs().match(text, position):
            thing = _things().match(text, verb.end())
            if position == start or not thing:
                break
            position = thing.end()
            continue
        position += 1
    return text[start:position]


def noun_before(text: str, end: int, limit: int = 16) -> str:
    """The noun that ends at a position: 历史遗留矿山图斑 of 「城区有历史遗留矿山图斑46个」."""
    begin = run_before(text, end, limit)
    position = begin
    while position < end:
        if stop := _stops().match(text, position, end):
            position = begin = stop.end()
        elif verb := _verbs().match(text, position, end):
            thing = _things().match(text, verb.end(), end)
            position = thing.end() if thing else verb.end()
            begin = begin if thing else position
        else:
            position += 1
    return text[begin:end]


def run_before(text: str, end: int, limit: int) -> int:
    """Where the unbroken run of Chinese characters before a position begins."""
    begin = end
    while begin > max(0, end - limit) and _is_word(text[begin - 1]):
        begin -= 1
    return begin


def _is_word(char: str) -> bool:
    return char.isalpha()


@cache
def _stops() -> re.Pattern[str]:
    return re.compile(one_of(pack("uoms")["nouns"]["stops"]))


@cache
def _verbs() -> re.Pattern[str]:
    return re.compile(one_of(pack("uoms")["nouns"]["verbs"]))


@cache
def _things() -> re.Pattern[str]:
    return re.compile(one_of(pack("uoms")["nouns"]["things"]))
