"""A trail that was sealed, and somebody who bends it with SQL as a database administrator could."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction

from tests.cast import NOON, Cast
from zhenggai.accounts import actions as accounts
from zhenggai.audit import guards
from zhenggai.audit.models import Entry, Seal
from zhenggai.audit.sealing import custody
from zhenggai.audit.sealing.actions import Places, seal
from zhenggai.audit.sealing.keys import public_keys
from zhenggai.audit.sealing.notes import Note
from zhenggai.audit.verifying.reports import Report
from zhenggai.audit.verifying.rows import verify_rows
from zhenggai.audit.verifying.trail import verify_trail
from zhenggai.findings.models import PlanEdition


@dataclass
class Trail:
    """The trail of this test and what belongs to it."""

    places: Places
    at: datetime = NOON

    def seal(self, *, closing: bool = True, thorough: bool = True) -> int:
        return seal(self.places, at=self.at, closing=closing, thorough=thorough)

    def verify(self, given: Sequence[Note] = (), *, state: bool = False) -> Report:
        kept = custody.notes(self.places.checkpoints)
        report = verify_trail(public_keys(self.places.keys), kept, given, at=self.at)
        if state:
            verify_rows(report)
        return report

    def kept(self) -> list[Note]:
        """The checkpoints outside the database."""
        return list(custody.notes(self.places.checkpoints))

    def act(self, cast: Cast, times: int = 1) -> None:
        """So many entries: Zhao leaves."""
        for _ in range(times):
            accounts.sign_out(cast.zhao, by=cast.by_zhao, at=self.at)

    def wait(self, **time: float) -> None:
        self.at += timedelta(**time)


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return Places(tmp_path / "keys", tmp_path / "checkpoints")


@pytest.fixture
def trail(places: Places) -> Trail:
    return Trail(places)


@pytest.fixture
def sealed(cast: Cast, trail: Trail, edition: PlanEdition) -> Trail:
    """Twenty entries under checkpoints over 12, 17 and 20, and a plan that was uploaded and confirmed."""
    while n_missing := 20 - Entry.objects.count():
        trail.act(cast, min(5, n_missing))
        trail.wait(seconds=1)
        trail.seal()
    assert Seal.objects.count() == 20
    return trail


@contextmanager
def bent(*statements: str | tuple[str, Sequence[Any]]) -> Iterator[None]:
    """An administrator's session on the database: no trigger and no foreign key holds. Undone afterwards."""
    with transaction.atomic():
        run(*statements)
        yield
        transaction.set_rollback(True)


def run(*statements: str | tuple[str, Sequence[Any]]) -> None:
    """SQL behind the back of the program."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL session_replication_role = replica")
        else:
            guards.remove(connection)
        for one in statements:
            cursor.execute(*((one,) if isinstance(one, str) else one))
