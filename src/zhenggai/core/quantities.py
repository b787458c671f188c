"""Figures in a text: exact decimals with unit of measurement, bound and the thing they count.

「0.147万余户」 is at least 1,470 households; money keeps the printed scale (289.9 wan_yuan). The table of units and
the words of bounds are `catalog/uoms.toml`; the rules are told in docs/rules/quantities.md.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from functools import cache

from zhenggai.core.numbering import CHINESE_NUMERAL, place_value
from zhenggai.core.quantity_words import (
    COMMON,
    bound_words,
    idioms,
    noun_after,
    noun_before,
    run_before,
    thousands,
    uom_at,
    uoms,
)
from zhenggai.core.typography import fold_width


class Bound(StrEnum):
    """How the printed value limits the real one."""

    EXACT = "exact"
    AT_LEAST = "at_least"
    MORE_THAN = "more_than"
    ABOUT = "about"
    AT_MOST = "at_most"
    LESS_THAN = "less_than"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure.

    text: as printed, bound words included. value: exact. uom: code of catalog/uoms.toml, "a/b" for a rate, "" for a
    bare number (「配套资金为0」). counts: what is counted or measured, "" where the text does not say it.
    start, end: place of `text`. high: upper end of a range 3—5个, else None. printed_uom: 眼, 户, 万元 as printed.
    """

    text: str
    value: Decimal
    uom: str
    bound: Bound = Bound.EXACT
    counts: str = ""
    start: int = 0
    end: int = 0
    high: Decimal | None = None
    printed_uom: str = ""


def to_common(quantity: Quantity) -> Quantity:
    """The same quantity in the common unit of its dimension (area mu, money yuan, length m, mass t, volume m3)."""
    uom = uoms().get(quantity.uom)
    target = COMMON.get(uom.dimension) if uom else None
    return quantity if uom is None or target is None else convert(quantity, target)


def convert(quantity: Quantity, code: str) -> Quantity:
    """The same quantity in another unit of the same dimension. Raises ValueError where the dimensions differ."""
    old, new = uoms().get(quantity.uom), uoms()[code]
    if old is None or old.dimension != new.dimension:
        raise ValueError(f"{quantity.uom} -> {code}")
    high = None if quantity.high is None else quantity.high * old.factor / new.factor
    return replace(quantity, value=quantity.value * old.factor / new.factor, high=high, uom=code)


def find_quantities(text: str) -> list[Quantity]:
    """Every figure with a unit of measurement, and bare numbers after 为, 达, 仅, in order.

    Dates, ordinals, numbers of items and documents, and slogans (“六个百分百”) are none."""
    folded = fold_width(text.replace("，", "、"))  # a full-width comma parts no thousands
    idle = [(m.start(), m.end()) for m in idioms().finditer(folded)]
    found: list[Quantity] = []
    position = 0
    while match := _figure().search(folded, position):
        quantity = _quantity(text, folded, match, idle)
        if quantity is not None:
            found.append(quantity)
        position = max(
            quantity.end if quantity else match.end("number") if match["number"] else match.end(), match.start() + 1
        )
    return found


def _quantity(text: str, folded: str, match: re.Match[str], idle: list[tuple[int, int]]) -> Quantity | None:
    if match["share"]:
        value = _value(match["of_hundred"])
        code = "percent" if match["share"] == "百" else "permille"
        return None if value is None else _finish(text, folded, (match.start(), match.end()), value, None, (code, "%"))
    chinese = not match["number"][0].isdigit()
    uom = uom_at(folded, match.end(), chinese=chinese)
    value = _value(match["number"], match["scale"], open_ended=bool(match["between"]))
    if value is None or uom is None or _counts_nothing(folded, match, uom[1]):
        return _bare(text, folded, match)
    if chinese and any(start <= match.start("number") < end for start, end in idle):
        return None
    high = None
    if match["to"]:
        low = _value(match["low"], match["scale"])
        value, high = (value, None) if low is None or low > value else (low, value)
    code, name = uom
    if code == "yuan":
        value, high, code, name = _money(match, value, high, name)
    return _finish(text, folded, (match.start(), match.end() + len(uom[1])), value, high, (code, name))


def _money(
    match: re.Match[str], value: Decimal, high: Decimal | None, name: str
) -> tuple[Decimal, Decimal | None, str, str]:
    """Money keeps the scale it is printed in: 289.9万元 is 289.9 wan_yuan."""
    scale = (match["scale"] or match["number"])[-1]
    codes = {"万": ("wan_yuan", Decimal(10**4)), "亿": ("yi_yuan", Decimal(10**8))}
    if scale not in codes:
        return value, high, "yuan", name
    code, size = codes[scale]
    last = Decimal(1).scaleb(-len(match["number"].partition(".")[2]))  # 4.10万元 keeps its digits
    low, high = _printed(value / size, last), None if high is None else _printed(high / size, last)
    return low, high, code, scale + name


def _printed(value: Decimal, last: Decimal) -> Decimal:
    """A value with the digits that are printed, where they hold all of it."""
    return exact if (exact := value.quantize(last)) == value else value


