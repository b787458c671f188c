"""The sealer beside a running server: a thread that seals every few seconds and says when it cannot."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Event, Thread

from django.db import DatabaseError, connections

from zhenggai.accounts.actors import CONSOLE
from zhenggai.audit.queries import NO_LAG, seal_lag
from zhenggai.audit.refusals import SealRefused
from zhenggai.audit.sealing.actions import Places, note_failure, seal

PAUSE = 3.0  # seconds between two looks
THOROUGH = 20  # of so many looks one goes through all entries
ALARM = timedelta(seconds=60)

log = logging.getLogger(__name__)


class Sealer:
    """Seals while a server runs. `clock` tells the moment; whoever makes the sealer owns the clock."""

    def __init__(self, places: Places, clock: Callable[[], datetime]) -> None:
        self._places, self._clock = places, clock
        self._stopping, self._thread = Event(), Thread(target=self._work, name="sealer", daemon=True)
        self._looked_at, self._n_looks = clock(), 0
        self._lag, self._refusal, self._alarmed = NO_LAG, "", False

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Ends after a last look, whose checkpoint covers everything."""
        self._stopping.set()
        self._thread.join(timeout=30)

    def trouble(self, at: datetime) -> str:
        """What everybody should know of: a Chinese sentence if nothing may be sealed, or if entries have waited for
        their seal more than a minute; else nothing."""
        lag = max(self._lag, at - self._looked_at)
        if not self._refusal and lag <= ALARM:
            return ""
        said = f"留痕已有 {int(lag.total_seconds()) // 60} 分钟没有封存" if lag > ALARM else "留痕没有正常封存"
        return f"{said}，请告诉系统管理员；已保存的内容不受影响。{self._refusal}"

    def look(self, *, closing: bool = False) -> None:
        """Seals what is there. An alarm is left once, when nothing may be sealed or entries wait too long."""
        thorough = closing or self._n_looks % THOROUGH == 0
        self._n_looks += 1
        try:
            seal(self._places, at=self._clock(), closing=closing, thorough=thorough)
            self._refusal = ""
        except SealRefused as refusal:
            self._refusal = refusal.message
        self._looked_at = self._clock()
        self._lag = seal_lag(self._looked_at)
        failing = bool(self._refusal) or self._lag > ALARM
        if failing and not self._alarmed:
            note_failure(self._lag, self._refusal, by=CONSOLE, at=self._looked_at)
            log.error("entries are not sealed: %s", self._refusal or self._lag)
        self._alarmed = failing

    def _work(self) -> None:
        try:
            while not self._stopping.wait(0 if self._n_looks == 0 else PAUSE):
                self._look_and_go_on()
            self._look_and_go_on(closing=True)
        finally:
            connections.close_all()

    def _look_and_go_on(self, *, closing: bool = False) -> None:
        """The database may be away for a while; the sealer is there again when it comes back."""
        try:
            self.look(closing=closing)
        except (DatabaseError, OSError) as error:
            connections.close_all()
            log.warning("the sealer could not work: %s", error)
