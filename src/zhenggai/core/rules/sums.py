"""Wholes and their parts, and differences: 21.6 + 5.57 = 27.17, 289.9 − 32.36 = 257.54.

Only exact figures are added up; rates, changes and cumulative figures are no parts. What is read as a part, and when
parts must be all of a whole, is told in docs/rules/health.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from itertools import pairwise

from zhenggai.core.quantities import Bound, Quantity
from zhenggai.core.quantity_words import uoms
from zhenggai.core.rules.facts import Plan, Text, any_word
from zhenggai.core.rules.points import Point, plain, point

ADDITIVE = {"area", "length", "mass", "volume", "money", "count", "household", "person", "power", "steam", "energy"}


def points(plan: Plan) -> Iterator[Point]:
    for text in plan.texts:
        for start, end in sentences(text.text):
            figures = [
                figure for figure in text.figures if start <= figure.start and figure.end <= end and adds_up(figure)
            ]
            if len(figures) < 3:
                yield from _subset(plan, text, figures)
                continue
            found = (
                _differences(plan, text, figures)
                or _closing_total(plan, text, figures)
                or _opening_total(plan, text, figures)
            )
            yield from found


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each sentence."""
    for match in re.finditer(r"[^。！？\n]+", text):
        yield match.start(), match.end()


def adds_up(figure: Quantity) -> bool:
    """True for an exact figure of a kind that can be added."""
    uom = uoms().get(figure.uom)
    return uom is not None and uom.dimension in ADDITIVE and figure.bound == Bound.EXACT and figure.high is None


def alike(one: Quantity, other: Quantity) -> bool:
    """True where two figures count or measure in the same way, so that they can be added."""
    a, b = uoms()[one.uom], uoms()[other.uom]
    return a.dimension == b.dimension and (a.dimension != "count" or one.printed_uom == other.printed_uom)


def amount(figure: Quantity, like: Quantity) -> Decimal:
    """The value of a figure in the unit of another."""
    return figure.value * uoms()[figure.uom].factor / uoms()[like.uom].factor


def in_chinese(figure: Quantity) -> bool:
    """True for 二十家: Chinese numerals often count nothing (一批, 三方)."""
    return re.search(r"\d", figure.text) is None


def uom_words(figure: Quantity) -> str:
    """The unit of measurement as messages write it: 万元, 万亩, 户."""
    money = {"wan_yuan": "万元", "yi_yuan": "亿元"}.get(figure.uom)
    return money or ("万" if scale(figure) > 1 else "") + figure.printed_uom


def scale(figure: Quantity) -> int:
    """10,000 where the figure is printed in 万 and the unit of measurement does not say so already."""
    return 10_000 if re.search(r"\d\s*[余多]?万", figure.text) and uoms()[figure.uom].dimension != "money" else 1


def in_scale(value: Decimal, like: Quantity) -> str:
    return plain(value / scale(like))


def shown(figure: Quantity, like: Quantity) -> str:
    """The value of a figure in the unit and scale that another is printed in."""
    return in_scale(amount(figure, like), like)


def equal(total: Decimal, whole: Decimal) -> bool:
    """Equal, or equal once the sum is rounded to the digits the whole is printed with."""
    digits = whole.as_tuple().exponent
    return total == whole or (isinstance(digits, int) and digits < 0 and total.quantize(whole) == whole)


def noun_behind(text: Text, figure: Quantity) -> str:
    """The noun counted, where it stands right after the figure; "" elsewhere."""
    return figure.counts if figure.counts and text.text.startswith(figure.counts, figure.end) else ""


def before(text: Text, figure: Quantity, stops: str = "，,；;。、（(：:\n") -> str:
    """What stands before a figure in its own clause."""
    start = max(text.text.rfind(stop, 0, figure.start) for stop in stops) + 1
    return text.text[start : figure.start]


def is_part(text: Text, figure: Quantity, whole: Quantity) -> bool:
    """True where a figure may be a part of a whole: counted alike, no rate, no change, not another kind of thing."""
    if not alike(figure, whole) or _no_part().search(before(text, figure)):
        return False
    noun, of = noun_behind(text, figure), noun_behind(text, whole) or whole.counts
    return not noun or not of or noun[-1] == of[-1] or not same_counter_only(figure)


