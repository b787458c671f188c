"""How a ledger can be sorted."""

from __future__ import annotations

import re

from zhenggai.core.numbering import MOST_DIGITS

# What a person may sort by, and the column that does it. Numbers are text and sorted by `number_key` afterwards.
SORTS = {
    "position": "position",
    "number": "position",
    "feedback_number": "position",
    "due": "due_on",
    "first_due": "first_due_on",
    "heading": "top_heading",
}


def number_key(number: str) -> tuple[bool, list[tuple[bool, int, str]]]:
    """Numbers as people count: 2 before 10, letters after figures, no number last. A run of more digits than anybody
    counts with is a word."""
    parts = re.findall(r"\d+|\D+", number)
    counts = ((part, part.isdecimal() and len(part) <= MOST_DIGITS) for part in parts)
    return not number, [(False, int(part), "") if is_count else (True, 0, part) for part, is_count in counts]
