"""Answers kept for the same short text asked again: the findings of a list share few units, deadlines and heads."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Concatenate, ParamSpec, TypeVar

_LONGEST = 160  # characters; longer texts come once, and thousands of them would fill the memory

_Rest = ParamSpec("_Rest")
_Answer = TypeVar("_Answer")
_Question = Callable[Concatenate[str, _Rest], _Answer]


def remembered(size: int) -> Callable[[_Question[_Rest, _Answer]], _Question[_Rest, _Answer]]:
    """Keeps the answers to the last `size` texts, those of no more than 160 characters."""

    def decorate(ask: _Question[_Rest, _Answer]) -> _Question[_Rest, _Answer]:
        kept = lru_cache(maxsize=size)(ask)

        @wraps(ask)
        def asked(text: str, /, *rest: _Rest.args, **named: _Rest.kwargs) -> _Answer:
            if len(text) > _LONGEST:
                return ask(text, *rest, **named)
            return kept(text, *rest, **named)  # type: ignore[arg-type]

        return asked

    return decorate