def same_counter_only(figure: Quantity) -> bool:
    return uoms()[figure.uom].dimension == "count"


@cache
def _no_part() -> re.Pattern[str]:
    return re.compile(rf"(?:{any_word('sums', 'not_a_part')})[^\d]{{0,2}}$")


def _where(plan: Plan, text: Text) -> str:
    return plan.entries[text.finding].name if text.finding is not None else "正文"


def _sum_point(plan: Plan, text: Text, parts: list[Quantity], whole: Quantity) -> list[Point]:
    """One point that says whether the parts make the whole."""
    total = sum((amount(part, whole) for part in parts), Decimal(0))
    added = " + ".join(shown(part, whole) for part in parts)
    printed = shown(whole, whole)
    passage = text.around(min(part.start for part in [*parts, whole]), max(part.end for part in [*parts, whole]))
    findings = [] if text.finding is None else [text.finding]
    where, unit = _where(plan, text), uom_words(whole)
    if equal(total, whole.value):
        message = f"{where}：分项相加等于总数{whole.text}，核对一致。"
        return [
            point("parts_make_whole", message, findings=findings, passages=[passage], arithmetic=f"{added} = {printed}")
        ]
    made, off = in_scale(total, whole), in_scale(abs(total - whole.value), whole)
    message = f"{where}：分项相加为{made}{unit}，与所写总数{whole.text}不符，相差{off}{unit}。"
    arithmetic = f"{added} = {made} ≠ {printed}"
    return [point("parts_miss_whole", message, findings=findings, passages=[passage], arithmetic=arithmetic)]


def _closing_total(plan: Plan, text: Text, figures: list[Quantity]) -> list[Point]:
    """A厂12台、B厂8台，共20台."""
    for position, whole in enumerate(figures[2:], 2):
        if not _total_before().search(text.text[: whole.start]):
            continue
        parts = [figure for figure in figures[:position] if is_part(text, figure, whole)]
        listed = text.text[parts[0].start : whole.start] if len(parts) > 1 else ""
        if (
            listed
            and not re.search("其中|中有", listed)
            and len(parts) == len([f for f in figures[:position] if alike(f, whole)])
        ):
            return _sum_point(plan, text, parts, whole)
    return []


def _opening_total(plan: Plan, text: Text, figures: list[Quantity]) -> list[Point]:
    """共46个，其中已修复26个、未修复20个; 46个（甲镇12个、乙镇34个）."""
    for position, whole in enumerate(figures[:-2]):
        link = _link().match(text.text, whole.end)
        if not link or figures[position + 1].start < link.end():
            continue
        parts = _parts_after(text, figures[position + 1 :], whole, link)
        if len(parts) < 2:
            continue
        total = sum((amount(part, whole) for part in parts), Decimal(0))
        if equal(total, whole.value) or total > whole.value or _must_be_all(text, parts, link, total / whole.value):
            return _sum_point(plan, text, parts, whole)
        return []
    return []


def _parts_after(text: Text, rest: list[Quantity], whole: Quantity, link: re.Match[str]) -> list[Quantity]:
    """The parts that follow a whole; inside brackets only those of the bracket. A part of a part ends the list."""
    close = min((i for mark in "）)" if (i := text.text.find(mark, link.end())) >= 0), default=len(text.text))
    limit = close if link["bracket"] else len(text.text)
    parts: list[Quantity] = []
    for figure in rest:
        if figure.start >= limit or (
            parts and re.search("其中|中有|[共合总]计|涉及", text.text[parts[-1].end : figure.start])
        ):
            break
        if not alike(figure, whole):
            continue
        if not is_part(text, figure, whole):
            break
        parts.append(figure)
    return parts


