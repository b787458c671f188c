"""Wei runs commands where something is wrong around her: a full disk, a reader that left, folders she may not enter."""

from __future__ import annotations

import functools
import os
import select
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.test_command_line import SAMPLE, zhenggai
from zhenggai.core.errors import UnreadableDocument
from zhenggai.documents import batch

fcntl = pytest.importorskip("fcntl", reason="devices, pipes and signals are those of Unix")

COMMAND = [sys.executable, "-m", "zhenggai"]
FULL = pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no disk that is always full")


@FULL
@pytest.mark.parametrize("asked", [["read", "--json"], ["read", "--jsonl"], ["read"], ["check"], ["check", "--json"]])
def test_output_to_a_full_disk_is_one_sentence(asked: list[str]) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [*COMMAND, *asked, str(SAMPLE)], stdout=full, stderr=subprocess.PIPE, encoding="utf-8", check=False
        )
    assert done.returncode == 2
    assert done.stderr == "结果无法输出（磁盘已满）；请检查磁盘空间，或换一个位置。\n"


@pytest.mark.parametrize("form", ["--json", "--jsonl", "--table"])
def test_a_reader_that_leaves_is_no_error(form: str) -> None:
    with subprocess.Popen(
        [*COMMAND, "read", form, str(SAMPLE)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        process.stdout.close()
        assert process.stderr.read() == ""
        assert process.wait() == 0


@pytest.mark.skipif(not hasattr(fcntl, "F_SETPIPE_SZ"), reason="the size of a pipe can be set on Linux only")
def test_an_interrupted_command_says_so(tmp_path: Path) -> None:
    pipe = tmp_path / "输出"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    fcntl.fcntl(reader, fcntl.F_SETPIPE_SZ, 4096)  # less than a workbook: the command waits in the middle of writing
    command = [*COMMAND, "read", str(SAMPLE), "--xlsx", str(pipe)]
    # Whoever runs the tests in the background has taught them to ignore an interrupt.
    heed = functools.partial(signal.signal, signal.SIGINT, signal.SIG_DFL)
    with subprocess.Popen(command, stderr=subprocess.PIPE, encoding="utf-8", preexec_fn=heed) as process:
        select.select([reader], [], [])
        process.send_signal(signal.SIGINT)
        os.set_blocking(reader, True)
        while os.read(reader, 1 << 16):
            pass
        assert process.stderr.read() == "已中断。\n"
    os.close(reader)
    assert process.returncode == 130


def test_a_folder_in_the_place_of_a_workbook_is_left_alone(tmp_path: Path) -> None:
    old = tmp_path / "台账.xlsx"
    old.mkdir()
    done = zhenggai("read", SAMPLE, "--xlsx", old)
    assert (done.returncode, done.stderr) == (2, f"无法写入“{old}”（这是一个文件夹），请换一个位置或先关闭该文件。\n")
    assert list(tmp_path.iterdir()) == [old]


def test_a_workbook_replaces_the_old_one_whole(tmp_path: Path) -> None:
    old, link = tmp_path / "台账.xlsx", tmp_path / "链接.xlsx"
    old.write_bytes(b"old")
    link.symlink_to(old)
    assert zhenggai("read", SAMPLE, "--xlsx", link).returncode == 0
    assert old.read_bytes().startswith(b"PK")
    assert link.is_symlink()
    assert len(list(tmp_path.iterdir())) == 2


def test_a_private_report_under_a_long_name_stays_private(tmp_path: Path) -> None:
    report = tmp_path / ("整" * 83 + ".docx")
    report.write_bytes(b"old")
    report.chmod(0o600)
    assert zhenggai("check", SAMPLE, "--docx", report).stderr == f"已写入 {report}\n"
    assert report.read_bytes().startswith(b"PK")
    assert report.stat().st_mode & 0o777 == 0o600


def test_good_and_bad_files_missing_ones_and_empty_folders_each_get_their_line(tmp_path: Path) -> None:
    folder = tmp_path / "有 空格"
    (folder / "内").mkdir(parents=True)
    (tmp_path / "空夹").mkdir()
    text = SAMPLE.read_text(encoding="utf-8")
    (folder / "内" / "方案 一.txt").write_text(text, encoding="utf-8")
    (folder / "空.txt").write_bytes(b"")
    done = zhenggai("read", "--jsonl", folder, tmp_path / "没有.docx", tmp_path / "空夹", SAMPLE)
    assert done.returncode == 2
    assert len(done.stdout.splitlines()) == 2
    assert [line[: line.index("”")] for line in done.stderr.splitlines()] == ["“空.txt", "“没有.docx", "“空夹"]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may enter every folder")
def test_a_folder_that_may_not_be_entered_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    (tmp_path / "锁").mkdir(mode=0)
    (tmp_path / "甲.txt").write_bytes(b"x")
    locked = batch.find_files([tmp_path])
    assert [one.name for one in locked] == ["甲.txt", "锁"]
    with pytest.raises(UnreadableDocument, match=r"“锁”打不开（没有权限）；请检查权限。"):
        batch.bytes_of(tmp_path / "锁")


def test_a_folder_that_could_not_be_listed_stands_for_itself(tmp_path: Path, monkeypatch) -> None:
    def walk(top, onerror):
        onerror(PermissionError(13, "denied", str(tmp_path / "锁")))
        yield str(top), ["锁"], ["甲.txt"]

    monkeypatch.setattr(batch.os, "walk", walk)
    assert batch.find_files([tmp_path]) == [tmp_path / "甲.txt", tmp_path / "锁"]


@pytest.mark.parametrize("port", ["abc", "-1", "70000", "８０"])
def test_what_is_no_port_is_said(port: str) -> None:
    done = zhenggai("serve", "--port", port)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"“{port}”不是端口，请写 1 到 65535 的数，如 9000；请看 zhenggai serve --help。\n"


@pytest.mark.parametrize("verb", ["read", "check", "load", "serve"])
def test_each_command_tells_what_it_does_in_chinese(verb: str) -> None:
    words = zhenggai(verb, "--help").stdout
    assert "用法：" in words
    assert len(words.split("选项：")[0].splitlines()) > 3  # a description stands before the options
    assert ":\n" not in words
