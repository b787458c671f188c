"""What a name says of its unit: the kind it ends like, the level words that its region leaves out, its place."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from zhenggai.catalog import pack
from zhenggai.core.remembering import remembered
from zhenggai.core.typography import fold
from zhenggai.core.units.identity import unit_key
from zhenggai.core.units.words import alternatives, any_of, ends_as_unit, lexicon

OTHER = "other"
_ENDS = re.compile(r"\([^()]*\)$")


def kind_of_name(name: str) -> str:
    """The kind of unit a name ends like: 区水务局 -> department, 西上庄街道办事处 -> subdistrict; `other` where it
    ends like none. A guess for a person to look at."""
    plain = _ENDS.sub("", fold(name))
    fitting = [(len(ending), kind) for ending, kind in _endings() if plain.endswith(ending)]
    return max(fitting)[1] if fitting else OTHER


@remembered(8192)  # every name of a region is asked for again and again
def identity(name: str, region_code: str = "", region_names: tuple[str, ...] = ()) -> str:
    """What two spellings of one unit of a region share. The region's name and level are left out before a complete
    name: in 140502, named 晋城市城区, 晋城市城区教育局, 城区教育局, 区教育局, 教育局 are one; 市教育局 is another."""
    plain = fold(name)
    for prefix in _prefixes(region_code, region_names):
        rest = plain.removeprefix(prefix)
        if rest != plain and ends_as_unit(rest) and not plain.startswith(tuple(lexicon()["not_levels"])):
            plain = rest
            break
    key = unit_key(plain)
    return "|".join((key.place, key.stem, key.body))


@cache
def _prefixes(region_code: str, region_names: tuple[str, ...]) -> tuple[str, ...]:
    """晋城市城区 -> 晋城市城区, 城区, and 区 by the code; longest first."""
    cut = re.compile(rf"(?:{any_of('text_levels')})(?=.{{2}})")
    named = [fold(name) for name in region_names]
    ends = [name[match.end() :] for name in named for match in cut.finditer(name)]
    return tuple(sorted({*named, *ends, *_levels(region_code)}, key=len, reverse=True))


def _levels(region_code: str) -> tuple[str, ...]:
    """The level words of a county by its code: 140502 -> 区. Nothing where the code is shorter."""
    if len(region_code) < 6:
        return ()
    rows: list[dict[str, Any]] = pack("unit_kinds")["level"]
    last = int(region_code[4:6])
    return tuple(word for row in rows if row["first"] <= last <= row["last"] for word in row["words"])


def region_named_by(name: str) -> str:
    """The region whose government has this name: 晋城市城区人民政府 -> 晋城市城区; a name without a body as it is."""
    return re.sub(rf"(?:{alternatives(pack('unit_kinds')['endings']['government'])})$", "", fold(name))


def is_government(name: str) -> bool:
    """Whether the name is a level and its government, which no list of kinds stands for: 区政府, 省人民政府."""
    return _government().fullmatch(fold(name)) is not None


@cache
def _government() -> re.Pattern[str]:
    return re.compile(rf"(?:{any_of('text_levels')})(?:{any_of('text_governments')})")


@cache
def _endings() -> tuple[tuple[str, str], ...]:
    return tuple((ending, kind) for kind, endings in pack("unit_kinds")["endings"].items() for ending in endings)
