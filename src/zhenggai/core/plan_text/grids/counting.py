"""Tables that only count: 县水务局 | 5 | 5 | 0 | 81.8%. Whatever their heads say, they hold no findings."""

from __future__ import annotations

import re
from functools import cache

from zhenggai.core.plan_text.grids.boxes import Grid
from zhenggai.core.plan_text.words.layout_words import any_word

_FIGURES = 3  # figures in a row that counts, its number among them
_ROWS = 2  # rows of a table that counts
_SENTENCE = 24  # a row that holds so long a text tells something


def is_figure(text: str) -> bool:
    """Whether a cell, blanks removed, holds nothing but a figure: 12, 73.3%, 5件."""
    return _figures().fullmatch(text) is not None


def only_counts(grid: Grid) -> bool:
    """Whether the table is made of rows of figures below its heads."""
    counting = [row for row in range(grid.rows) if _counts(grid, row)]
    if len(counting) < _ROWS:
        return False
    below = [row for row in range(counting[0], grid.rows) if len(grid.filled(row)) > 1]
    return len(counting) * 2 > len(below)


def _counts(grid: Grid, row: int) -> bool:
    texts = [box.bare for box in grid.filled(row) if box.row == row]
    n_figures = sum(map(is_figure, texts))
    return n_figures >= _FIGURES and n_figures * 2 > len(texts) and max(map(len, texts)) < _SENTENCE


@cache
def _figures() -> re.Pattern[str]:
    return re.compile(rf"(?:[\d.,%％/=\-A-Z()]|{any_word('rows', 'counters')})+")
