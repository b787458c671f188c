"""Figures of the problem, and whether goal and measures answer them.

A subject figure is one that could be taken up: a number of things, an area, a share, a sum of money. Years, events,
samples (抽查的5家中) and wholes of which only a part is at fault (46个，其中20个) are background.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from itertools import combinations

from zhenggai.core.quantities import Quantity
from zhenggai.core.quantity_words import uoms
from zhenggai.core.rules.arithmetic import adds_up, alike, amount, before, in_chinese
from zhenggai.core.rules.facts import Entry, Plan, Text, any_word, health, named, pattern, says
from zhenggai.core.rules.points import Point, point

TIMELIKE = {"duration", "times", "percent_point", "noise"}


def points(plan: Plan) -> Iterator[Point]:
    """Reports problems whose figures no goal or measure takes up, arrears that nobody is told to recover, and, once
    for the plan, goals without a figure: what is not counted cannot be shown to be done. Only plans are asked."""
    for entry in plan.entries:
        arrears = list(_arrears(entry)) if plan.asks else []
        yield from arrears
        if plan.asks and not arrears:
            yield from _not_taken_up(entry)
    if plan.asks:
        yield from _goals_without_figure(plan)


def subjects(text: Text) -> list[Quantity]:
    """The figures of a problem that a goal could take up."""
    found = [figure for figure in text.figures if _is_subject(text, figure)]
    return [figure for figure in found if not _is_whole_of_sample(text, figure, found)]


def _is_subject(text: Text, figure: Quantity) -> bool:
    uom = uoms().get(figure.uom)
    if figure.uom and uom is None:
        return False  # rates and concentrations
    if uom and (uom.dimension in TIMELIKE or figure.printed_uom in health("taken_up")["not_subjects"]):
        return False
    if in_chinese(figure) and figure.value < 2:
        return False
    lead = pattern("taken_up", "taken").sub("", text.lead(figure.start))  # 占用林地10公顷 is no share
    if pattern("taken_up", "reach_after").match(text.text, figure.end) or _background_before().search(lead):
        return False
    return not _quoted(text.text, figure)


def _quoted(text: str, figure: Quantity) -> bool:
    """True inside “” or 《》: a name, not a figure."""
    return any(text.rfind(a, 0, figure.start) > text.rfind(b, 0, figure.start) for a, b in ("“”", "《》"))


def _is_whole_of_sample(text: Text, figure: Quantity, found: list[Quantity]) -> bool:
    """True where the text goes on with a part of it: 46个，其中20个; 106个乡镇中有38个."""
    rest = text.text[figure.end :]
    link = re.match(
        rf"[^，,。；;\d]{{0,14}}(?:[，,；;]\s*其中|{any_word('taken_up', 'background_after')}[，,有仅])", rest
    )
    return link is not None and any(other.start >= figure.end for other in found)


def _not_taken_up(entry: Entry) -> Iterator[Point]:
    asked = [figure for figure in subjects(entry.problem) if _must_be_answered(entry.problem, figure)]
    if not asked or not entry.goal or any(taken_up(entry, figure) for figure in entry.problem.figures):
        return
    figures = "、".join(dict.fromkeys(figure.text for figure in asked))
    message = f"{entry.name}：问题中的{figures}，整改目标和措施都没有回应。"
    passages = [entry.problem.around(asked[0].start, asked[-1].end)]
    yield point("figure_not_taken_up", message, findings=[entry.position], passages=passages)


def _must_be_answered(text: Text, figure: Quantity) -> bool:
    """Not one thing alone, a past event or a sample; of shares only what has fallen or falls short."""
    uom = uoms().get(figure.uom)
    if uom is None or (uom.dimension == "count" and figure.value <= 1):
        return False
    sentence = text.text[text.text.rfind("。", 0, figure.start) + 1 : figure.start]
    clause = before(text, figure)
    if clause.startswith("其中"):  # a part of what the clause before it tells
        clause = sentence
    if says(sentence, "taken_up", "sampled") or says(clause, "taken_up", "events"):
        return False
    # 收集率不足60%: the word may be the bound of the figure itself.
    return uom.dimension != "share" or says(before(text, figure) + figure.text, "taken_up", "fallen")


def taken_up(entry: Entry, figure: Quantity) -> bool:
    """True where goal or measures name the figure, all of the things, a like share, or parts that make it."""
    answers = [(text, other) for text in entry.answers for other in text.figures]
    uom = uoms().get(figure.uom)
    if uom is None:
        return any(other.uom == figure.uom for _, other in answers) and bool(figure.uom)
    if any(_same_amount(figure, other) for _, other in answers):
        return True
    if uom.dimension == "share":
        aimed_at_all = entry.goal is not None and _speaks_of_all(entry.goal, figure)
        return aimed_at_all or any(other.uom == figure.uom for _, other in answers)
    if any(text.part == "goal" and other.uom == "percent" and other.value == 100 for text, other in answers):
        return True
    if any(_speaks_of_all(text, figure) for text in entry.answers):
        return True
    if uom.dimension in ("count", "household", "person") and any(_same_noun(figure, other) for _, other in answers):
        return True
    if not adds_up(figure):
        return False
    like = [amount(other, figure) for _, other in answers if adds_up(other) and alike(other, figure)][:8]
    rivals = [amount(one, figure) for one in entry.problem.figures if adds_up(one) and alike(one, figure)]
    sums = {sum(some) for size in (2, 3, 4) for some in combinations(like, size)}
    return figure.value in sums or any(abs(figure.value - one) in like for one in rivals if one != figure.value)


def _same_amount(one: Quantity, other: Quantity) -> bool:
    a, b = uoms().get(one.uom), uoms().get(other.uom)
    if a is None or b is None or a.dimension != b.dimension:
        return False
    converted = amount(other, one)
    if one.uom == other.uom:
        return one.value == other.value
    return bool(one.value) and abs(converted - one.value) <= one.value * Decimal("0.02")


def _same_noun(one: Quantity, other: Quantity) -> bool:
    return one.uom == other.uom and len(one.counts) > 1 and one.counts == other.counts


def _speaks_of_all(text: Text, figure: Quantity) -> bool:
    """全部…, 逐一…: answered in words, in a sentence that names the thing or counts nothing itself."""
    if not says(text.text, "taken_up", "all") and not re.search("应(.)尽\\1", text.text):
        return False
    return not figure.counts or figure.counts[-2:] in text.text or not text.figures


def _arrears(entry: Entry) -> Iterator[Point]:
    """欠缴257.54万元, and nobody is told to recover it."""
    for figure in entry.problem.figures:
        uom = uoms().get(figure.uom)
        if (
            uom is None
            or uom.dimension != "money"
            or not figure.value
            or not says(before(entry.problem, figure), "arrears", "owed")
        ):
            continue
        if not any(says(text.text, "arrears", "recovered") for text in entry.answers):
            message = f"{entry.name}：问题指出欠缴{figure.text}，整改目标和措施都没有写如何追缴。"
            passages = [entry.problem.around(figure.start, figure.end), *(text.passage for text in entry.answers)]
            yield point("arrears_not_recovered", message, findings=[entry.position], passages=passages)
            return


def _goals_without_figure(plan: Plan) -> Iterator[Point]:
    with_figure = [entry for entry in plan.entries if entry.goal and entry.goal.figures]
    lacking = [entry for entry in plan.entries if entry.goal and not entry.goal.figures and subjects(entry.problem)]
    if not lacking:
        return
    only = f"只有{named(with_figure)}的目标写有数字，" if with_figure else "没有一个目标写有数字，"
    message = f"{only}{named(lacking)}的问题有数字，目标没有。"
    passages = [entry.goal.passage for entry in lacking if entry.goal]
    yield point("goal_without_figure", message, findings=[entry.position for entry in lacking], passages=passages)


@cache
def _background_before() -> re.Pattern[str]:
    return re.compile(rf"(?:{any_word('taken_up', 'background_before')})[^，,。；;、\d]{{0,4}}$")
