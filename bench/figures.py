"""A figure, its yardstick and how both are taken: in turns, so that a machine that drifts hurts both alike."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass


class WrongAnswer(Exception):
    """What was measured did not do its work, so its time means nothing."""


@dataclass(frozen=True, slots=True)
class Figure:
    """value and yardstick in `unit`; ratio = value / yardstick; target in words, with `holds` saying whether it is met
    (None where the figure has no target)."""

    name: str
    value: float
    yardstick: float
    unit: str
    yardstick_is: str
    target: str = ""
    holds: bool | None = None

    @property
    def ratio(self) -> float | None:
        """None where the yardstick is zero."""
        return self.value / self.yardstick if self.yardstick else None

    def as_row(self) -> dict[str, object]:
        return asdict(self) | {"ratio": None if self.ratio is None else round(self.ratio, 4)}

    def words(self) -> str:
        verdict = {True: "holds", False: "MISSED", None: ""}[self.holds]
        line = f"{self.name}: {self.value:.4g} {self.unit}; {self.yardstick_is}: {self.yardstick:.4g} {self.unit}"
        ratio = "" if self.ratio is None else f"; ratio {self.ratio:.3g}"
        return line + ratio + (f"; target {self.target}: {verdict}" if self.target else "")


def in_turns(*acts: Callable[[], object], rounds: int = 7) -> list[float]:
    """Median seconds of each act, taken in turns after one warm-up round.

    What one act leaves behind is collected before the next begins: nobody pays for the garbage of another.
    """
    for act in acts:
        act()
    taken: list[list[float]] = [[] for _ in acts]
    for _ in range(rounds):
        for times, act in zip(taken, acts, strict=True):
            gc.collect()
            start = time.perf_counter()
            act()
            times.append(time.perf_counter() - start)
    return [statistics.median(times) for times in taken]
