"""Getting ready: what is half made or lost is named, and nothing is thrown away."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

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
