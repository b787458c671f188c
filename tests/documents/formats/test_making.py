"""What the quick makers make cannot be told from what the constructors make."""

from __future__ import annotations

import copy
import dataclasses

import pytest

from zhenggai.core.source import Cell, Line, Place, Table
from zhenggai.documents.formats.making import make_cell, make_cell_place, make_line, make_place


def test_a_line_is_a_line_like_any_other() -> None:
    place = Place(paragraph=3)
    made, usual = (
        make_line(1, "文", place, "一、", 2, True, True, True),
        Line(1, "文", place, "一、", 2, True, True, True),
    )
    assert type(made) is Line
    assert made == usual
    assert hash(made) == hash(usual)
    assert repr(made) == repr(usual)
    assert dataclasses.asdict(made) == dataclasses.asdict(usual)
    assert copy.deepcopy(made) == usual
    assert made.printed == "一、文"
    with pytest.raises(dataclasses.FrozenInstanceError):
        made.text = "改"  # type: ignore[misc]


def test_places_are_places_like_any_other() -> None:
    assert make_place("footnote", "甲.docx", 2, 5) == Place("footnote", "甲.docx", None, 2, 5)
    assert make_cell_place(None, 1, 2, 3, 4) == Place(page=1, table=2, row=3, column=4)
    assert hash(make_cell_place(None, 1, 2, 3, 4)) == hash(Place(page=1, table=2, row=3, column=4))


def test_a_cell_is_a_cell_like_any_other() -> None:
    inner = Table(1, 1, ())
    assert make_cell(1, 2, (3,), 4, 5, True, (inner,)) == Cell(1, 2, (3,), 4, 5, True, (inner,))


def test_every_field_has_its_slot() -> None:
    assert set(Line.__slots__) == {field.name for field in dataclasses.fields(Line)}
    assert set(Cell.__slots__) == {field.name for field in dataclasses.fields(Cell)}
    assert set(Place.__slots__) == {field.name for field in dataclasses.fields(Place)}
