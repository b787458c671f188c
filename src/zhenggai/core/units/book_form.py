"""The workbook of units, posts, people and groups: its heads, and how names and days stand in a cell.

Both directions stand side by side here, so that the writer and the reader cannot part. The words are
`catalog/unit_book.toml`; rule and examples: docs/rules/people.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from zhenggai.catalog import pack
from zhenggai.core.dates import find_dates
from zhenggai.core.typography import fold, fold_width

TABLES = ("units", "posts", "people", "groups")
CONTACTS = "contacts"
DAYS = ("valid_from", "valid_to")
NAMES = ("short", "alias", "former")
_DATED = re.compile(r"^(?P<name>.*?)\((?P<days>[^()]*\d{4}[^()]*)\)$", re.DOTALL)

Name = tuple[str, str | None, str | None]


def form() -> dict[str, Any]:
    """The words of the form."""
    return pack("unit_book")


def heads(table: str) -> dict[str, str]:
    """Field -> head of the column as it is written, in the order of the columns."""
    return {field: words[0] for field, words in form()["columns"][table].items()}


def columns_in(row: Iterable[str]) -> dict[int, str]:
    """The heads of a row that the form knows, by column: the folded head."""
    known = _known_heads()
    return {column: head for column, text in enumerate(row) if (head := _head(text)) in known}


def fields_of(table: str, row: Mapping[int, str]) -> dict[int, str]:
    """Column -> field, for a table; the first of two columns with one meaning counts."""
    found: dict[int, str] = {}
    for column, head in row.items():
        field = _fields(table).get(head)
        if field and field not in found.values():
            found[column] = field
    return found


def table_of(row: Mapping[int, str], sheet: str) -> str | None:
    """Which table the heads of a row begin: the one the sheet is named for, if it has its columns; else the first one
    that has all it needs."""
    named = [table for table in TABLES if form()["sheets"][table] == sheet]
    order: list[str] = [*named, *form()["needs"]]
    for table in order:
        if set(form()["needs"][table]) <= set(fields_of(table, row).values()):
            return table
    return None


def is_dropped(head: str) -> bool:
    """Whether a column holds what is not taken in: phone numbers and the like."""
    return _head(head) in {_head(word) for word in form()["dropped"]}


def is_passed(head: str) -> bool:
    """Whether a column says nothing of units and people."""
    return _head(head) in {_head(word) for word in form()["passed"]}


def is_closing(text: str) -> bool:
    """填表人：…, 备注：…: a line below a table that is no row of it."""
    word = re.split("[:：]", text, maxsplit=1)
    return len(word) == 2 and _head(word[0]) in {_head(one) for one in form()["closing"]}


def lay_names(names: Iterable[Name]) -> str:
    """Names in one cell, a line each, their days in brackets: 西上庄办事处（至2019-12-31）."""
    return "\n".join(text + _laid_days(first, last) for text, first, last in names)


def take_names(cell: str) -> list[Name]:
    """`lay_names` back; also parted by 、 or ；. Days may be printed in any usual form."""
    taken = []
    for piece in _pieces(cell):
        match = _DATED.match(fold_width(piece))
        days = _take_days(match["days"]) if match else None
        name = piece[: match.end("name")].strip() if match and days else piece
        taken.append((name, *(days or (None, None))))
    return taken


def take_day(cell: str) -> str | None:
    """A day out of a cell as ISO; a month stands for its first day; None where it is no date."""
    found = find_dates(cell.strip())
    if len(found) != 1 or found[0].text != cell.strip() or found[0].month is None:
        return None
    return f"{found[0].year:04}-{found[0].month:02}-{found[0].day or 1:02}"


def lay_flag(flag: bool) -> str:
    return str(form()["yes" if flag else "no"][0])


def take_flag(cell: str) -> str | None:
    """yes or no; None where it is neither."""
    for flag in ("yes", "no"):
        if cell.strip() in form()[flag]:
            return flag
    return None


def _pieces(cell: str) -> list[str]:
    parts = re.split(rf"[\n、{''.join(form()['joints'])}]", cell)
    return [part.strip() for part in parts if part.strip()]


def _laid_days(first: str | None, last: str | None) -> str:
    return f"（{first or ''}{form()['until']}{last or ''}）" if first or last else ""


def _take_days(text: str) -> tuple[str | None, str | None] | None:
    first, found, last = text.partition(form()["until"])
    days = [take_day(part) if part.strip() else None for part in (first, last)]
    if not found or any(part.strip() and day is None for part, day in zip((first, last), days, strict=True)):
        return None
    return days[0], days[1]


def _head(text: str) -> str:
    return re.sub(r"\([^()]*\)", "", fold(text)).rstrip(":")


@cache
def _fields(table: str) -> dict[str, str]:
    return {_head(word): field for field, words in form()["columns"][table].items() for word in words}


@cache
def _known_heads() -> frozenset[str]:
    return frozenset(head for table in TABLES for head in _fields(table))
