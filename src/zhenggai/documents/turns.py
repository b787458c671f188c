"""Who is read next: a few places, and a line in which one person's many files do not keep the others out."""

from __future__ import annotations

import threading
from collections import Counter

from zhenggai.documents import limits


class Turns:
    """So many places to read in. One person never holds all of them (unless there is but one); a place that becomes
    free goes to whoever of those waiting holds the fewest, then to who came first. Safe for several threads."""

    def __init__(self, n_places: int) -> None:
        self.n_places = n_places
        self._change = threading.Condition()
        self._held: Counter[str] = Counter()
        self._waiting: list[tuple[str, object]] = []

    def take(self, person: str, seconds: float) -> bool:
        """A place for this person, waited for at most so many seconds; False if there was none, at once if the line is
        too long already: whoever waits keeps a thread from answering others. A place that is free for this person is
        taken however long the line is."""
        ticket = (person, object())
        with self._change:
            self._waiting.append(ticket)
            try:
                if self._next() is not ticket and self._too_long(person):
                    return False
                taken = self._change.wait_for(lambda: self._next() is ticket, seconds)
                if taken:
                    self._held[person] += 1
            finally:
                self._waiting.remove(ticket)
                self._change.notify_all()
        return taken

    def give_back(self, person: str) -> None:
        """The file of this person is read."""
        with self._change:
            self._held[person] -= 1
            self._change.notify_all()

    def _too_long(self, person: str) -> bool:
        """Whether there is no room to wait. One person's files leave one room in the line for somebody else."""
        mine = sum(one == person for one, _ in self._waiting)
        return len(self._waiting) > limits.MOST_WAITING or mine > max(limits.MOST_WAITING - 1, 1)

    def _next(self) -> tuple[str, object] | None:
        """Whose turn it is of those who wait."""
        if self._held.total() >= self.n_places:
            return None
        most = max(self.n_places - 1, 1)
        free = [ticket for ticket in self._waiting if self._held[ticket[0]] < most]
        return min(free, key=lambda ticket: self._held[ticket[0]], default=None)


def places(n_cores: int) -> int:
    """How many files one process reads at a time: one fewer than there are cores, at least two, so that one file that
    hangs does not stop the others, and no more than leave threads for pages."""
    return min(max(n_cores - 1, limits.LEAST_PLACES), limits.MOST_PLACES)
