"""Figures of the problem, and whether goal and measures answer them.

A subject figure is one that could be taken up: a number of things, an area, a share, a sum of money. Years, events,
samples (抽查的5家中) and wholes of which only a part is at fault (46个，其中20个) are background.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from itertools import combinations, takewhile

from zhenggai.core.quantities import Bound, Quantity
from zhenggai.core.quantity_words import uoms
from zhenggai.core.rules.facts import Entry, Plan, Text, any_word, health, named, says
from zhenggai.core.rules.points import Point, plain, point
from zhenggai.core.rules.sums import adds_up, alike, amount, before, in_chinese

TIMELIKE = {"duration", "times", "percent_point", "noise"}


def points(plan: Plan) -> Iterator[Point]:
    for entry in plan.entries:
        arrears = list(_arrears(entry)) if plan.asks else []
        yield from arrears
        yield from _differs(entry)
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
    return not _background_before().search(text.text[: figure.start]) and not _quoted(text.text, figure)


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
    if _sampled().search(sentence) or _event().search(before(text, figure)):
        return False
    return uom.dimension != "share" or _fallen().search(before(text, figure)) is not None


def taken_up(entry: Entry, figure: Quantity) -> bool:
    """True where goal or measures name the figure, all of the things, a like share, or parts that make it."""
    answers = [(text, other) for text in entry.answers for other in text.figures]
    uom = uoms().get(figure.uom)
    if uom is None:
        return any(other.uom == figure.uom for _, other in answers) and bool(figure.uom)
    if any(_same_amount(figure, other) for _, other in answers):
        return True
    if uom.dimension == "share":
        return any(other.uom == figure.uom for _, other in answers)
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
            or not _owed().search(before(entry.problem, figure))
        ):
            continue
        if not any(says(text.text, "arrears", "recovered") for text in entry.answers):
            message = f"{entry.name}：问题指出欠缴{figure.text}，整改目标和措施都没有写如何追缴。"
            passages = [entry.problem.around(figure.start, figure.end), *(text.passage for text in entry.answers)]
            yield point("arrears_not_recovered", message, findings=[entry.position], passages=passages)
            return


def _differs(entry: Entry) -> Iterator[Point]:
    """The goal speaks of 21个图斑 where the problem has 46 and 20 of them."""
    known = [figure for figure in entry.problem.figures if _countable(figure)]
    for text in entry.answers:
        for figure in text.figures:
            rivals = [one for one in known if _countable(figure) and _one_thing(one, figure)]
            if not rivals or _explained(figure, known):
                continue
            most = max(one.value for one in rivals)
            more = most < figure.value <= 2 * most and not _wider(entry, text, figure)
            if _restates(text, figure, staged=more) and (more or text.part == "goal"):
                yield _differs_point(entry, text, figure, rivals)
                return


def _countable(figure: Quantity) -> bool:
    uom = uoms().get(figure.uom)
    return (
        uom is not None and uom.dimension in ("count", "household", "area", "length") and figure.bound == Bound.EXACT
        and figure.high is None and (figure.value > 2 or not in_chinese(figure))
    )  # fmt: skip


def _one_thing(one: Quantity, other: Quantity) -> bool:
    """Counted with the same word, and the same noun named on both sides: 背街小巷雨污混流, 背街小巷雨污分流改造."""
    if one.uom != other.uom or one.printed_uom != other.printed_uom:
        return False
    if uoms()[one.uom].dimension in ("area", "length"):
        return other.value != 0 and Decimal("0.7") < one.value / other.value < Decimal("1.4")
    short, long = sorted((one.counts, other.counts), key=len)
    shared = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(short, long, strict=False)))
    return len(short) > 1 and (long.endswith(short) or (shared > 1 and shared * 2 >= len(short)))


def _restates(text: Text, figure: Quantity, *, staged: bool = False) -> bool:
    """False for figures of something new or, unless `staged` ones are asked for, of one stage."""
    clause = before(text, figure)
    return not _NEW.search(clause) and (staged or not _STAGE.search(clause))


def _wider(entry: Entry, text: Text, figure: Quantity) -> bool:
    """对全市412台渣土车: a measure may go beyond what a sample or one place showed."""
    return bool(_WIDER.search(before(text, figure)) or _sampled().search(entry.problem.text))


_WIDER = re.compile(r"全[省市县区旗州域镇乡团师国]|园区|辖区|同类|类似|排查|检查|摸排|核查|普查|举一反三")
_NEW = re.compile(r"新建|新增|增加|再|建设|另|其余|剩余|每|各|至少|不少于|压减|减少|减至|降至|降到|精简|第")
_STAGE = re.compile(r"\d年|\d月|期|阶段|批")


def _explained(figure: Quantity, known: list[Quantity]) -> bool:
    """Equal to one of them, to a sum or to a difference of them."""
    values = [one.value for one in known if one.uom == figure.uom]
    made = {sum(some) for size in (1, 2, 3) for some in combinations(values, size)}
    made |= {abs(a - b) for a, b in combinations(values, 2)}
    return figure.value in made


def _differs_point(entry: Entry, text: Text, figure: Quantity, rivals: list[Quantity]) -> Point:
    where = "目标" if text.part == "goal" else "措施"
    nearest = min(rivals, key=lambda one: abs(one.value - figure.value))
    noun = min(figure.counts, nearest.counts, key=len)
    message = (
        f"{entry.name}：{noun + '，' if noun else ''}问题写的是{nearest.text}，{where}写的是{figure.text}，前后不一致。"
    )
    passages = [entry.problem.around(nearest.start, nearest.end), text.around(figure.start, figure.end)]
    arithmetic = f"{plain(nearest.value)} ≠ {plain(figure.value)}"
    return point("figure_differs", message, findings=[entry.position], passages=passages, arithmetic=arithmetic)


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


@cache
def _sampled() -> re.Pattern[str]:
    return re.compile(any_word("taken_up", "sampled"))


@cache
def _event() -> re.Pattern[str]:
    return re.compile(any_word("taken_up", "events"))


@cache
def _fallen() -> re.Pattern[str]:
    return re.compile(any_word("taken_up", "fallen"))


@cache
def _owed() -> re.Pattern[str]:
    return re.compile(any_word("arrears", "owed"))
