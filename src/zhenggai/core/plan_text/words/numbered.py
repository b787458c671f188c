"""The number that a line begins with, looked up once: most lines begin with none, and many are asked several times."""

from __future__ import annotations

from functools import lru_cache

from zhenggai.core.numbering import Number, leading_number

_REACH = 26  # no number is longer


@lru_cache(maxsize=4096)
def _number(head: str) -> Number | None:
    return leading_number(head)


def number_of(text: str) -> Number | None:
    """The leading number of a text; only its first characters are looked at."""
    return _number(text[:_REACH]) if text else None
