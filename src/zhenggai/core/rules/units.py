"""Units that act without being responsible, units without a share, leads, groups, names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import combinations

from zhenggai.core.plan import AssignedUnit
from zhenggai.core.rules.actors import acting, covers, identity, is_vague, listed_units, mentions, place_of
from zhenggai.core.rules.facts import Entry, Plan, named
from zhenggai.core.rules.points import Point, point
from zhenggai.core.source import Passage
from zhenggai.core.typography import fold
from zhenggai.core.units.names import UnitMention, ends_as_unit, is_group, without_bodies


def points(plan: Plan) -> Iterator[Point]:
    """Reports units that act without being responsible, that are responsible without a task, that nobody leads, that
    stand twice or under two names, and group terms that name nobody: each is somebody who will not feel meant."""
    if plan.asks:
        for entry in plan.entries:
            yield from _not_responsible(plan, entry)
            yield from _without_measure(plan, entry)
        yield from _no_lead(plan)
        yield from _groups(plan)
    for entry in plan.entries:
        yield from _twice(entry)
    yield from _two_names(plan)


def _not_responsible(plan: Plan, entry: Entry) -> Iterator[Point]:
    listed = listed_units(entry)
    if not listed:
        return
    found: dict[str, Passage] = {}
    for text in entry.measures:
        for mention in acting(text):
            if not is_vague(mention.text) and not covers(plan, listed, mention.text):
                found.setdefault(mention.text, text.around(mention.start, mention.end))
    if found:
        message = f"{entry.name}：措施要{'、'.join(found)}去做，责任单位中没有列出。"
        passages = [*found.values(), *entry.unit_list]
        yield point("unit_not_responsible", message, findings=[entry.position], passages=passages)


def _without_measure(plan: Plan, entry: Entry) -> Iterator[Point]:
    """Only where every measure says who acts: otherwise a measure without a subject is everybody's."""
    if not entry.measures or any(not _says_who(acting(measure)) for measure in entry.measures):
        return
    texts = "".join(text.text for text in entry.answers)
    acts = [mention.text for text in entry.answers for mention in mentions(text)]
    idle = [
        unit.name for unit, name in zip(_first(entry), listed_units(entry), strict=True)
        if unit.role in ("lead", "responsible") and not is_vague(name) and not is_group(name)
        and ends_as_unit(name) and not covers(plan, acts, name)
        and fold(name) not in fold(texts) and place_of(name) not in fold(texts)
    ]  # fmt: skip
    if idle:
        message = f"{entry.name}：责任单位{'、'.join(unit.text for unit in idle)}在整改措施中没有任务。"
        passages = [*idle, *(text.passage for text in entry.measures)]
        yield point("unit_without_measure", message, findings=[entry.position], passages=passages)


def _says_who(actors: list[UnitMention]) -> bool:
    """True where the actors are named and nobody only leads the others."""
    return any(not is_vague(mention.text) for mention in actors) and all(mention.role != "lead" for mention in actors)


def _first(entry: Entry) -> list[AssignedUnit]:
    """Each acting unit once, in the order of `listed_units`."""
    seen: dict[str, AssignedUnit] = {}
    for unit in entry.draft.units:
        if unit.role != "accepting":
            seen.setdefault(unit.name.text, unit)
    return list(seen.values())


def _no_lead(plan: Plan) -> Iterator[Point]:
    found = [entry for entry in plan.entries if _wants_lead(entry)]
    if found:
        message = f"{named(found)}有两个以上责任单位，没有写明谁牵头。"
        passages = [passage for entry in found for passage in entry.unit_list]
        yield point("lead_unit_missing", message, findings=[entry.position for entry in found], passages=passages)


def _wants_lead(entry: Entry) -> bool:
    responsible = [unit for unit in entry.draft.units if unit.role == "responsible"]
    if entry.draft.lead_units or len({unit.name.text for unit in responsible}) < 2:
        return False
    return not any(mention.role == "lead" for text in entry.measures for mention in text.units)


def _groups(plan: Plan) -> Iterator[Point]:
    """Terms nobody can be found for: vague ones always, others only where a roster is there to ask."""
    found: dict[str, list[tuple[int, Passage]]] = {}
    for entry in plan.entries:
        for unit in entry.draft.units:
            name = unit.name.text
            if not is_group(name):
                continue
            if is_vague(name) or (plan.roster and plan.expanded(name) is None):
                found.setdefault(name, []).append((entry.position, unit.name))
    for name, places in found.items():
        asked = f"{plan.roster.name}的单位名录" if plan.roster and not is_vague(name) else "单位名录"
        message = f"“{name}”是集合称谓，{asked}不能确定包括哪些单位，请逐一列名。"
        findings, passages = [position for position, _ in places], [passage for _, passage in places]
        yield point("group_not_expanded", message, findings=findings, passages=passages)


def _twice(entry: Entry) -> Iterator[Point]:
    names = Counter((unit.role, fold(unit.name.text)) for unit in entry.draft.units)
    for (role, name), times in names.items():
        if times > 1:
            same = [unit.name for unit in entry.draft.units if unit.role == role and fold(unit.name.text) == name]
            message = f"{entry.name}：责任单位中{same[0].text}列了{times}次。"
            yield point("unit_listed_twice", message, findings=[entry.position], passages=same)


def _two_names(plan: Plan) -> Iterator[Point]:
    """市住建局 here, 市住房和城乡建设局 there. A place and its bodies (北石店镇, 北石店镇政府) are not compared."""
    seen: dict[str, tuple[str, int, Passage]] = {}
    for entry in plan.entries:
        named_here = [(unit.name.text, unit.name) for unit in entry.draft.units]
        named_here += [(m.text, text.cut(m.start, m.end)) for text in entry.measures for m in text.units]
        for name, passage in named_here:
            if not is_group(name) and not is_vague(name) and identity(name).stem:
                seen.setdefault(fold(name), (name, entry.position, passage))
    called: dict[object, list[tuple[str, int, Passage]]] = {}
    for one in seen.values():
        called.setdefault(plan.member(one[0]) or identity(one[0]), []).append(one)
    for same in called.values():
        for (name, position, passage), (other, place, passage2) in combinations(same, 2):
            if not _one_place(name, other):
                message = f"{name}和{other}应是同一单位，名称写法不一致。"
                yield point("unit_two_names", message, findings=[position, place], passages=[passage, passage2])


def _one_place(name: str, other: str) -> bool:
    """北石店镇 and 北石店镇党委、政府: a place and its bodies, both in common use."""
    short, long = sorted((fold(name), fold(other)), key=len)
    return long.startswith(short) or without_bodies(short) != short
