"""Blanks and widths of printed Chinese: one normal form for text, one folded form for comparing."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache

# Control characters (C0 and C1: U+009B alone begins a terminal's escape sequence), zero width, marks of direction.
_CONTROLS = [range(9), (11, 12), range(14, 32), (0x7F,), range(0x80, 0x85), range(0x86, 0xA0)]
_INVISIBLE = [
    (0xAD, 0x61C, 0xFEFF, 0xFFFE, 0xFFFF),
    range(0x200B, 0x2010),
    range(0x202A, 0x202F),
    range(0x2060, 0x2070),
]
_CONTROL = dict.fromkeys(code for codes in [*_CONTROLS, *_INVISIBLE] for code in codes)
_BLANKS = re.compile(r"[\s\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+")
# Word breaks and converters leave blanks between Chinese characters that nobody printed on purpose.
_WIDE = r"\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3001-\u303f\u2018-\u201d\u2014\u2026〇"


def tidy(text: str) -> str:
    """A line in normal form: control, direction and zero-width characters out, runs of blanks folded to one, ends
    stripped. Punctuation and width stay as printed."""
    return _BLANKS.sub(" ", text.translate(_CONTROL)).strip()


def join(parts: Iterable[str]) -> str:
    """Lines of one sentence joined: no blank between Chinese characters or inside a number, one between Latin words."""
    joined = ""
    for part in parts:
        if joined and part and not (is_wide(joined[-1]) or is_wide(part[0]) or (joined[-1] + part[0]).isdecimal()):
            joined += " "
        joined += part
    return joined


def is_wide(character: str) -> bool:
    """True for Chinese characters and full-width punctuation."""
    return _is_wide().match(character) is not None


def fold(text: str) -> str:
    """For comparing only: width folded (NFKC), blanks removed, lower case. May change the length of the text."""
    return _BLANKS.sub("", unicodedata.normalize("NFKC", text)).lower()


def fold_width(text: str) -> str:
    """Full-width ASCII folded to half width, character by character, so that positions stay the same."""
    # A text holds few different wide signs: replacing each is twice as fast as `translate`, which looks at every place.
    for wide in set(_FULL_WIDTH.findall(text)):
        text = text.replace(wide, _HALF[wide])
    return text


def fold_sign(character: str) -> str:
    """`fold_width` of one character."""
    return _HALF.get(character, character)


_HALF = {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)} | {"\u3000": " "}
_FULL_WIDTH = re.compile("[\uff01-\uff5e\u3000]")


@cache
def _is_wide() -> re.Pattern[str]:
    return re.compile(f"[{_WIDE}]")
