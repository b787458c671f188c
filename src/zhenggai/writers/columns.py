"""Text laid out in columns of a terminal, where a Chinese character takes two."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence


def width_of(text: str) -> int:
    """Columns a text takes: two for wide and full-width characters, none for combining ones, one for the rest."""
    return sum(_width(character) for character in text)


def _width(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in ("Cf", "Mn"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def wrap(text: str, width: int, *, hang: bool = True) -> list[str]:
    """A text cut into lines of at most `width` columns; line breaks in it are kept. At least one line.
    With `hang` a stop may stand over the edge rather than open the next line."""
    lines: list[str] = []
    for piece in text.split("\n"):
        line, taken = "", 0
        for character in piece:
            size = _width(character)
            if line and taken + size > max(width, 2) and not (hang and character in _NOT_FIRST):
                lines.append(line)
                line, taken = "", 0
            line, taken = line + character, taken + size
        lines.append(line)
    return lines


# Stops that may hang over the edge but do not open a line.
_NOT_FIRST = "，。；：、！？”’）》〉】,.;:!?)"


def clip(lines: Sequence[str], most: int, width: int) -> list[str]:
    """At most `most` lines, the last with … where something was left out."""
    if len(lines) <= most:
        return list(lines)
    last = lines[most - 1]
    while width_of(last) > width - 2 and last:
        last = last[:-1]
    return [*lines[: most - 1], last + "…"]


def pad(text: str, width: int) -> str:
    """A text filled with blanks to `width` columns."""
    return text + " " * max(0, width - width_of(text))


def table(heads: Sequence[str], body: Sequence[Sequence[str]], widths: Sequence[int], most: int = 4) -> str:
    """A table ruled with lines; cells are wrapped to their widths and cut after `most` lines."""
    rule = "+".join(["", *("-" * (width + 2) for width in widths), ""])
    lines = [rule, _line(heads, widths), rule]
    for cells in body:
        wrapped = [clip(wrap(cell, width, hang=False), most, width) for cell, width in zip(cells, widths, strict=True)]
        height = max(len(cell) for cell in wrapped)
        for place in range(height):
            lines.append(_line([cell[place] if place < len(cell) else "" for cell in wrapped], widths))
        lines.append(rule)
    return "\n".join(lines)


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    return "|".join(["", *(f" {pad(cell, width)} " for cell, width in zip(cells, widths, strict=True)), ""])
