"""Units that were typed or pasted are parted as a printed list is, as docs/rules/reviewing.md says."""

from __future__ import annotations

import pytest

from tests.core.rule_tables import pieces, rows
from zhenggai.core.typed_units import typed_units


@pytest.mark.parametrize("row", rows("reviewing.md", "Typed into 责任"), ids=" ".join)
def test_a_line_is_taken_as_the_table_says(row: list[str]) -> None:
    typed, has, expected = row
    taken = typed_units([(typed, "responsible")], {has})
    assert [f"{name}<{role}>" if role != "responsible" else name for name, role in taken] == pieces(expected)


def test_one_unit_may_hold_two_roles_but_none_twice() -> None:
    taken = typed_units([("县水利局", "lead"), ("县水利局、县水利局", "accepting"), ("县水利局", "accepting")])
    assert taken == [("县水利局", "lead"), ("县水利局", "accepting")]
