"""`zhenggai audit`, as somebody at the server's console uses it: what it prints, and how it ends."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests.architecture.tree import ROOT
from zhenggai.audit import checker

SAMPLE = ROOT / "src" / "zhenggai" / "catalog" / "plans" / "140502" / "plan.txt"
TELL_TALE = (
    "import sys; from zhenggai.__main__ import main; main(sys.argv[1:]); "
    "print([one for one in ('cryptography', 'django') if one in sys.modules])"
)


class Office:
    """A data folder on SQLite."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def zhenggai(self, *arguments: object) -> subprocess.CompletedProcess[str]:
        variables = {name: value for name, value in os.environ.items() if not name.startswith("ZHENGGAI_")}
        variables["ZHENGGAI_DATA_DIR"] = str(self.folder)
        command = [sys.executable, "-m", "zhenggai", *map(str, arguments)]
        return subprocess.run(command, capture_output=True, encoding="utf-8", env=variables, cwd=ROOT, check=False)

    def sql(self, *statements: str) -> None:
        """What an administrator could do with the file of the database: first of all, drop the triggers."""
        with closing(sqlite3.connect(self.folder / "zhenggai.sqlite3")) as database, database:
            triggers = database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
            for statement in (*(f"DROP TRIGGER {name}" for (name,) in triggers), *statements):
                database.execute(statement)


@pytest.fixture(scope="module")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Office:
    office = Office(tmp_path_factory.mktemp("office"))
    assert office.zhenggai("load", SAMPLE).returncode == 0
    assert office.zhenggai("audit", "seal").returncode == 0
    return office


@pytest.fixture
def office(founded: Office, tmp_path: Path) -> Office:
    """A copy of an office that has loaded the sample plan and sealed it."""
    shutil.copytree(founded.folder, tmp_path / "data")
    return Office(tmp_path / "data")


def test_all_is_good_after_a_plan_was_loaded(office: Office) -> None:
    done = office.zhenggai("audit", "verify", "--state", "--files")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("核验通过：2 条留痕、1 个检查点、69 行数据、1 个文件都与封存的记录相符")
    told = json.loads(office.zhenggai("audit", "verify", "--json").stdout)
    assert (told["status"], told["sealed"], told["first_bad"], told["faults"]) == ("good", 2, None, [])


def test_a_bent_entry_is_found_and_said_in_plain_words(office: Office) -> None:
    office.sql("UPDATE audit_entry SET reason = '无' WHERE id = 2")
    done = office.zhenggai("audit", "verify")
    assert done.returncode == 1
    assert done.stdout.splitlines()[:2] == [
        "核验不通过：发现 1 处与封存的记录不符，最早的是第 2 条。",
        "  第 2 条留痕（编号 2）与封存时不同，被改动或调换过。",
    ]
    told = json.loads(office.zhenggai("audit", "verify", "--json").stdout)
    assert (told["status"], told["first_bad"], told["faults"][0]["code"]) == ("tampered", 2, "entry_changed")


def test_a_bent_row_is_found_with_state_and_not_without(office: Office) -> None:
    office.sql("UPDATE findings_findingversion SET deadline_text = '2030年底' WHERE position = 1")
    assert office.zhenggai("audit", "verify").returncode == 0
    done = office.zhenggai("audit", "verify", "--state")
    assert done.returncode == 1
    assert "问题的版本（findings.findingversion " in done.stdout


def test_a_bent_file_is_found_with_files(office: Office) -> None:
    (file,) = (one for one in (office.folder / "files").glob("??/??/*") if one.is_file())
    file.write_bytes(file.read_bytes() + b" ")
    done = office.zhenggai("audit", "verify", "--files")
    assert (done.returncode, "内容与登记的不同" in done.stdout) == (1, True)


def test_a_restored_backup_is_refused_and_begun_again_with_a_reason(office: Office, tmp_path: Path) -> None:
    """A05: the database goes back a step, the checkpoints outside do not."""
    backup = tmp_path / "backup.sqlite3"
    shutil.copy(office.folder / "zhenggai.sqlite3", backup)
    assert office.zhenggai("audit", "export", tmp_path / "later.jsonl").returncode == 0
    shutil.copy(backup, office.folder / "zhenggai.sqlite3")
    assert office.zhenggai("audit", "verify").returncode == 1
    refused = office.zhenggai("audit", "seal")
    assert (refused.returncode, "--resume" in refused.stderr) == (2, True)
    assert office.zhenggai("audit", "seal", "--resume", "磁盘坏了，恢复昨天的备份").returncode == 0
    done = office.zhenggai("audit", "verify", "--state")
    assert (done.returncode, "已经放弃" in done.stdout) == (0, True)


def test_an_export_is_checked_on_another_machine(office: Office, tmp_path: Path) -> None:
    target = tmp_path / "留痕.jsonl"
    done = office.zhenggai("audit", "export", target)
    assert (done.returncode, "已导出" in done.stderr, "公钥：zhenggai.audit/" in done.stderr) == (0, True, True)
    (month,) = (office.folder / "checkpoints").iterdir()
    for more in ((), ("--checkpoint", month)):
        command = [sys.executable, "-I", "-S", checker.__file__, str(target), *map(str, more)]
        checked = subprocess.run(command, capture_output=True, encoding="utf-8", cwd=tmp_path, check=False)
        assert (checked.returncode, checked.stdout.startswith("核对通过：3 条留痕")) == (0, True), checked.stdout
    assert office.zhenggai("audit", "verify", "--checkpoint", month).returncode == 0


def test_that_somebody_verified_or_exported_is_in_the_trail_itself(office: Office, tmp_path: Path) -> None:
    office.zhenggai("audit", "verify")
    office.zhenggai("audit", "export", tmp_path / "x.jsonl")
    with closing(sqlite3.connect(office.folder / "zhenggai.sqlite3")) as database:
        verbs = [verb for (verb,) in database.execute("SELECT verb FROM audit_entry ORDER BY id")]
    assert verbs[-2:] == ["trail.verified", "trail.exported"]


@pytest.mark.parametrize("content", [b"", b"no checkpoint", b"\xff\xfe"])
def test_a_file_without_a_checkpoint_cannot_judge(office: Office, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x").write_bytes(content)
    done = office.zhenggai("audit", "verify", "--checkpoint", tmp_path / "x")
    assert (done.returncode, "打不开，或里面没有检查点" in done.stderr) == (2, True)


def test_a_database_that_is_none_cannot_be_judged(tmp_path: Path) -> None:
    (tmp_path / "zhenggai.sqlite3").write_bytes(b"this was a database once" * 100)
    done = Office(tmp_path).zhenggai("audit", "verify")
    assert (done.returncode, "Traceback" in done.stderr) == (2, False)


def test_what_is_asked_wrong_is_answered_in_chinese(tmp_path: Path) -> None:
    office = Office(tmp_path)
    assert "用法：" in office.zhenggai("audit", "verify", "--help").stdout
    for arguments in (["audit"], ["audit", "fly"], ["audit", "export"]):
        done = office.zhenggai(*arguments)
        assert (done.returncode, "--help" in done.stderr) == (2, True)


def test_reading_and_checking_load_neither_the_keys_nor_the_framework() -> None:
    for verb in ("read", "check"):
        command = [sys.executable, "-c", TELL_TALE, verb, str(SAMPLE), "--json"]
        done = subprocess.run(command, capture_output=True, encoding="utf-8", check=True)
        assert done.stdout.splitlines()[-1] == "[]"
