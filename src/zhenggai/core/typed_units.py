"""Units a person typed or pasted, parted as the reader parts a printed list."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from zhenggai.core.plan import Role
from zhenggai.core.units.names import split_units

Named = tuple[str, Role]


def typed_units(lines: list[Named], known: Collection[str] = ()) -> list[Named]:
    """The units of all lines, each line with the role of its field; in order, none twice in one role.

    A name the finding has already (known) stays whole however it is written, and so does a line in which the reader
    sees no unit. A mark beside a name (（牵头）) outweighs the field it stands in.
    """
    return list(dict.fromkeys(unit for text, role in lines for unit in _units_of(text, role, known)))


def _units_of(text: str, role: Role, known: Collection[str]) -> Iterator[Named]:
    mentions = [] if text in known else split_units(text)
    for one in mentions:
        yield one.text, one.role or role
    if not mentions:
        yield text, role
