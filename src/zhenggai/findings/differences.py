"""The difference of two lists, worked out once for all pages and people that ask for it."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import lru_cache, wraps
from threading import Lock
from typing import ParamSpec, TypeVar

from zhenggai.core.editions import Entry, Item, difference

MOST_KEPT = 8  # those that people are at work on

_Rest = ParamSpec("_Rest")
_Answer = TypeVar("_Answer")


def worked_out_once(size: int) -> Callable[[Callable[_Rest, _Answer]], Callable[_Rest, _Answer]]:
    """Keeps the last `size` answers. Who asks while the same is being worked out waits for that answer; other
    questions do not wait. A question that failed is worked out anew."""

    def decorate(ask: Callable[_Rest, _Answer]) -> Callable[_Rest, _Answer]:
        finding = Lock()

        @lru_cache(maxsize=size)
        def place_of(*_question: Hashable) -> tuple[Lock, list[_Answer]]:
            return Lock(), []

        @wraps(ask)
        def asked(*question: _Rest.args, **named: _Rest.kwargs) -> _Answer:
            with finding:
                working, answers = place_of(question, tuple(named.items()))
            with working:
                if not answers:
                    answers.append(ask(*question, **named))
            return answers[0]

        return asked

    return decorate


@worked_out_once(MOST_KEPT)
def kept_difference(
    old: tuple[Entry, ...], new: tuple[Entry, ...], pairs: tuple[tuple[str, str | None], ...] = ()
) -> tuple[Item, ...]:
    """`difference`, kept while both sides say the same: every step through a revision asks for it again."""
    return difference(old, new, pairs=dict(pairs))
