"""Getting ready: what is half made or lost is named, and nothing is thrown away."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.checks import Error, Warning
from django.db import DatabaseError, OperationalError, connection

from tests.cast import NOON
from zhenggai.accounts.actors import CONSOLE
from zhenggai.core.errors import ZhenggaiError
from zhenggai.documents import actions, preparing
from zhenggai.documents.store import INCOMING, Store, StoreUnavailable

PREPARES = (
    "import django; django.setup()\n"
    "from zhenggai.documents.preparing import prepare; from zhenggai.core.errors import ZhenggaiError\n"
    "from django.db import connection\n"
    "try:\n    prepare(); print('ready', connection.cursor().execute('PRAGMA foreign_keys').fetchone()[0])\n"
    "except ZhenggaiError as refusal:\n    print(refusal.code, refusal.message)\n"
)


def prepared(folder: Path) -> str:
    """What a fresh process says that gets this data folder ready."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("ZHENGGAI_")}
    environment |= {
        "ZHENGGAI_DATA_DIR": str(folder),
        "DJANGO_SETTINGS_MODULE": "zhenggai.settings",
        "PYTHONPATH": os.pathsep.join(sys.path),
        "PYTHONUTF8": "1",
    }
    command = [sys.executable, "-c", PREPARES]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", env=environment, check=True)
    return done.stdout.strip()


def test_an_empty_folder_is_made_ready_and_foreign_keys_are_checked_afterwards(tmp_path: Path) -> None:
    assert prepared(tmp_path) == "ready 1"
    assert prepared(tmp_path) == "ready 1"


def test_a_database_that_was_half_made_is_left_alone_and_named(tmp_path: Path) -> None:
    file = tmp_path / "zhenggai.sqlite3"
    with sqlite3.connect(file) as database:
        database.execute("CREATE TABLE accounts_user (id integer)")
        database.execute("INSERT INTO accounts_user VALUES (7)")
    said = prepared(tmp_path)
    assert said.startswith(f"not_migrated 数据库 {file} 的表只建了一半")
    assert "请把它改名保留后重新启动" in said
    with sqlite3.connect(file) as database:
        assert database.execute("SELECT id FROM accounts_user").fetchall() == [(7,)]
        # Nothing of the attempt stays either.
        assert database.execute("SELECT count(*) FROM sqlite_master").fetchone() == (1,)


def test_a_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    (tmp_path / "zhenggai.sqlite3").write_bytes("这不是数据库。".encode() * 100)
    assert "zhenggai.sqlite3 已损坏或不是数据库；请保留这个文件，从备份恢复后再启动。" in prepared(tmp_path)


@pytest.mark.django_db
def test_a_store_that_is_gone_is_not_taken_for_a_new_one(files_dir: Path, settings, tmp_path: Path) -> None:
    actions.keep("方案.txt", b"evidence", "text/plain", by=CONSOLE, at=NOON)
    settings.FILES_DIR = tmp_path / "not mounted"
    with pytest.raises(ZhenggaiError, match=r"文件库 .* 不见了.*请检查磁盘"):
        preparing.prepare()
    assert not settings.FILES_DIR.exists()
    settings.FILES_DIR = files_dir
    preparing.prepare()
    assert connection.is_usable()


def test_a_store_whose_making_was_interrupted_is_made_now(tmp_path: Path) -> None:
    half = Store(tmp_path / "half")
    (half.folder / INCOMING).mkdir(parents=True)
    (half.folder / INCOMING / "zhenggai-store.1.ab").write_bytes(b"zheng")
    half.prepare()
    assert half.get(half.put(b"evidence").sha256) == b"evidence"


def test_a_folder_with_other_things_is_still_no_store(tmp_path: Path) -> None:
    (tmp_path / "照片").mkdir()
    with pytest.raises(StoreUnavailable, match="别的内容"):
        Store(tmp_path).prepare()


def refused(monkeypatch: pytest.MonkeyPatch, step: str, error: DatabaseError) -> ZhenggaiError:
    """What is said where a step of getting ready fails with this error."""

    def broken(*_arguments: object, **_named: object) -> None:
        raise error

    with monkeypatch.context() as patch:
        patch.setattr(preparing.connection if step == "ensure_connection" else preparing, step, broken)
        with pytest.raises(ZhenggaiError) as told:
            preparing.prepare()
    return told.value


def test_a_database_that_does_not_answer_is_told_with_the_cause(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    told = refused(monkeypatch, "ensure_connection", OperationalError("connection refused\nIs the server running?"))
    assert told.code == "no_database"
    assert told.message == ("数据库无法连接（connection refused），请检查数据库是否启动、地址和密码是否正确。")


def test_tables_that_cannot_be_made_are_told_with_the_cause(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    told = refused(monkeypatch, "call_command", OperationalError("database or disk is full"))
    assert told.code == "not_migrated"
    assert told.message == ("数据库的表无法建立或更新（database or disk is full），请检查磁盘空间和权限后再启动。")


def test_an_error_without_words_is_told_by_its_kind(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    told = refused(monkeypatch, "call_command", OperationalError())
    assert "（OperationalError）" in told.message


def test_every_check_that_fails_is_told(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    found = [Error("甲没有设置。"), Warning("乙可以更好。"), Error("丙没有设置。")]
    monkeypatch.setattr(preparing, "run_checks", lambda **_named: found)
    with pytest.raises(ZhenggaiError) as told:
        preparing.prepare()
    assert (told.value.code, told.value.message) == ("not_ready", "不能启动：\n甲没有设置。\n丙没有设置。")
