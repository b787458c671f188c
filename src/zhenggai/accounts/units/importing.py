"""A workbook of units, posts, groups and people: tried out row by row, or taken over as a whole.

Trying out is doing it all and taking it back: what the dry run says is what the import does. Nothing is taken over
if one row is wrong; imported twice, the second time changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime

from django.db import transaction

from zhenggai.accounts import trail
from zhenggai.accounts.actors import Actor
from zhenggai.accounts.refusals import UnitRefused
from zhenggai.accounts.unit_models import Unit
from zhenggai.accounts.units import rules
from zhenggai.accounts.units.book import CHANGED, ERROR, NEW, BookRow, ImportRefused, Report, Told
from zhenggai.accounts.units.bringing_people import contact_row, person_row
from zhenggai.accounts.units.bringing_units import Bringing, Outcome, group_row, post_row, unit_row
from zhenggai.accounts.units.seeking import Seeker

_ROWS: dict[str, Callable[[Bringing, BookRow], Outcome]] = {
    "units": unit_row,
    "posts": post_row,
    "groups": group_row,
    "people": person_row,
    "contacts": contact_row,
}


def try_out(
    rows: Sequence[BookRow], *, on: date, region: str = "", remarks: Iterable[str] = (), by: Actor, at: datetime
) -> Report:
    """What an import would do. Nothing of it stays."""
    with transaction.atomic():
        report = _bring(rows, on, region, remarks, by, at)
        transaction.set_rollback(True)
    return report


@trail.act("units.imported")
def import_book(
    name: str,
    rows: Sequence[BookRow],
    *,
    on: date,
    region: str = "",
    remarks: Iterable[str] = (),
    by: Actor,
    at: datetime,
) -> Report:
    """Takes all rows over in one transaction, each through its own act. Raises ImportRefused if one is wrong.

    name: of the file. on: the day from which holds what the rows give no day for. region: code of the units whose
    rows say none."""
    rules.require_keeper(by)
    report = _bring(rows, on, region, remarks, by, at)
    if report.n(ERROR):
        raise ImportRefused(report)
    if report.n(NEW) + report.n(CHANGED):
        changes = {"file": [None, name], "new": [None, report.n(NEW)], "changed": [None, report.n(CHANGED)]}
        trail.record("units.imported", None, by=by, at=at, changes=changes)
    return report


@trail.act("units.exported")
def note_book_export(n_rows: int, region: str, *, by: Actor, at: datetime) -> None:
    """Leaves the entry of a workbook that goes out."""
    rules.require_keeper(by)
    changes = {"rows": [None, n_rows], "region": [None, region]}
    trail.record("units.exported", None, by=by, at=at, changes=changes)


def _bring(rows: Sequence[BookRow], on: date, region: str, remarks: Iterable[str], by: Actor, at: datetime) -> Report:
    go = Bringing(Seeker(rules.region_of(region), on), by, at)
    told: dict[int, Told] = {}
    for table in _ROWS:
        here = [(place, row) for place, row in enumerate(rows) if row.table == table]
        for place, row in _parents_first(here) if table == "units" else here:
            told[place] = _told(go, row)
    return Report(tuple(told[place] for place in sorted(told)), tuple(remarks))


def _told(go: Bringing, row: BookRow) -> Told:
    """One row in a savepoint: a row that is refused leaves nothing, and the others are still looked at."""
    shown = next((row.text(key) for key in ("name", "person", "title", "term", "unit") if row.text(key)), "")
    if row.faults:
        return Told(row.sheet, row.row, ERROR, shown, "".join(row.faults))
    try:
        with transaction.atomic():
            return Told(row.sheet, row.row, *_ROWS[row.table](go, row))
    except UnitRefused as refused:
        go.seeker.forget()
        return Told(row.sheet, row.row, ERROR, shown, refused.message)


def _parents_first(rows: list[tuple[int, BookRow]]) -> list[tuple[int, BookRow]]:
    """Rows of units so that a parent comes before those below it; what runs in a circle comes last, as it stands."""
    waiting, done = list(rows), list[tuple[int, BookRow]]()
    while waiting:
        names = {row.text("name") for _place, row in waiting}
        ready = [one for one in waiting if one[1].text("parent") not in names]
        done += ready or waiting
        waiting = [one for one in waiting if one not in ready] if ready else []
    return done


def region_of_all() -> str:
    """The region that all units share, by code; "" where there are none yet or several."""
    codes = {unit.area for unit in Unit.objects.all()}
    return codes.pop() if len(codes) == 1 else ""
