"""Counts against the names listed beside them: 2家企业（金驹热电、卫永堂砖厂）.

A list that ends in 等 names some only, so it can only be too long. Places in brackets (10处设施（甲镇、乙镇）)
and kinds (20家企业（煤炭、焦化）) are no names of the things counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from zhenggai.core.quantities import Bound, Quantity
from zhenggai.core.quantity_words import uoms
from zhenggai.core.rules.arithmetic import noun_behind
from zhenggai.core.rules.facts import Plan, Text, any_word, health
from zhenggai.core.rules.points import Point, plain, point
from zhenggai.core.units.names import split_units

LONGEST_RUN = 300  # characters of names before their count


@dataclass(frozen=True, slots=True)
class _List:
    names: tuple[str, ...]
    start: int
    end: int
    open_ended: bool  # ends in 等


def points(plan: Plan) -> Iterator[Point]:
    """Reports a count that the names beside it do not make (3家企业（甲厂、乙厂）): a thing was lost from the list or
    never was. Each such list is told once in a finding."""
    told: set[tuple[int | None, str]] = set()
    for text in plan.texts:
        for figure in text.figures:
            if not _counts(figure):
                continue
            for listed in _lists(text, figure):
                key = (text.finding, f"{figure.text}{listed.names}")
                if key not in told and not _fits(text, figure, listed):
                    told.add(key)
                    yield _point(plan, text, figure, listed)


def _counts(figure: Quantity) -> bool:
    uom = uoms().get(figure.uom)
    return (
        uom is not None and uom.dimension == "count" and figure.bound == Bound.EXACT and figure.high is None
        and figure.value == int(figure.value) and 1 < figure.value < 60
    )  # fmt: skip


def _point(plan: Plan, text: Text, figure: Quantity, listed: _List) -> Point:
    found = len(listed.names)
    message = (
        f"{plan.where(text)}：写的是{figure.text}{_noun(text, figure)}，列出的是{found}个：{'、'.join(listed.names)}。"
    )
    passage = text.around(min(figure.start, listed.start), max(figure.end, listed.end))
    arithmetic = f"{plain(figure.value)} ≠ {found}"
    return point("count_differs_from_names", message, findings=text.findings, passages=[passage], arithmetic=arithmetic)


def _fits(text: Text, figure: Quantity, listed: _List) -> bool:
    """True where the number of names agrees, or the names are not the things counted."""
    wanted, found = int(figure.value), len(listed.names)
    as_units = len(split_units("、".join(listed.names)))
    if wanted in (found, as_units) or (listed.open_ended and found < wanted):
        return True
    return found < 2 or not _are_names(listed.names, _noun(text, figure), wanted)


def _are_names(names: tuple[str, ...], noun: str, wanted: int) -> bool:
    words = health("names")
    if noun.endswith(tuple(words["abstract"])):
        return all(len(name) <= 12 for name in names)
    if any(not 2 <= len(name) <= 24 or re.search(r"\d+(?:\.\d+)?[^\d#号]{1,2}$|[：:]", name) for name in names):
        return False
    if noun.endswith(tuple(words["places"])):
        return names[-1].endswith(noun[-1])
    if any(name.endswith(tuple(words["places"])) for name in names):
        return False
    if noun.endswith(tuple(words["general"])):
        near = wanted <= len(names) + 3 and len(names) <= wanted + 3
        return near and sum(len(name) > 2 for name in names) * 2 > len(names)
    return noun != "" and names[-1][-1] == noun[-1]


def _noun(text: Text, figure: Quantity) -> str:
    """The thing counted, whether it stands behind the figure or before it (图斑46个)."""
    if figure.printed_uom in health("names")["places"]:
        return figure.printed_uom
    if behind := noun_behind(text, figure):
        return behind
    found = re.compile(r"[^\W\d_的]{2,12}?(?=[（(，,。；;：:、]|$)").match(text.text, figure.end)
    return found[0] if found else figure.counts


def _lists(text: Text, figure: Quantity) -> Iterator[_List]:
    after = _after().match(text.text, figure.end)
    if after:
        yield from _listed(after["names"], after.start("names"), bracket=True)
    behind = _behind().match(text.text, figure.end)
    if behind:
        yield from _listed(behind["names"], behind.start("names"), bracket=False)
    run = _run().search(text.lead(figure.start, LONGEST_RUN))
    if run and text.text.startswith(figure.counts or "\0", figure.end):
        names = _names(run["names"])
        if len(names) > 1:
            shift = max(0, figure.start - LONGEST_RUN)
            yield _List(names, shift + run.start("names"), shift + run.end("names"), bool(run["open"]))


def _listed(text: str, start: int, *, bracket: bool) -> Iterator[_List]:
    body = re.sub(rf"^(?:{any_word('names', 'listed_after')})[：:]?", "", text.strip())
    if bracket and re.match(rf"(?:{any_word('names', 'not_names')})", body):
        return
    open_ended = bool(re.search(r"等[^、，,]{0,6}$", body))
    names = _names(re.sub(r"等[^、，,]{0,6}$", "", body))
    if len(names) > 1:
        yield _List(names, start, start + len(text), open_ended)


def _names(text: str) -> tuple[str, ...]:
    parts = [part.strip() for part in re.split("[、，,；;]", text)]
    if len(parts) > 1 and (last := re.fullmatch(r"(.{3,})(?:和|及|与|以及)(.{3,})", parts[-1])):
        parts[-1:] = [last[1], last[2]]
    return tuple(part for part in parts if part)


@cache
def _after() -> re.Pattern[str]:
    return re.compile(r"[^，,。；;：:、（()）\d]{0,12}[（(](?P<names>[^（()）]{3,200})[）)]")


@cache
def _behind() -> re.Pattern[str]:
    opens = rf"[：:]|[，,](?:{any_word('names', 'listed_after')})[：:]?"
    return re.compile(rf"[^，,。；;：:、（()）\d]{{0,12}}(?:{opens})(?P<names>[^。；;：:\n]{{3,200}})")


@cache
def _run() -> re.Pattern[str]:
    return re.compile(
        r"(?:\A|[，,。；;：:（(“\n])(?P<names>[^，,。；;：:（()）“”《》\d\n]*、[^，,。；;：:（()）“”《》\d\n]*?)(?P<open>等)?\s*$"
    )
