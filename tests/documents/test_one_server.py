"""One server for one data folder, also after the last one was killed; a command may write beside it."""

from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event, current_thread

import pytest
from django.db.migrations.recorder import MigrationRecorder

from zhenggai.core.errors import ZhenggaiError
from zhenggai.documents import one_server, preparing
from zhenggai.documents.one_server import Occupied, held_off, sole_server

HOLDS = (
    "import sys, pathlib; from zhenggai.documents.one_server import sole_server\n"
    "with sole_server(pathlib.Path(sys.argv[1])):\n"
    "    print('held', flush=True); sys.stdin.read()\n"
)


@pytest.fixture
def other(tmp_path: Path):
    """Another process that holds the folder."""
    command = [sys.executable, "-c", f"import sys; sys.path[:] = {sys.path}\n{HOLDS}", str(tmp_path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout.readline() == "held\n"
        yield process
        process.kill()


def is_served(folder: Path) -> bool:
    with held_off(folder) as served:
        return served


def test_a_folder_has_one_server(tmp_path: Path, other: subprocess.Popen[str]) -> None:
    assert is_served(tmp_path)
    with pytest.raises(Occupied) as refused, sole_server(tmp_path):
        pass
    assert refused.value.message == f"数据目录 {tmp_path} 正由另一个网页服务使用；请直接使用它，或先停止它再启动。"


def test_a_server_that_was_killed_does_not_keep_the_next_one_out(tmp_path: Path, other: subprocess.Popen[str]) -> None:
    other.kill()
    other.wait()
    assert not is_served(tmp_path)
    with sole_server(tmp_path) as claim:
        claim.tell("http://127.0.0.1:1")
        assert is_served(tmp_path)
        with pytest.raises(Occupied, match=r"http://127\.0\.0\.1:1"), sole_server(tmp_path):
            pass
    assert not is_served(tmp_path)


def test_what_the_last_server_said_is_not_said_of_this_one(tmp_path: Path) -> None:
    with sole_server(tmp_path) as claim:
        claim.tell("http://127.0.0.1:1")
    with sole_server(tmp_path), pytest.raises(Occupied) as refused, sole_server(tmp_path):
        pass
    assert "http" not in refused.value.message


def test_a_folder_that_is_gone_is_named(tmp_path: Path) -> None:
    with pytest.raises(ZhenggaiError, match=r"无法写入（文件夹或文件不存在）；请"), sole_server(tmp_path / "没有"):
        pass


def test_whoever_only_asks_keeps_no_server_out(tmp_path: Path, monkeypatch) -> None:
    """Lin's command holds the lock to ask; the server comes at that very moment."""
    lock, asking, arrived = one_server._lock, Event(), Event()

    def slow_lock(descriptor: int, folder: Path, *, wait: bool = False) -> bool:
        if current_thread().name.startswith("server"):
            if wait:
                arrived.set()  # at the gate
            taken = lock(descriptor, folder, wait=wait)
            arrived.set()
            return taken
        taken = lock(descriptor, folder, wait=wait)
        if not wait:
            asking.set()
            arrived.wait()
        return taken

    def serve() -> str:
        with sole_server(tmp_path):
            return "started"

    monkeypatch.setattr(one_server, "_lock", slow_lock)
    with ThreadPoolExecutor(1, "command") as command, ThreadPoolExecutor(1, "server") as server:
        asked = command.submit(is_served, tmp_path)
        asking.wait()
        assert (server.submit(serve).result(), asked.result()) == ("started", False)


@pytest.mark.django_db
@pytest.mark.parametrize("prepare", [preparing.prepare, preparing.prepare_beside_a_server])
def test_no_server_starts_while_tables_are_made(prepare, settings, tmp_path: Path, monkeypatch) -> None:
    def migrate() -> None:
        beside = one_server._open(tmp_path, one_server.GATE)
        gate_is_free.append(one_server._lock(beside, tmp_path))
        os.close(beside)

    gate_is_free: list[bool] = []
    settings.DATA_DIR, settings.FILES_DIR = tmp_path, tmp_path / "files"
    monkeypatch.setattr(preparing.connection, "vendor", "sqlite")
    monkeypatch.setattr(preparing, "_migrate", migrate)
    prepare()
    assert gate_is_free == [False]
    with sole_server(tmp_path):  # and afterwards one does
        pass


@pytest.fixture
def served(settings, tmp_path: Path):
    """A data folder with a running server, as `load` finds it."""
    settings.DATA_DIR, settings.FILES_DIR = tmp_path, tmp_path / "files"
    with sole_server(tmp_path):
        yield tmp_path


@pytest.mark.django_db
def test_a_command_may_write_beside_a_server(served: Path) -> None:
    preparing.prepare_beside_a_server()
    assert (served / "files").is_dir()


@pytest.mark.django_db
def test_a_command_changes_no_tables_under_a_server(served: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(preparing.connection, "vendor", "sqlite")
    MigrationRecorder(preparing.connection).migration_qs.filter(app="findings").order_by("-id").first().delete()
    with pytest.raises(ZhenggaiError, match=r"网页服务正在运行.*请先停止网页服务"):
        preparing.prepare_beside_a_server()