def _must_be_all(text: Text, parts: list[Quantity], link: re.Match[str], share: Decimal) -> bool:
    """True where the wording promises that the parts are all of the whole, or they nearly are."""
    if link["bracket"] and "其中" not in link[0]:
        return True
    if link["all"] or any(_complement().search(before(text, part)) for part in parts[1:]):
        return True
    gaps = [text.text[one.end : other.start] for one, other in pairwise(parts)]
    parallel = all(len(gap) <= 12 and "，" not in gap[:-8] for gap in gaps)
    return parallel and (share >= Decimal("0.8") or len(parts) > 2)


@cache
def _link() -> re.Pattern[str]:
    every, some = any_word("sums", "all_parts"), any_word("sums", "some_parts")
    noun = r"[^，,。；;、：:（()）\d]{0,16}"
    return re.compile(
        rf"{noun}(?:(?P<bracket>[（(])(?:其中)?|[，,；;：:]\s*(?:(?P<all>{every})|{some})[，,：:]?|(?P<colon>[：:]))"
    )


@cache
def _total_before() -> re.Pattern[str]:
    return re.compile(rf"[，,；;、]\s*(?:{any_word('sums', 'total_before')})[^，,。；;\d]{{0,8}}$")


@cache
def _complement() -> re.Pattern[str]:
    return re.compile(any_word("sums", "complement"))


def _subset(plan: Plan, text: Text, figures: list[Quantity]) -> Iterator[Point]:
    """46个，其中50个…: the part is larger than the whole."""
    if len(figures) != 2 or not is_part(text, figures[1], figures[0]):
        return
    whole, part = figures
    between = text.text[whole.end : part.start]
    if re.search(r"其中|中[，,]?有?", between) and "。" not in between and amount(part, whole) > whole.value:
        findings = [] if text.finding is None else [text.finding]
        message = f"{_where(plan, text)}：部分{part.text}大于整体{whole.text}。"
        arithmetic = f"{shown(part, whole)} > {shown(whole, whole)}"
        passage = text.around(whole.start, part.end)
        yield point("subset_exceeds_set", message, findings=findings, passages=[passage], arithmetic=arithmetic)


def _differences(plan: Plan, text: Text, figures: list[Quantity]) -> list[Point]:
    """应缴289.9万元，实缴32.36万元，欠缴257.54万元."""
    for position in range(len(figures) - 2):
        three = figures[position : position + 3]
        roles = [_role(text, figure) for figure in three]
        if sorted(role or "" for role in roles) != ["done", "left", "whole"] or not all(
            alike(f, three[0]) for f in three
        ):
            continue
        whole, done, left = (three[roles.index(role)] for role in ("whole", "done", "left"))
        return [_difference_point(plan, text, whole, done, left)]
    return []


def _difference_point(plan: Plan, text: Text, whole: Quantity, done: Quantity, left: Quantity) -> Point:
    rest = whole.value - amount(done, whole)
    due = amount(left, whole)
    findings = [] if text.finding is None else [text.finding]
    passage = text.around(min(whole.start, done.start, left.start), max(whole.end, done.end, left.end))
    sum_ = f"{shown(whole, whole)} − {shown(done, whole)} = {in_scale(rest, whole)}"
    where = _where(plan, text)
    if equal(rest, due):
        message = f"{where}：{whole.text}减{done.text}等于{left.text}，核对一致。"
        return point("difference_holds", message, findings=findings, passages=[passage], arithmetic=sum_)
    message = (
        f"{where}：{whole.text}减{done.text}应为{in_scale(rest, whole)}{uom_words(whole)}，与所写{left.text}不符。"
    )
    arithmetic = f"{sum_} ≠ {in_scale(due, whole)}"
    return point("difference_fails", message, findings=findings, passages=[passage], arithmetic=arithmetic)


def _role(text: Text, figure: Quantity) -> str | None:
    """What a figure is in a difference, by the last word before it in its clause."""
    clause = before(text, figure)
    best: tuple[int, int, str] | None = None
    for role in ("whole", "done", "left"):
        for match in _roles(role).finditer(clause):
            if best is None or (match.end(), len(match[0])) > best[:2]:
                best = (match.end(), len(match[0]), role)
    return best[2] if best else None


@cache
def _roles(role: str) -> re.Pattern[str]:
    return re.compile(any_word("differences", role))
