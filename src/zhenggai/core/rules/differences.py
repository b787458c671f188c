"""Differences: a whole, what is done of it and what is left, in one sentence.

应缴289.9万元，实缴32.36万元，欠缴257.54万元; 共120个点位，已整改80个，未整改40个.
"""

from __future__ import annotations

from collections.abc import Iterator

from zhenggai.core.quantities import Quantity
from zhenggai.core.rules.arithmetic import (
    adds_up,
    alike,
    amount,
    before,
    by_sentence,
    equal,
    in_scale,
    shown,
    uom_words,
)
from zhenggai.core.rules.facts import Plan, Text, pattern
from zhenggai.core.rules.points import Point, point


def points(plan: Plan) -> Iterator[Point]:
    """Reports whole, done and left that do not fit each other, and those that do: nobody need do the sum again."""
    for text in plan.texts:
        for figures in by_sentence(text):
            found = trio(text, [figure for figure in figures if adds_up(figure)])
            if found:
                yield _point(plan, text, *found)


def trio(text: Text, figures: list[Quantity]) -> tuple[Quantity, Quantity, Quantity] | None:
    """Whole, done and left, where three neighbouring figures are these; a first one without a word is the whole."""
    for position in range(len(figures) - 2):
        three = figures[position : position + 3]
        if not all(alike(figure, three[0]) for figure in three):
            continue
        roles = [_role(text, figure) for figure in three]
        if roles[0] is None and {"done", "left"} == set(roles[1:]):
            roles[0] = "whole"
        if sorted(role or "" for role in roles) == ["done", "left", "whole"]:
            whole, done, left = (three[roles.index(role)] for role in ("whole", "done", "left"))
            return whole, done, left
    return None


def _point(plan: Plan, text: Text, whole: Quantity, done: Quantity, left: Quantity) -> Point:
    rest, due = whole.value - amount(done, whole), amount(left, whole)
    passages = [text.around(min(whole.start, done.start, left.start), max(whole.end, done.end, left.end))]
    sum_ = f"{shown(whole, whole)} − {shown(done, whole)} = {in_scale(rest, whole)}"
    if equal(rest, due):
        message = f"{plan.where(text)}：{whole.text}减{done.text}等于{left.text}，核对一致。"
        return point("difference_holds", message, findings=text.findings, passages=passages, arithmetic=sum_)
    should = f"{whole.text}减{done.text}应为{in_scale(rest, whole)}{uom_words(whole)}"
    message = f"{plan.where(text)}：{should}，与所写{left.text}不符。"
    arithmetic = f"{sum_} ≠ {in_scale(due, whole)}"
    return point("difference_fails", message, findings=text.findings, passages=passages, arithmetic=arithmetic)


def _role(text: Text, figure: Quantity) -> str | None:
    """What a figure is in a difference, by the last word before it in its clause."""
    clause = before(text, figure)
    best: tuple[int, int, str] | None = None
    for role in ("whole", "done", "left"):
        for match in pattern("differences", role).finditer(clause):
            if best is None or (match.end(), len(match[0])) > best[:2]:
                best = (match.end(), len(match[0]), role)
    return best[2] if best else None