def _value(number: str, scale: str = "", *, open_ended: bool = False) -> Decimal | None:
    """The value of a numeral; 百, 千, 万 alone count only in 百余户."""
    compact = re.sub(r"[\s,]", "", number)
    if compact[:1].isdigit():
        value: Decimal | None = Decimal(compact)
    else:
        whole = place_value("一" + compact if open_ended and compact in "百千万" else compact)
        value = None if whole is None else Decimal(whole)
    for sign in scale:
        value = None if value is None else value * {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}[sign]
    # 0.147万 is 1470; but 28.0% keeps its digit: it is printed more exactly than 28%.
    return value.quantize(Decimal(1)) if scale and value is not None and value == value.to_integral_value() else value


def _finish(
    text: str,
    folded: str,
    place: tuple[int, int],
    value: Decimal,
    high: Decimal | None,
    uom: tuple[str, str],
) -> Quantity:
    start, end = place
    code, name = uom
    rate = _rate().match(folded, end)
    if rate and (per := uom_at(folded, rate.end(), rate=True)):
        end, code, name = rate.end() + len(per[1]), f"{code}/{per[0]}", f"{name}{rate[0].strip()}{per[1]}"
    bound, first, last = _bounded(folded, start, end)
    counts = _counted(text, first, last, code)
    return Quantity(text[first:last], value, code, bound, counts, first, last, high, name)


def _bare(text: str, folded: str, match: re.Match[str]) -> Quantity | None:
    """「2023年配套资金为0。」: a number without unit, where a verb before and a stop behind make it a figure."""
    if match["scale"] or match["between"] or match["to"] or not match["number"][0].isdigit():
        return None
    rest = folded[match.end("number") : match.end("number") + 3].lstrip(" \u00a0\u3000")
    if rest[:1] not in ("", *"。;:、)\n"):
        return None
    if not _bare_before().search(folded, max(0, match.start() - 6), match.start()):
        return None
    bound, start, end = _bounded(folded, match.start(), match.end("number"))
    value = Decimal(match["number"].replace(",", ""))
    return Quantity(text[start:end], value, "", bound, _counted(text, start, end, ""), start, end)


def _counts_nothing(folded: str, match: re.Match[str], name: str) -> bool:
    """True for ordinals, codes, years and dates."""
    before = folded[max(0, match.start() - 3) : match.start()]
    after = folded[match.end() + len(name) : match.end() + len(name) + 4]
    number = match["number"]
    if re.search(r"[第几数#]$|[A-Za-z.\d][-—]?$|[〔\[]\d*$", before):
        return True
    if name == "年":
        return (
            re.fullmatch(r"(?:19|20)\d\d|[二一][〇零].*", number) is not None
            or re.match(r"[底初末度间]|\d+月", after) is not None
        )
    return name in ("米", "站") and number == "百"


def _bounded(folded: str, start: int, end: int) -> tuple[Bound, int, int]:
    """The bound, and the figure's place with the words of the bound."""
    for name in ("at_least", "at_most", "more_than", "less_than", "about"):
        words = _before(f"{name}_before").search(folded, max(0, start - 6), start)
        if words:
            return Bound(name), words.start(), end
    for name in ("at_least", "at_most", "about"):
        words = _after(f"{name}_after").match(folded, end)
        if words:
            return Bound(name), start, words.end()
    inside = re.search(rf"[\d十百千万亿](?:{bound_words('between')})", folded[start:end])
    return (Bound.AT_LEAST if inside else Bound.EXACT), start, end


@cache
def _before(key: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{bound_words(key)})\s?$")


@cache
def _after(key: str) -> re.Pattern[str]:
    return re.compile(rf"\s?(?:{bound_words(key)})")


@cache
def _figure() -> re.Pattern[str]:
    blank = r"[\s\u00a0]{0,2}"
    arabic = r"(?:\d{1,3}(?:,\d{3}){1,4}(?!\d)(?:\.\d{1,8})?|\d{1,15}(?:\.\d{1,8})?)"
    number = rf"(?:(?<!\d){arabic}|{CHINESE_NUMERAL}{{1,12}})"
    share = rf"(?P<share>百|千)分之(?P<of_hundred>{number})"
    low = rf"(?:(?P<low>{number})(?:[十百千万亿]{{1,2}}|%)?{blank}(?P<to>[-—–~～－]{{1,2}}|至|到){blank})?"
    between = rf"(?P<between>{bound_words('between')})?"
    thousand = rf"千(?!{thousands()})"  # the 千 of 10千瓦 belongs to the unit
    scale = rf"(?P<scale>(?:[十百万亿]|{thousand}){{0,2}})(?:{bound_words('between')})?"
    return re.compile(rf"{share}|{low}(?P<number>{number}){blank}{between}{scale}{blank}")


@cache
def _rate() -> re.Pattern[str]:
    return re.compile(r"\s?(?:/|每)\s?")


@cache
def _bare_before() -> re.Pattern[str]:
    return re.compile(r"(?:为|达|达到|仅|共计|合计|等于|降至|升至|增至|减至)\s?$")


def _counted(text: str, start: int, end: int, code: str) -> str:
    """The noun that is counted: after a counter, else before it; money and shares take the words before them."""
    uom = uoms().get(code)
    if (uom and uom.dimension in ("money", "share", "percent_point", "times")) or not code:
        begin = run_before(text, start, 24)
        words = re.sub(r"^[年月日底末前]+", "", text[begin:start])
        return re.sub(r"[约近达到为至共计有仅是于]+$", "", words[words.rfind("的") + 1 :])
    return noun_after(text, end) or noun_before(text, start)
