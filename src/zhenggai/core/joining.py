"""Fields of several findings as those of one: every text once, linked to each place where it stands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from zhenggai.core.plan import AssignedUnit, Role
from zhenggai.core.source import Passage, Span


def joined(passages: Sequence[Passage | None]) -> Passage | None:
    """One after the other, a line each; None where there is none."""
    parts = once(passage for passage in passages if passage)
    if not parts:
        return None
    return Passage("\n".join(part.text for part in parts), tuple(span for part in parts for span in part.spans))


def once(passages: Iterable[Passage]) -> tuple[Passage, ...]:
    """Every text once, linked to each place where it stands."""
    spans: dict[str, dict[Span, None]] = {}
    for passage in passages:
        spans.setdefault(passage.text, {}).update(dict.fromkeys(passage.spans))
    return tuple(Passage(text, tuple(places)) for text, places in spans.items())


def units_once(units: Iterable[AssignedUnit]) -> tuple[AssignedUnit, ...]:
    """Every unit once in each of its roles."""
    names: dict[tuple[str, Role], list[Passage]] = {}
    for unit in units:
        names.setdefault((unit.name.text, unit.role), []).append(unit.name)
    return tuple(AssignedUnit(once(same)[0], role) for (_name, role), same in names.items())


def first_of(values: Iterable[str | None]) -> str | None:
    """The first that is there."""
    return next((value for value in values if value is not None), None)
