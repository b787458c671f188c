"""What the server's own watchmen have to say to everybody who works: so far, that the trail is not being sealed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

Watchman = Callable[[datetime], str]

_watchmen: list[Watchman] = []


def begin(watchman: Watchman) -> None:
    """From now on the pages ask him."""
    _watchmen.append(watchman)


def end() -> None:
    """Nobody is asked any more."""
    _watchmen.clear()


def warnings(at: datetime) -> list[str]:
    """Chinese sentences, none if all is well."""
    return [said for watchman in _watchmen if (said := watchman(at))]
