"""A10 and A11: killed at any step, two at once, writers in between: no gap, no double number, nothing skipped."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, connection, connections, transaction

from tests.architecture.tree import ROOT
from tests.audit.conftest import Trail
from tests.cast import NOON, Cast, gather
from zhenggai.accounts import actions as accounts
from zhenggai.audit.models import Checkpoint, Entry, Seal
from zhenggai.audit.sealing import actions as sealing
from zhenggai.audit.sealing import custody
from zhenggai.audit.sealing.actions import Places
from zhenggai.audit.sealing.sealer import Sealer


class Killed(BaseException):
    """Nobody catches this."""


class Steps:
    """Ends the sealer at its n-th statement or its n-th write outside the database."""

    def __init__(self, last: int) -> None:
        self.last, self.taken = last, 0

    def step(self) -> None:
        self.taken += 1
        if self.taken == self.last:
            raise Killed

    def statement(self, execute: Any, sql: str, *arguments: Any) -> Any:
        if "SAVEPOINT" not in sql:  # of this test; at work these are whole transactions
            self.step()
        return execute(sql, *arguments)


def assert_whole(trail: Trail) -> None:
    """Every entry has one number, and the numbers have no gap."""
    assert list(Seal.objects.order_by("sequence").values_list("sequence", flat=True)) == list(
        range(1, Entry.objects.count() + 1)
    )
    assert (trail.verify().faults, trail.verify().doubts) == ([], [])


def test_a_sealer_that_dies_at_any_step_is_followed_by_one_that_goes_on(cast: Cast, trail: Trail, monkeypatch) -> None:
    monkeypatch.setattr(sealing, "EVERY", 3)
    add = custody.add
    for last in range(1, 200):
        trail.act(cast, 4)
        steps = Steps(last)

        def kept(folder: Path, note: str, steps: Steps = steps) -> None:
            steps.step()
            add(folder, note)
            steps.step()

        monkeypatch.setattr(custody, "add", kept)
        try:
            with connection.execute_wrapper(steps.statement):
                trail.seal()
        except Killed:
            monkeypatch.setattr(custody, "add", add)
            trail.seal()
            assert_whole(trail)
            continue
        assert last > 20
        assert_whole(trail)
        return
    pytest.fail("the sealer never came to its end")


DOOMED = """
import os, signal, sys
from pathlib import Path
import django
django.setup()
from datetime import datetime, UTC
from django.db import connection
from zhenggai.accounts import actions
from zhenggai.accounts.actors import CONSOLE
from zhenggai.audit.commands import places
from zhenggai.audit.sealing import actions as sealing
from zhenggai.documents.preparing import prepare
prepare()
for number in range(5):
    actions.add_user(f"{sys.argv[2]}-{number}", "某人", by=CONSOLE, at=datetime.now(UTC))
taken, last = [0], int(sys.argv[1])
def step(*_arguments):
    taken[0] += 1
    if taken[0] == last:
        os.kill(os.getpid(), signal.SIGKILL)
