"""Characters of a page region put together to lines as printed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from zhenggai.core.typography import is_wide
from zhenggai.documents.formats.page_parts import Glyph

_SAME_LINE = 0.5  # of the font size that two characters of one line may differ
_SPACE = 0.2  # of the font size that parts two Latin words
_WIDE_SPACE = 0.7  # ... and that parts Chinese characters: justified lines and the join to Latin stay below
_COLUMN_GAP = 1.5  # ... and that parts columns of text without rulings
_OVERPRINT = 0.2


@dataclass(slots=True)
class TextLine:
    """A line of text with its box. segments: x positions at which text begins after a wide gap, the first included."""

    text: str
    left: float
    right: float
    top: float
    bottom: float
    size: float
    bold: bool
    page: int
    segments: tuple[tuple[float, int], ...]  # x of the beginning, index of its first character in `text`

    @property
    def middle(self) -> float:
        """Height on the page at which the line stands."""
        return (self.top + self.bottom) / 2


def text_lines(glyphs: Iterable[Glyph], page: int) -> list[TextLine]:
    """The lines of the characters from top to bottom; characters printed twice to look bold count once."""
    rows: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda item: item.middle):
        if rows and glyph.middle - _middle(rows[-1]) <= _SAME_LINE * max(glyph.size, rows[-1][0].size):
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
    lines = (_line(sorted(row, key=lambda item: item.left), page) for row in rows)
    return [line for line in lines if line is not None]


def _middle(row: Sequence[Glyph]) -> float:
    return row[0].middle if len(row) == 1 else row[len(row) // 2].middle


def _line(row: Sequence[Glyph], page: int) -> TextLine | None:
    """One line; None where it holds blanks only."""
    pieces: list[str] = []
    segments: list[tuple[float, int]] = []
    before: Glyph | None = None
    length = 0
    for glyph in row:
        if glyph.character.isspace():
            continue
        if before is not None and _is_overprint(before, glyph):
            continue
        gap = glyph.left - before.right if before is not None else 0.0
        size = max(glyph.size, 1.0)
        if before is None or gap > _COLUMN_GAP * size:
            if before is not None:
                pieces.append(" ")
                length += 1
            segments.append((glyph.left, length))
        elif _parts_words(before, glyph, gap / size):
            pieces.append(" ")
            length += 1
        pieces.append(glyph.character)
        length += len(glyph.character)
        before = glyph
    if before is None:
        return None
    printed = [glyph for glyph in row if not glyph.character.isspace()]
    sizes = sorted(glyph.size for glyph in printed)
    return TextLine(
        "".join(pieces),
        printed[0].left,
        max(glyph.right for glyph in printed),
        min(glyph.top for glyph in printed),
        max(glyph.bottom for glyph in printed),
        sizes[len(sizes) // 2],
        sum(glyph.bold for glyph in printed) > len(printed) * 0.9,
        page,
        tuple(segments),
    )


def _is_overprint(before: Glyph, glyph: Glyph) -> bool:
    near = abs(glyph.left - before.left) < _OVERPRINT * glyph.size
    return near and glyph.character == before.character


def _parts_words(before: Glyph, glyph: Glyph, gap: float) -> bool:
    if is_wide(before.character) or is_wide(glyph.character):
        return gap > _WIDE_SPACE
    return gap > _SPACE
