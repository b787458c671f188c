"""The units of a finding in their columns: as people write them where that reads back the same, else numbered.

Several units stand one to a line: a line break parts them without doubt where 、 may belong to a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from zhenggai.core.own_workbook import lay_list
from zhenggai.core.plan import AssignedUnit
from zhenggai.core.plan_text.own_ledger import units_in
from zhenggai.core.source import Line, Source
from zhenggai.core.typography import tidy
from zhenggai.core.units.names import ends_as_unit, is_group

COLUMNS = ("lead_units", "units", "supporting_units", "supervising_units", "accepting_units")
_MARK = re.compile(r"（(?:牵头|配合|督导)）$")
Names = tuple[str, ...]
Columns = Mapping[str, Sequence[str]]


@lru_cache(maxsize=1024)  # each column of a row asks for all of them
def unit_cells(lead: Names, units: Names, supporting: Names, supervising: Names, accepting: Names) -> Mapping[str, str]:
    """The text of each column that is not empty. Arguments: the names of `as_ledger` under these keys."""
    wanted = (lead, units, supporting, supervising, accepting)
    columns = _by_role(*wanted)
    listed = {key: _listed(names) for key, names in columns.items() if names}
    if _read_back(listed) == wanted:
        return listed
    numbered = {key: lay_list(names, always=True) for key, names in columns.items() if names}
    if _read_back(numbered) == wanted:
        return numbered
    marked = {"units": tuple(_marked(*wanted)), "accepting_units": tuple(f"{one}（验收）" for one in accepting)}
    return {key: lay_list(names, always=True) for key, names in marked.items() if names}


def _listed(units: Sequence[str]) -> str:
    """One unit to a line; an elliptic name (西上庄、钟家庄街道) stays on the line of the name that completes it."""
    text = ""
    for place, unit in enumerate(units):
        last, name = place == len(units) - 1, _MARK.sub("", unit)
        text += unit if last else unit + ("\n" if ends_as_unit(name) or is_group(name) else "、")
    return text


def _by_role(lead: Names, units: Names, supporting: Names, supervising: Names, accepting: Names) -> Columns:
    """The units column by column. Where the columns would not keep the printed order, the units that act stand in
    one column with the marks of their roles."""
    apart = (*supporting, *supervising)
    own = [unit for unit in units if unit in lead or unit not in apart]
    if list(dict.fromkeys([*own, *apart])) != list(units):
        roles = {"（牵头）": lead, "（配合）": supporting, "（督导）": supervising}
        marked = [one + next((mark for mark, names in roles.items() if one in names), "") for one in units]
        return {"units": marked, "accepting_units": accepting}
    others = {"supporting_units": supporting, "supervising_units": supervising, "accepting_units": accepting}
    if tuple(own[: len(lead)]) == lead:
        return {"lead_units": lead, "units": own[len(lead) :], **others}
    return {"units": [f"{unit}（牵头）" if unit in lead else unit for unit in own], **others}


def _marked(lead: Names, units: Names, supporting: Names, supervising: Names, _accepting: Names) -> Iterator[str]:
    """Every unit with the mark of each role it has, in printed order."""
    for unit in dict.fromkeys(units):
        marks = (
            ["（牵头）"] * lead.count(unit) + ["（配合）"] * (unit in supporting) + ["（督导）"] * (unit in supervising)
        )
        yield from (unit + mark for mark in marks or ["（责任）"])


def _read_back(cells: Mapping[str, str]) -> tuple[Names, ...]:
    """What the reader will make of the cells, in the order of the arguments of `unit_cells`."""
    lines: list[Line] = []
    row: dict[str, tuple[int, ...]] = {}
    for key in COLUMNS:
        texts = [text for text in map(tidy, cells.get(key, "").split("\n")) if text]
        row[key] = tuple(range(len(lines), len(lines) + len(texts)))
        lines += [Line(len(lines) + place, text) for place, text in enumerate(texts)]
    units = units_in(Source("", "", "", tuple(lines)), row)
    acting = tuple(dict.fromkeys(unit.name.text for unit in units if unit.role != "accepting"))
    lead = tuple(unit.name.text for unit in units if unit.role == "lead")
    return (lead, acting, *(_once(units, role) for role in ("supporting", "supervising", "accepting")))


def _once(units: Sequence[AssignedUnit], role: str) -> Names:
    return tuple(dict.fromkeys(unit.name.text for unit in units if unit.role == role))
