"""Wholes and the parts listed beside them: 共120个，其中水类50个、气类70个; 甲厂12台、乙厂8台，共20台.

Only exact figures are added up; rates, changes and cumulative figures are no parts. What is read as a part, and when
parts must be all of a whole, is told in docs/rules/health.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from itertools import pairwise

from zhenggai.core.quantities import Quantity
from zhenggai.core.rules.arithmetic import (
    adds_up,
    alike,
    amount,
    before,
    by_sentence,
    equal,
    in_scale,
    is_part,
    shown,
    uom_words,
)
from zhenggai.core.rules.differences import trio
from zhenggai.core.rules.facts import Plan, Text, any_word, says
from zhenggai.core.rules.points import Point, point


def points(plan: Plan) -> Iterator[Point]:
    """Reports parts that do not make the whole beside them, parts larger than it, and sums that hold."""
    for text in plan.texts:
        for inside in by_sentence(text):
            figures = [figure for figure in inside if adds_up(figure)]
            yield from _subset(plan, text, figures)
            if len(figures) > 2 and trio(text, figures) is None:
                yield from _closing_total(plan, text, figures) or _opening_total(plan, text, figures)


def _sum_point(plan: Plan, text: Text, parts: list[Quantity], whole: Quantity) -> list[Point]:
    """One point that says whether the parts make the whole."""
    total = sum((amount(part, whole) for part in parts), Decimal(0))
    added = " + ".join(shown(part, whole) for part in parts)
    printed = shown(whole, whole)
    passage = text.around(min(part.start for part in [*parts, whole]), max(part.end for part in [*parts, whole]))
    where, unit = plan.where(text), uom_words(whole)
    if equal(total, whole.value):
        message = f"{where}：分项相加等于总数{whole.text}，核对一致。"
        sum_ = f"{added} = {printed}"
        return [point("parts_make_whole", message, findings=text.findings, passages=[passage], arithmetic=sum_)]
    made, off = in_scale(total, whole), in_scale(abs(total - whole.value), whole)
    message = f"{where}：分项相加为{made}{unit}，与所写总数{whole.text}不符，相差{off}{unit}。"
    arithmetic = f"{added} = {made} ≠ {printed}"
    return [point("parts_miss_whole", message, findings=text.findings, passages=[passage], arithmetic=arithmetic)]


def _closing_total(plan: Plan, text: Text, figures: list[Quantity]) -> list[Point]:
    """A厂12台、B厂8台，共20台."""
    for position, whole in enumerate(figures[2:], 2):
        if not _total_before().search(text.lead(whole.start)):
            continue
        parts = [figure for figure in figures[:position] if is_part(text, figure, whole)]
        listed = text.text[parts[0].start : whole.start] if len(parts) > 1 else ""
        if (
            listed
            and not says(listed, "sums", "of_these")
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
        parts = _first_division(parts, whole)
        total = sum((amount(part, whole) for part in parts), Decimal(0))
        if equal(total, whole.value) or total > whole.value or _must_be_all(text, parts, link, total / whole.value):
            return _sum_point(plan, text, parts, whole)
        return []
    return []


def _first_division(parts: list[Quantity], whole: Quantity) -> list[Quantity]:
    """The parts up to where they make the whole: 来电3件、来信3件；属实3件、不属实3件 divides six twice."""
    total = Decimal(0)
    for place, part in enumerate(parts, 1):
        total += amount(part, whole)
        if place > 1 and equal(total, whole.value):
            return parts[:place]
    return parts


def _parts_after(text: Text, rest: list[Quantity], whole: Quantity, link: re.Match[str]) -> list[Quantity]:
    """The parts that follow a whole; inside brackets only those of the bracket. A part of a part ends the list."""
    close = min((i for mark in "）)" if (i := text.text.find(mark, link.end())) >= 0), default=len(text.text))
    limit = close if link["bracket"] else len(text.text)
    parts: list[Quantity] = []
    for figure in rest:
        if figure.start >= limit or (parts and says(text.text[parts[-1].end : figure.start], "sums", "ends_parts")):
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
    if link["all"] or any(says(before(text, part), "sums", "complement") for part in parts[1:]):
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


def _subset(plan: Plan, text: Text, figures: list[Quantity]) -> Iterator[Point]:
    """46个，其中50个…: the part is larger than the whole."""
    for place, (whole, part) in enumerate(pairwise(figures)):
        between = text.text[whole.end : part.start]
        if place and re.fullmatch(r"[^，,。；;]*、[^，,。；;]*", text.text[figures[place - 1].end : whole.start]):
            continue  # 4座日光温室、1处车间，其中3处: the set is the whole list
        if not says(between, "sums", "some_of") or not is_part(text, part, whole):
            continue
        if amount(part, whole) > whole.value:
            message = f"{plan.where(text)}：部分{part.text}大于整体{whole.text}。"
            arithmetic = f"{shown(part, whole)} > {shown(whole, whole)}"
            passages = [text.around(whole.start, part.end)]
            yield point("subset_exceeds_set", message, findings=text.findings, passages=passages, arithmetic=arithmetic)
