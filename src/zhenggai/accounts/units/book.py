"""What a workbook of units and people says row by row, and what became of each row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from zhenggai.accounts.refusals import UnitRefused

NEW, CHANGED, SAME, ERROR = "new", "changed", "same", "error"
SAID = {NEW: "新增", CHANGED: "变化", SAME: "相同", ERROR: "错误"}


@dataclass(frozen=True, slots=True)
class DatedName:
    """A name in a cell, with the days it was borne."""

    text: str
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True, slots=True)
class BookRow:
    """A row of a table. table: units, posts, people, groups or contacts. row: as the sheet counts. cells: field ->
    text; a field that the row leaves empty is not in it. faults: what could not be understood, in sentences."""

    table: str
    sheet: str
    row: int
    cells: Mapping[str, str] = field(default_factory=dict)
    days: Mapping[str, date] = field(default_factory=dict)
    names: Mapping[str, tuple[DatedName, ...]] = field(default_factory=dict)
    faults: tuple[str, ...] = ()

    def text(self, key: str) -> str:
        return self.cells.get(key, "")

    def day(self, key: str) -> date | None:
        return self.days.get(key)


@dataclass(frozen=True, slots=True)
class Told:
    """What became of a row. said: the sentence of an error, else the fields that are new or changed (old → new)."""

    sheet: str
    row: int
    status: str
    what: str
    said: str = ""

    @property
    def sentence(self) -> str:
        said = f"：{self.said}" if self.said else ""
        return f"{SAID[self.status]}  {self.sheet} 第{self.row}行  {self.what}{said}"


@dataclass(frozen=True, slots=True)
class Report:
    """Every row of a workbook in its order, and what was not read at all (`remarks`)."""

    told: tuple[Told, ...]
    remarks: tuple[str, ...] = ()

    def n(self, status: str) -> int:
        return sum(one.status == status for one in self.told)

    @property
    def summary(self) -> str:
        return "，".join(f"{said}{self.n(status)}行" for status, said in SAID.items()) + "。"

    @property
    def lines(self) -> list[str]:
        """All that a person must look at: remarks and every row that is not the same."""
        return [*self.remarks, *(one.sentence for one in self.told if one.status != SAME), self.summary]


class ImportRefused(UnitRefused):
    """Rows of the workbook are wrong; nothing of it was taken over. report: every row."""

    def __init__(self, report: Report) -> None:
        super().__init__("rows_wrong", f"有{report.n(ERROR)}行不能导入，整份文件都没有导入；请按提示修改后再导入。")
        self.report = report


def rows_of(read: Iterable[Mapping[str, Any]]) -> list[BookRow]:
    """Rows out of the JSON that the guarded child answers."""
    return [
        BookRow(
            one["table"],
            one["sheet"],
            one["row"],
            one["cells"],
            {key: date.fromisoformat(day) for key, day in one["days"].items()},
            {key: tuple(_name(name) for name in names) for key, names in one["names"].items()},
            tuple(one["faults"]),
        )
        for one in read
    ]


def _name(name: Mapping[str, str | None]) -> DatedName:
    first, last = name["valid_from"], name["valid_to"]
    return DatedName(
        str(name["text"]), date.fromisoformat(first) if first else None, date.fromisoformat(last) if last else None
    )
