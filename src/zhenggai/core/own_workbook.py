"""The workbook that we write ourselves: its name for itself, its heads, and how lists stand in one cell.

Both directions stand side by side here, so that the writer and the reader cannot part. Rule and
examples: docs/rules/workbook.md.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from zhenggai.catalog import pack

PROPERTY = "zhenggai.ledger"  # the custom property of the file that says it is ours
VERSION = "1"
ABOUT = "zhenggai.about."  # what each sheet's paper said of itself, as JSON in numbered pieces
_PIECE = 250  # characters: a property holds 255 at most
_DEEPEST = 200  # levels of headings that a review may give a finding
ENOUGH = 5  # of our heads in a row, 存在问题 among them, make it the header
GOES_ON = "↳"  # before a line of an entry that would otherwise read as the next one
_NUMBER = re.compile(r"[（(]\d{1,4}[）)]\s*")


def form() -> dict[str, Any]:
    """The words of the form: `heads` by key, `marks` by role, `no_title`, `cut` (closes a text beyond a cell)."""
    return pack("ledger_form")


def heading_head(level: int, depth: int) -> str:
    """The head of a column of headings, level from 0: 问题类别（二级）; without a level where there is but one."""
    words = form()
    count = words["levels"][level] if level < len(words["levels"]) else level + 1
    return f"{words['heading']}（{count}{words['level_end']}）" if depth > 1 else str(words["heading"])


@cache
def _keys() -> dict[str, str]:
    words = form()
    deep = {heading_head(level, 2): f"heading{level}" for level in range(_DEEPEST)}
    return {head: key for key, head in words["heads"].items()} | {words["heading"]: "heading0"} | deep


def key_of(head: str) -> str | None:
    """What a column of ours holds, by its exact head: 存在问题 -> problem, 问题类别（二级） -> heading1."""
    return _keys().get(head)


def is_header(heads: Sequence[str]) -> bool:
    """Whether a row of cells is the header of our ledger. Columns may be moved, removed or added."""
    known = {key for head in heads if (key := key_of(head))}
    return "problem" in known and len(known) >= ENOUGH


def lay_list(items: Sequence[str], *, always: bool = False) -> str:
    """The entries of a list as the text of one cell: one alone as it is, several numbered on lines of their own.
    always: number them all the same."""
    if not always and len(items) == 1 and "\n" not in items[0] and not _NUMBER.match(items[0]):
        return items[0]
    return "\n".join(f"（{place}）{_indented(item)}" for place, item in enumerate(items, 1))


def _indented(item: str) -> str:
    first, *further = item.split("\n")
    return "\n".join([first, *(GOES_ON + one if _NUMBER.match(one) or one[:1] == GOES_ON else one for one in further)])


def take_list(lines: Sequence[str]) -> list[list[tuple[int, int]]] | None:
    """The entries of a numbered cell: for each the lines it takes, as (position, where its own words begin).
    None where the cell is not numbered as `lay_list` does it."""
    if not lines or not _NUMBER.match(lines[0]):
        return None
    items: list[list[tuple[int, int]]] = []
    for position, line in enumerate(lines):
        if number := _NUMBER.match(line):
            items.append([(position, number.end())])
        else:
            items[-1].append((position, 1 if line[:1] == GOES_ON else 0))
    return [item for item in items if any(begin < len(lines[position]) for position, begin in item)]


def properties_of(about: Mapping[str, Mapping[str, Any]]) -> dict[str, str]:
    """The custom properties of the file. about: sheet name -> what its paper said of itself."""
    told = json.dumps(about, separators=(",", ":")).replace("_", r"\u005f")  # _x0041_ would read as a sign
    pieces = {f"{ABOUT}{n // _PIECE:04}": told[n : n + _PIECE] for n in range(0, len(told), _PIECE)}
    return {PROPERTY: VERSION, **pieces}


def about_in(properties: Mapping[str, str]) -> str:
    """What `properties_of` put down, as JSON text; "" where the file is none of ours, "{}" where the rest is broken."""
    if properties.get(PROPERTY) != VERSION:
        return ""
    told = "".join(properties[name] for name in sorted(properties) if name.startswith(ABOUT))
    try:
        return told if isinstance(json.loads(told), dict) else "{}"
    except (ValueError, RecursionError):
        return "{}"
