"""Lin at the district office types commands: what she gets, and what she is told when a file cannot be read."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import jsonschema
import openpyxl
import pytest
from docx import Document

from tests.documents.bad_files import image, truncated_docx
from tests.documents.good_files import packed
from zhenggai import catalog
from zhenggai.documents.reading import read_bytes

SAMPLE = Path(catalog.__file__).parent / "plans" / "140502" / "plan.txt"
ALL_ROLES = Path(__file__).parent / "samples" / "plans" / "plan_html_table_all_roles" / "source.html"
CONTRACT = Path(__file__).resolve().parents[2] / "shared" / "contracts" / "plan.schema.json"
# Runs the command and tells on the last line which web framework modules it had imported.
TELL_TALE = (
    "import sys, zhenggai.__main__ as m; status = m.main(sys.argv[1:]); "
    "print([name for name in sys.modules if name.split('.')[0] == 'django']); sys.exit(status)"
)


def zhenggai(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "zhenggai", *map(str, arguments)]
    # A code page without Chinese, as a redirected stream has it on many machines.
    environment = os.environ | {"PYTHONIOENCODING": "cp1252", "PYTHONUTF8": "0"}
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", env=environment, check=False)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two plans and a broken workbook."""
    text = SAMPLE.read_text(encoding="utf-8")
    (tmp_path / "一.txt").write_text(text, encoding="utf-8")
    (tmp_path / "二.txt").write_text(text, encoding="gb18030")
    (tmp_path / "坏的.xlsx").write_bytes(b"PK\x03\x04 broken")
    return tmp_path


def test_one_plan_comes_out_as_one_json_object_in_the_contract_form() -> None:
    done = zhenggai("read", SAMPLE, "--json")
    assert done.returncode == 0, done.stderr
    plan = json.loads(done.stdout)
    assert plan["format"] == "zhenggai.plan.v1"
    assert len(plan["findings"]) == 17
    if not CONTRACT.exists():
        pytest.skip("the contract's schema does not lie beside the clone")
    jsonschema.validate(plan, json.loads(CONTRACT.read_text(encoding="utf-8")))


def test_a_folder_gives_one_line_per_document_and_the_broken_file_does_not_stop_the_rest(folder: Path) -> None:
    done = zhenggai("read", folder, "--jsonl")
    assert done.returncode == 2
    plans = [json.loads(line) for line in done.stdout.splitlines()]
    assert [plan["source"]["file"] for plan in plans] == ["一.txt", "二.txt"]
    assert [len(plan["findings"]) for plan in plans] == [17, 17]
    sentences = done.stderr.strip().splitlines()
    assert len(sentences) == 1
    assert "坏的.xlsx" in sentences[0]


def test_several_documents_as_json_are_a_list(folder: Path) -> None:
    done = zhenggai("read", folder / "一.txt", folder / "二.txt", "--json")
    assert [plan["source"]["file"] for plan in json.loads(done.stdout)] == ["一.txt", "二.txt"]


def test_without_an_option_a_table_is_printed() -> None:
    done = zhenggai("read", SAMPLE)
    assert "区自然资源局" in done.stdout
    assert done.stdout == zhenggai("read", SAMPLE, "--table").stdout


def test_a_workbook_is_written_and_reads_back_the_same(tmp_path: Path) -> None:
    ledger = tmp_path / "台账.xlsx"
    assert zhenggai("read", SAMPLE, "--xlsx", ledger).returncode == 0
    assert openpyxl.load_workbook(ledger).active.max_row >= 18
    again = json.loads(zhenggai("read", ledger, "--json").stdout)
    first = json.loads(zhenggai("read", SAMPLE, "--json").stdout)
    assert again["findings"] == first["findings"]


def test_a_workbook_keeps_who_leads_acts_helps_watches_and_accepts(tmp_path: Path) -> None:
    ledger = tmp_path / "台账.xlsx"
    assert zhenggai("read", ALL_ROLES, "--xlsx", ledger).returncode == 0
    (first,) = read_bytes(ALL_ROLES.name, ALL_ROLES.read_bytes())
    (again,) = read_bytes(ledger.name, ledger.read_bytes())
    assert again["ledger"]["findings"] == first["ledger"]["findings"]
    assert first["ledger"]["findings"][0]["accepting_units"] == ["市生态环境局"]


def test_a_workbook_that_cannot_be_written_is_refused_in_a_sentence(tmp_path: Path) -> None:
    done = zhenggai("read", SAMPLE, "--xlsx", tmp_path / "没有的文件夹" / "台账.xlsx")
    assert done.returncode == 2
    assert "无法写入" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("asked", [["read", "--jsonl"], ["check"]])
def test_of_an_archive_every_member_that_cannot_be_read_is_named(tmp_path: Path, asked: list[str]) -> None:
    archive = tmp_path / "材料.zip"
    archive.write_bytes(packed({"方案.txt": SAMPLE.read_bytes(), "坏.docx": truncated_docx(), "照片.png": image()}))
    done = zhenggai(*asked, archive)
    assert done.returncode == 2
    assert [line.partition("”里的“")[2].partition("”")[0] for line in done.stderr.splitlines()] == [
        "坏.docx",
        "照片.png",
    ]
    assert done.stdout.count("zhenggai.plan.v1" if "--jsonl" in asked else "征求意见反馈") == 1


