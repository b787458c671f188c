"""Every name of a day in memory, and which unit a name means.

A name is sought in four turns, and the first that finds any unit decides: a name borne that day, letter for letter; a
former name, letter for letter; then both again by what spellings of one unit share. Bodies behind the name of a place
are left out at last: 北石店镇党委、政府 is 北石店镇.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from zhenggai.accounts.managers import holding
from zhenggai.accounts.unit_models import AREA_DIGITS, NameKind, UnitKind, UnitName
from zhenggai.accounts.units.meaning import meaning

_PLACES = (UnitKind.GOVERNMENT, UnitKind.COUNTY, UnitKind.DISTRICT, UnitKind.CITY, UnitKind.BANNER)


@dataclass(frozen=True, slots=True)
class KnownName:
    """A name as `UnitName` holds it."""

    unit_id: int
    text: str
    key: str
    valid_from: date | None
    valid_to: date | None


@dataclass(slots=True)
class NameBook:
    """The names of the units that exist on a day. region: of the one who asks; its own level is left out of names."""

    on: date | None
    region: str = ""
    region_names: tuple[str, ...] = ()
    _turns: list[dict[str, list[int]]] = field(default_factory=lambda: [{}, {}, {}, {}])

    def add(self, name: KnownName) -> None:
        """A name of a unit that exists on the day; one that begins later is not yet known by it."""
        if self.on and name.valid_from and name.valid_from > self.on:
            return
        past = int(self.on is not None and name.valid_to is not None and name.valid_to < self.on)
        for turn, key in ((past, name.key), (past + 2, self._identity(name.text))):
            self._turns[turn].setdefault(key, []).append(name.unit_id)

    def find(self, name: str) -> list[int]:
        """The units that a name means: one, none, or several between which the name cannot tell."""
        if not name.strip():
            return []
        base = meaning().without_bodies(name)
        return self._find(name) or (self._find(base) if base and base != name else [])

    def exactly(self, name: str) -> list[int]:
        """The units that bear or bore the name letter for letter."""
        key = meaning().name_key(name)
        return _distinct(self._turns[0].get(key, ())) or _distinct(self._turns[1].get(key, ()))

    def _find(self, name: str) -> list[int]:
        keys = (meaning().name_key(name),) * 2 + (self._identity(name),) * 2
        for turn, key in zip(self._turns, keys, strict=True):
            if found := turn.get(key):
                return _distinct(found)
        return []

    def _identity(self, name: str) -> str:
        return meaning().identity(name, self.region[:AREA_DIGITS], self.region_names)


def name_book(on: date | None, region: str = "") -> NameBook:
    """The names of a day. region: a code; names of its county only, all where it is empty. Two queries."""
    area = region[:AREA_DIGITS]
    rows = UnitName.objects.filter(holding(on, "unit__"))
    if area:
        rows = rows.filter(unit__region_code__startswith=area)
    places = (
        rows.filter(kind=NameKind.OFFICIAL, unit__kind__in=_PLACES, unit__region_code=area) if area else rows.none()
    )
    named = tuple(sorted({meaning().region_named_by(text) for text in places.values_list("text", flat=True)}))
    book = NameBook(on, area, named)
    fields = ("unit_id", "text", "key", "valid_from", "valid_to")
    for row in rows.order_by("unit_id", "id").values_list(*fields):
        book.add(KnownName(*row))
    return book


def _distinct(units: Iterable[int]) -> list[int]:
    return list(dict.fromkeys(units))
