"""How high a row and how wide a column must be for wrapped text: not every office suite works it out on opening."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from math import ceil

LINE = 15.75  # points (21 pixels) that one line takes, at 11 points in a Chinese font
HIGHEST = 409.0  # points; no row of a workbook can be higher
WIDEST = 100
WIDE = 2.1  # a Chinese character beside the digit that column widths are counted in


def height_of(cells: Sequence[str], widths: Sequence[int]) -> float:
    """Points for a row of wrapped texts in columns of these widths."""
    lines = max((lines_of(text, width) for text, width in zip(cells, widths, strict=True)), default=1)
    return min(lines * LINE, HIGHEST)


def width_for(texts: Sequence[str], usual: int) -> int:
    """The usual width of a column, or a larger one (up to 100) where the longest text would not fit into a row."""
    width = usual
    while width < WIDEST and any(lines_of(text, width) * LINE > HIGHEST for text in texts):
        width = min(width + 8, WIDEST)
    return width


def lines_of(text: str, width: int) -> int:
    """Lines that a text takes; a line may end a character early, since 。 never opens the next."""
    room = max(width - WIDE, WIDE)
    return sum(max(1, ceil(_length(line) / room)) for line in text.split("\n"))


def _length(line: str) -> float:
    return sum(WIDE if unicodedata.east_asian_width(char) in "WFA" else 1.0 for char in line)
