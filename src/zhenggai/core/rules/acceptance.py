"""Who accepts: a unit must not accept its own work (自验自销), and somebody must be named who does."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from zhenggai.core.rules.actors import one_unit
from zhenggai.core.rules.facts import Entry, Plan, Text, any_word, health, named
from zhenggai.core.rules.points import Point, point
from zhenggai.core.typography import fold


def points(plan: Plan) -> Iterator[Point]:
    """Reports units that accept what they did themselves, and plans or findings that name nobody who accepts: closure
    is worth as much as the eyes that are not the doer's. Only plans are asked."""
    if not plan.asks:
        return
    for entry in plan.entries:
        yield from _own_work(entry)
    for entry in plan.entries:
        for text in entry.measures:
            if match := _accepts_own().search(text.text):
                message = f"{entry.name}：措施规定由责任单位自己验收，属于自验自销。"
                passages = [text.around(match.start(), match.end())]
                yield point("executor_accepts_own_work", message, findings=[entry.position], passages=passages)
    told = [text.around(m.start(), m.end(), "。；;\n") for text in plan.body if (m := _accepts_own().search(text.text))]
    if any(_others().search(_without_own(text)) for text in plan.body):
        return
    if told:
        message = "正文规定由责任单位自己组织销号验收，属于自验自销。"
        yield point("executor_accepts_own_work", message, passages=told)
    yield from _nobody(plan, but_themselves=bool(told))


def _nobody(plan: Plan, *, but_themselves: bool) -> Iterator[Point]:
    lacking = [entry for entry in plan.entries if not _accepting(entry)]
    if not lacking:
        return
    if len(lacking) == len(plan.entries):
        all_but = "除责任单位自己外，" if but_themselves else ""
        yield point("accepting_unit_missing", f"{all_but}全文没有写明由哪个单位验收。")
        return
    message = f"{named(lacking)}没有写明验收单位，其他问题写了。"
    findings, passages = [entry.position for entry in lacking], [entry.problem.passage for entry in lacking]
    yield point("accepting_unit_missing", message, findings=findings, passages=passages)


def _accepting(entry: Entry) -> list[str]:
    return [unit.name.text for unit in entry.draft.units if unit.role == "accepting"]


def _own_work(entry: Entry) -> Iterator[Point]:
    for accepting in (unit for unit in entry.draft.units if unit.role == "accepting"):
        name = accepting.name.text
        own = [
            unit
            for unit in entry.draft.units
            if unit.role in ("lead", "responsible") and one_unit(unit.name.text, name)
        ]
        if own or fold(name) in health("acceptance")["own"]:
            message = f"{entry.name}：{name}既是责任单位又是验收单位，属于自验自销。"
            passages = [accepting.name, *(unit.name for unit in own)]
            yield point("executor_accepts_own_work", message, findings=[entry.position], passages=passages)


def _without_own(text: Text) -> str:
    return _accepts_own().sub("", text.text)


@cache
def _accepts_own() -> re.Pattern[str]:
    own, act = any_word("acceptance", "own"), any_word("acceptance", "act")
    alone, does = any_word("acceptance", "alone"), any_word("acceptance", "does")
    other = "".join(f"(?<!{word})" for word in health("acceptance")["not_own_before"])
    return re.compile(rf"{other}(?:{own})(?:{alone})?(?:{does})?[^，,。；;]{{0,6}}(?:{act})[^，,。；;]*")


@cache
def _others() -> re.Pattern[str]:
    others, act = any_word("acceptance", "others"), any_word("acceptance", "others_act")
    asks, asked = any_word("acceptance", "asks"), any_word("acceptance", "asked_for")
    return re.compile(rf"(?:{others})[^，,。；;]{{0,16}}(?:{act})|(?:{asks})[^，,。；;]{{0,16}}(?:{asked})")