connection.ensure_connection()
connection.connection.set_trace_callback(step)
sys.addaudithook(lambda event, _arguments: step() if event in ("open", "os.rename", "os.link", "os.mkdir") else None)
sealing.EVERY = 3
sealing.seal(places(), at=datetime.now(UTC), closing=True)
"""


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="a process cannot kill itself like this here")
def test_a_sealer_killed_by_the_system_leaves_a_trail_that_verifies(tmp_path: Path) -> None:
    chance = random.Random(10)
    variables = {name: value for name, value in os.environ.items() if not name.startswith("ZHENGGAI_")}
    variables |= {
        "ZHENGGAI_DATA_DIR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "zhenggai.settings",
        "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), *sys.path]),
    }  # fmt: skip
    killed = 0
    for number in range(6):
        command = [sys.executable, "-c", DOOMED, str(chance.randrange(2, 60)), f"user{number}"]
        done = subprocess.run(command, env=variables, capture_output=True, text=True, check=False)
        assert done.returncode in (0, -9), done.stderr
        killed += done.returncode == -9
    assert killed
    for verb in (["seal"], ["verify", "--state"]):
        command = [sys.executable, "-m", "zhenggai", "audit", *verb]
        done = subprocess.run(command, env=variables, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr


def test_two_sealers_and_many_writers_leave_no_gap_and_no_double(open_database, trail: Trail) -> None:
    """A10, A11 in their small form."""
    cast, done = gather(), threading.Event()

    def write(_writer: int) -> None:
        try:
            for _ in range(12):
                accounts.sign_out(cast.zhao, by=cast.by_zhao, at=NOON)
        finally:
            connections.close_all()

    def keep_sealing(_sealer: int) -> None:
        try:
            while not done.is_set():
                trail.seal(closing=False, thorough=False)
        finally:
            connections.close_all()

    before = Entry.objects.count()
    with ThreadPoolExecutor(2) as sealers, ThreadPoolExecutor(6) as writers:
        sealing_now = [sealers.submit(keep_sealing, number) for number in range(2)]
        list(writers.map(write, range(6)))
        done.set()
        for one in sealing_now:
            one.result()
    assert Entry.objects.count() == before + 72
    trail.seal()
    assert_whole(trail)
    assert trail.verify(state=True).status == 0


@pytest.mark.skipif(connection.vendor != "postgresql", reason="on SQLite there is one writer at a time")
def test_an_act_that_is_committed_after_a_later_one_is_not_skipped(open_database, trail: Trail) -> None:
    cast, drawn, may_commit = gather(), threading.Event(), threading.Event()

    def slow() -> None:
        try:
            with transaction.atomic():
                accounts.sign_out(cast.lin, by=cast.by_lin, at=NOON)
                drawn.set()
                may_commit.wait(30)
        finally:
            connections.close_all()

    thread = threading.Thread(target=slow)
    thread.start()
    drawn.wait(30)
    accounts.sign_out(cast.zhao, by=cast.by_zhao, at=NOON)
    trail.seal()
    later = Seal.objects.latest("sequence").entry
    may_commit.set()
    thread.join(30)
    trail.seal(thorough=False)
    last = Seal.objects.latest("sequence")
    assert last.entry_id < later.pk
    assert last.entry.actor == cast.lin
    assert_whole(trail)


# The thread beside the server, its alarm


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = datetime(2024, 3, 20, 4, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


def test_the_sealer_of_a_server_seals_and_leaves_a_last_checkpoint(open_database, places: Places) -> None:
    gather()
    sealer = Sealer(places, Clock())
    sealer.start()
    sealer.stop()
    assert Seal.objects.count() == Entry.objects.count() == Checkpoint.objects.latest("size").size
    assert sealer.trouble(Clock().now) == ""


def test_a_sealer_that_cannot_seal_says_so_and_leaves_one_alarm(cast: Cast, places: Places) -> None:
    clock = Clock()
    places.checkpoints.write_bytes(b"a file where the folder should be")
    sealer = Sealer(places, clock)
    sealer.look()
    sealer.look()
    assert "留痕没有正常封存，请告诉系统管理员；已保存的内容不受影响。检查点无法写入" in sealer.trouble(clock.now)
    (alarm,) = Entry.objects.filter(verb="seal.failed")
    assert alarm.reason.startswith("检查点无法写入")
    places.checkpoints.unlink()
    sealer.look()
    assert sealer.trouble(clock.now) == ""


def test_entries_that_wait_more_than_a_minute_raise_the_alarm(cast: Cast, places: Places, monkeypatch) -> None:
    clock = Clock()
    sealer = Sealer(places, clock)
    monkeypatch.setattr("zhenggai.audit.sealing.sealer.seal", lambda *_arguments, **_named: 0)
    clock.now += timedelta(seconds=60)
    sealer.look()
    assert sealer.trouble(clock.now) == ""
    clock.now += timedelta(seconds=61)
    sealer.look()
    assert sealer.trouble(clock.now).startswith("留痕已有 2 分钟没有封存")
    assert Entry.objects.filter(verb="seal.failed").count() == 1


def test_a_sealer_that_hangs_is_noticed_without_it(db, places: Places) -> None:
    clock = Clock()
    sealer = Sealer(places, clock)
    sealer.look()
    assert sealer.trouble(clock.now + timedelta(seconds=60)) == ""
    assert sealer.trouble(clock.now + timedelta(minutes=5)).startswith("留痕已有 5 分钟没有封存")


def test_a_database_that_is_away_for_a_while_does_not_end_the_sealer(db, places: Places, monkeypatch) -> None:
    def away(*_arguments: Any, **_named: Any) -> int:
        raise DatabaseError("server closed the connection")

    monkeypatch.setattr("zhenggai.audit.sealing.sealer.seal", away)
    monkeypatch.setattr("zhenggai.audit.sealing.sealer.connections.close_all", lambda: None)
    sealer = Sealer(places, Clock())
    sealer._look_and_go_on()
    assert sealer.trouble(Clock().now + timedelta(minutes=2)) != ""
