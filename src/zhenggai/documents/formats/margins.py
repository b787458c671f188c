"""A margin that broke few lines of a plain text: most paragraphs are short, so the lines tell by how they are cut.

A line is cut where it ends without a stop, the next begins neither an item nor a label, and what stands at the
beginning of the next would not have fitted.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import dropwhile, pairwise

from zhenggai.core.typography import tidy
from zhenggai.core.units.names import ends_as_unit, is_rest_of_a_name
from zhenggai.documents.formats.reflow import BEGINS_ITEM, cannot_begin, stands_open

Measure = Callable[[str], int]
_ENDS = tuple("。！？；;：:")
_SEPARATORS = re.compile("[、，,：:]")
_FIRST_UNIT = re.compile(r"\s*[（(《“‘「『【]*(?:[!-~]+|.)[，。、；：！？）》”’」』】)]*(?:(?<=[.）)]).)?")
_LEAST_SHARE = 0.6  # of the lines left open, that the margin must have cut
_WIDTHS = range(12, 131)


def reaches(line: str, following: str, measure: Measure, width: int) -> bool:
    """True where the beginning of the following line would not have fitted behind the line."""
    unit = _FIRST_UNIT.match(following)
    return unit is not None and measure(line.rstrip() + unit[0].strip()) > width


def n_cut(lines: Sequence[str], measure: Measure, width: int) -> int:
    """How many lines the margin cut."""
    return sum(_goes_on(*pair) and reaches(*pair, measure, width) for pair in pairwise(lines))


def few_cuts(lines: Sequence[str], measure: Measure) -> int | None:
    """The margin of a text that it cut in few places, in the unit of `measure`; None where nothing shows one.

    lines: with the empty ones between paragraphs. A cut is believed where the margin made most of the lines that are
    left open below the first item; a single one only where no line can end so.
    """
    below = [*dropwhile(lambda line: BEGINS_ITEM.match(tidy(line)) is None, lines)]
    width = max((measure(line.rstrip()) for line in below), default=0)
    if width not in _WIDTHS:
        return None
    left_open = [pair for pair in pairwise(below) if _goes_on(*pair)]
    cut = [pair for pair in left_open if reaches(*pair, measure, width)]
    needed = 1 if any(_is_torn(*pair) for pair in cut) else 2
    return width if len(cut) >= max(needed, len(left_open) * _LEAST_SHARE) else None


def _goes_on(line: str, following: str) -> bool:
    line, text = tidy(line), tidy(following)
    if not line or not text:
        return False
    return stands_open(line) or (not line.endswith(_ENDS) and BEGINS_ITEM.match(text) is None)


def _is_torn(line: str, following: str) -> bool:
    """True where no line can end so: in 、, inside a bracket, in a name that the next line completes."""
    line, following = tidy(line), tidy(following)
    if line.endswith(("、", "，")) or stands_open(line) or cannot_begin(following):
        return True
    last, first = _SEPARATORS.split(line)[-1], _SEPARATORS.split(following)[0]
    if not ends_as_unit(last) or is_rest_of_a_name(first):
        return True
    return ends_as_unit(last + first) and not ends_as_unit(first)