def test_the_health_report_as_json_holds_the_arithmetic() -> None:
    done = zhenggai("check", SAMPLE, "--json", "--today", "2024-03-20")
    report = json.loads(done.stdout)
    assert report["format"] == "zhenggai.check.v1"
    assert "21.6 + 5.57 = 27.17" in [point["arithmetic"] for point in report["points"]]
    assert all(
        set(point) == {"code", "severity", "message", "findings", "passages", "arithmetic"}
        for point in report["points"]
    )
    assert all(set(passage) == {"text", "place"} for point in report["points"] for passage in point["passages"])


def test_the_health_report_comes_as_a_word_file_and_as_a_page(tmp_path: Path) -> None:
    assert zhenggai("check", SAMPLE, "--docx", tmp_path / "意见.docx").returncode == 0
    assert len(Document(str(tmp_path / "意见.docx")).tables[0].rows) > 20
    assert zhenggai("check", SAMPLE, "--html", tmp_path / "意见.html").returncode == 0
    assert "27.17" in (tmp_path / "意见.html").read_text(encoding="utf-8")


def test_deadlines_are_late_or_not_by_the_day_that_is_given() -> None:
    def said(day: str) -> str:
        return zhenggai("check", SAMPLE, "--json", "--today", day).stdout

    assert "都已过去" in said("2026-01-01")
    assert "都已过去" not in said("2024-03-20")


@pytest.mark.parametrize("verb", ["read", "check"])
def test_reading_never_imports_the_web_framework(verb: str) -> None:
    command = [sys.executable, "-c", TELL_TALE, verb, str(SAMPLE), "--json"]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_a_file_that_is_not_there_is_named() -> None:
    done = zhenggai("read", "没有.docx")
    assert done.returncode == 2
    assert "没有.docx" in done.stderr
    assert done.stdout == ""


def test_an_empty_folder_says_so(tmp_path: Path) -> None:
    done = zhenggai("read", tmp_path)
    assert done.returncode == 2
    assert "没有文件" in done.stderr


def test_a_plan_is_loaded_and_loading_it_twice_doubles_nothing(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setenv("ZHENGGAI_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.delenv("ZHENGGAI_DATABASE_URL", raising=False)
    first = zhenggai("load", SAMPLE)
    assert first.returncode == 0, first.stderr
    assert "17" in first.stdout
    second = zhenggai("load", SAMPLE)
    assert second.returncode == 0
    assert second.stdout == ""
    assert "不必重复" in second.stderr


def test_what_is_typed_wrong_is_answered_in_chinese() -> None:
    for arguments, said in [
        (["check", SAMPLE, "--today", "明天"], "“明天”不是日期"),
        (["read"], "缺少文件"),
        (["fly"], "zhenggai --help"),
        (["read", SAMPLE, "--json", "--jsonl"], "写得不对"),
    ]:
        done = zhenggai(*arguments)
        assert done.returncode == 2
        assert said in done.stderr
        assert len(done.stderr.strip().splitlines()) == 1


def test_the_help_is_in_chinese() -> None:
    words = zhenggai("read", "--help").stdout
    assert "用法：" in words
    assert not [word for word in ("usage", "options", "positional", "show this") if word in words]


def test_a_folder_gives_its_documents_and_passes_over_the_rest(tmp_path: Path) -> None:
    (tmp_path / "方案.txt").write_text(SAMPLE.read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / "程序.py").write_text("print(1)", encoding="utf-8")
    (tmp_path / "照片.jpg").write_bytes(b"\xff\xd8\xff")
    done = zhenggai("read", tmp_path, "--jsonl")
    assert (done.returncode, len(done.stdout.splitlines())) == (0, 1)


@pytest.mark.skipif(sys.platform == "win32", reason="there are no named pipes in folders")
def test_a_pipe_is_no_document_and_does_not_hold_up_the_rest(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "管道.txt")
    done = zhenggai("read", tmp_path / "管道.txt", SAMPLE, "--jsonl")
    assert done.returncode == 2
    assert len(done.stdout.splitlines()) == 1
    assert "不是普通文件" in done.stderr


def test_a_name_with_control_characters_reaches_the_screen_clean(tmp_path: Path) -> None:
    odd = tmp_path / "坏\n\x1b[31m\u202e名.txt"
    try:
        odd.write_bytes(b"")
    except OSError:
        pytest.skip("this file system takes no such name")
    done = zhenggai("read", odd)
    assert len(done.stderr.strip().splitlines()) == 1
    assert not {"\x1b", "\u202e"} & set(done.stderr)


def test_a_wrong_setting_is_one_sentence(monkeypatch) -> None:
    monkeypatch.setenv("ZHENGGAI_HTTPS", "vielleicht")
    done = zhenggai("serve")
    assert done.returncode == 2
    assert "ZHENGGAI_HTTPS" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root may mount a small disk")
def test_a_full_disk_at_the_first_start_leaves_nothing_behind(tmp_path: Path, monkeypatch) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(disk)], capture_output=True, check=False
    )
    if mount.returncode:
        pytest.skip("this machine lets nobody mount")
    try:
        monkeypatch.setenv("ZHENGGAI_DATA_DIR", str(disk))
        monkeypatch.delenv("ZHENGGAI_DATABASE_URL", raising=False)
        full = zhenggai("load", SAMPLE)
        assert full.returncode == 2
        assert "Traceback" not in full.stderr
        subprocess.run(["mount", "-o", "remount,size=40m", str(disk)], check=True)
        assert zhenggai("load", SAMPLE).returncode == 0
    finally:
        subprocess.run(["umount", "-l", str(disk)], check=False)
