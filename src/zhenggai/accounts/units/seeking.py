"""Which unit a cell of a workbook means, while the rows before it are being written."""

from __future__ import annotations

from datetime import date

from zhenggai.accounts.managers import overlapping
from zhenggai.accounts.refusals import UnitRefused
from zhenggai.accounts.unit_models import Unit, UnitKind, UnitName
from zhenggai.accounts.units.meaning import meaning
from zhenggai.accounts.units.names import KnownName, NameBook, name_book


class Seeker:
    """Finds units of one region by name; books of names are kept and told of every name that is added."""

    def __init__(self, region: str, on: date) -> None:
        self.region = region
        self.on = on
        self._books: dict[tuple[date | None, str], NameBook] = {}

    def learn(self, unit: Unit, name: UnitName | None = None) -> None:
        """A unit or one of its names is new."""
        if name is None and unit.kind in (UnitKind.GOVERNMENT, UnitKind.DISTRICT, UnitKind.COUNTY, UnitKind.CITY):
            self._books.clear()
        key = meaning().name_key(unit.name)
        known = KnownName(unit.pk, unit.name, key, unit.valid_from, unit.valid_to)
        if name is not None:
            known = KnownName(unit.pk, name.text, name.key, name.valid_from, name.valid_to)
        for (day, area), book in self._books.items():
            exists = day is None or ((unit.valid_from or day) <= day <= (unit.valid_to or day))
            if exists and unit.region_code.startswith(area):
                book.add(known)

    def forget(self) -> None:
        """A unit ended, was renamed or went to another region."""
        self._books.clear()

    def unit(self, name: str, day: date | None = None) -> Unit | None:
        """The unit of a name on a day, else on any day, else outside of the region. Refused (`several_units`) where
        the name cannot tell."""
        for asked, region in ((day or self.on, self.region), (None, self.region), (None, "")):
            found = self._book(asked, region).find(name)
            if len(found) > 1:
                told = "、".join(map(str, Unit.objects.filter(pk__in=found).order_by("id")))
                raise UnitRefused("several_units", f"“{name}”可能是{told}，请写全名称。")
            if found:
                return Unit.objects.select_related("parent").get(pk=found[0])
        return None

    def needed(self, name: str, day: date | None = None) -> Unit:
        unit = self.unit(name, day)
        if unit is None:
            raise UnitRefused("no_unit", f"没有登记单位“{name}”，请先在“单位”表里登记，或核对名称。")
        return unit

    def of_row(self, name: str, region: str, first: date | None, last: date | None) -> Unit | None:
        """The unit that a row of the sheet of units is about: it bears or bore the name letter for letter."""
        area = (region or self.region)[:6]
        rows = Unit.objects.filter(names__key=meaning().name_key(name), region_code__startswith=area)
        found = list(rows.select_related("parent").distinct())
        if len(found) > 1:
            found = [unit for unit in found if (unit.valid_from, unit.valid_to) == (first, last)] or found
        if len(found) > 1:
            found = list(rows.filter(overlapping(first or self.on, last)).select_related("parent").distinct())
        if len(found) > 1:
            raise UnitRefused("several_units", f"“{name}”在不同时期是不同的单位，请写明设立日期和撤销日期。")
        if found and first and found[0].valid_to and found[0].valid_to < first:
            return None
        return found[0] if found else None

    def _book(self, day: date | None, region: str) -> NameBook:
        place = (day, region[:6])
        if place not in self._books:
            self._books[place] = name_book(day, region)
        return self._books[place]
