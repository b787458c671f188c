"""The guarded child: what it may not do, what its parent learns, and that the next file is served."""

from __future__ import annotations

import os
import socket
import sys
import tempfile
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from zhenggai.core.errors import UnreadableDocument
from zhenggai.documents import batch, guard, limits

TASKS = "tests.documents.guarded_tasks:"
LINUX = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="limits of the system are those of Linux")


@pytest.fixture
def child():
    with guard.Child() as child:
        yield child


def ask(child: guard.Child, task: str, data: bytes = b"") -> object:
    return child.call(TASKS + task, data, {"name": "整改方案.docx"})


def test_a_child_serves_one_file_after_another(child: guard.Child) -> None:
    first, second = ask(child, "echo", b"123"), ask(child, "echo", b"1" * 3_000_000)
    assert first["size"] == 3
    assert second["size"] == 3_000_000
    assert first["pid"] == second["pid"]


@LINUX
def test_a_task_that_eats_memory_is_refused_and_the_next_is_served(child: guard.Child) -> None:
    with pytest.raises(UnreadableDocument, match=r"“整改方案.docx”.*上限.*请"):
        ask(child, "eat_memory")
    assert ask(child, "echo")["name"] == "整改方案.docx"


@LINUX
def test_a_task_that_never_ends_is_stopped_by_its_cpu_clock() -> None:
    with guard.Child(cpu_seconds=0) as hurried, pytest.raises(UnreadableDocument, match="上限"):
        ask(hurried, "burn")


def test_a_task_that_only_waits_is_stopped_by_the_watch() -> None:
    with guard.Child(wall_seconds=0.3) as impatient:
        assert ask(impatient, "echo")["size"] == 0  # started, so that its time is not spent on starting
        with pytest.raises(UnreadableDocument, match="上限"):
            ask(impatient, "wait")
        assert ask(impatient, "echo")["size"] == 0


def test_a_child_that_dies_takes_its_file_with_it_and_nothing_else(child: guard.Child) -> None:
    before = ask(child, "echo")["pid"]
    with pytest.raises(UnreadableDocument, match="已停止"):
        ask(child, "die")
    assert ask(child, "echo")["pid"] != before


def test_a_fault_of_ours_becomes_a_sentence_too(child: guard.Child) -> None:
    with pytest.raises(UnreadableDocument, match=r"“整改方案.docx”读取时出错"):
        ask(child, "fail")


def test_nothing_in_the_child_reaches_the_network(child: guard.Child) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = str(listener.getsockname()[1]).encode()
        assert ask(child, "connect", port) == "PermissionError"


@LINUX
def test_the_child_sees_no_network_interface(child: guard.Child) -> None:
    if Path("/proc/sys/user/max_user_namespaces").exists():
        assert ask(child, "interfaces") == []


def test_the_folder_of_a_child_goes_with_it() -> None:
    with guard.Child() as child:
        left = Path(ask(child, "leave_a_file", "内容".encode()))
        assert left.exists()
    assert not left.exists()
    assert not left.parent.exists()


def test_what_a_library_prints_does_not_disturb_the_answer(child: guard.Child) -> None:
    assert ask(child, "print_noise") == "answered"


def test_many_files_are_served_by_several_children_in_their_order() -> None:
    with guard.Children(2) as children:
        work = lambda pool, item: pool.call(TASKS + "echo", b"1" * item, {"name": str(item)})  # noqa: E731
        sizes = [answer["size"] for answer in children.map(work, range(20))]
    assert sizes == list(range(20))


def test_a_batch_reads_on_when_a_file_is_bad(tmp_path: Path) -> None:
    (tmp_path / "甲.txt").write_text("整改方案", encoding="utf-8")
    (tmp_path / "乙.docx").write_bytes(b"PK\x03\x04")
    (tmp_path / ".隐藏.txt").write_text("x", encoding="utf-8")
    (tmp_path / "~$甲.docx").write_bytes(b"x")
    files = batch.find_files([tmp_path, tmp_path / "没有.docx"])
    assert [path.name for path in files] == ["乙.docx", "甲.txt", "没有.docx"]
    broken, good, missing = batch.read_files(files)
    assert broken["file"] == "乙.docx"
    assert "损坏" in broken["error"]["message"]
    assert good["plan"]["source"]["file"] == "甲.txt"
    assert "不存在" in missing["error"]["message"]


@LINUX
def test_a_server_reads_a_few_files_at_a_time_and_tells_the_others_to_come_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(guard, "_turns", threading.BoundedSemaphore(1))
    monkeypatch.setattr(limits, "TURN_WAIT_SECONDS", 0.0)
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with ThreadPoolExecutor(1) as threads:
        first = threads.submit(guard.call, TASKS + "hold", str(pipe).encode(), name="慢.docx")
        with pipe.open("w", encoding="utf-8") as held:  # opens when the child has begun to read
            with pytest.raises(UnreadableDocument, match=r"^“整改方案.docx”.*较多；请稍后再试。$") as refused:
                guard.call(TASKS + "echo", b"", name="整改方案.docx")
            held.write("读完")
        assert first.result() == "读完"
    assert refused.value.code == "busy"
    assert guard.call(TASKS + "echo", b"1", name="整改方案.docx")["size"] == 1


def test_a_turn_is_given_back_when_a_file_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "_turns", threading.BoundedSemaphore(1))
    monkeypatch.setattr(limits, "TURN_WAIT_SECONDS", 0.0)
    for _ in range(2):
        with pytest.raises(UnreadableDocument, match="读取时出错"):
            guard.call(TASKS + "fail", b"", name="整改方案.docx")


def test_a_name_with_line_breaks_and_colours_reaches_the_terminal_clean(child: guard.Child) -> None:
    with pytest.raises(UnreadableDocument) as refused:
        child.call(TASKS + "fail", b"", {"name": "方\n案\x1b[31m\u202e.docx"})
    assert refused.value.message.startswith("“方案[31m.docx”")
    with pytest.raises(UnreadableDocument) as refused:
        guard.read_bytes("方\n案\x1b[31m\u202e.docx", b"")
    assert refused.value.message.startswith("“方案[31m.docx”")


def test_folders_that_a_killed_process_left_are_swept_after_a_day(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    old, new, other = tmp_path / "zhenggai-old", tmp_path / "zhenggai-new", tmp_path / "other"
    for folder in (old, new, other):
        folder.mkdir()
        (folder / "方案.docx").write_bytes(b"x")
    for folder in (old, other):
        os.utime(folder, (0, 0))
    with guard.Children(1):
        assert [folder.exists() for folder in (old, new, other)] == [False, True, True]


@LINUX
def test_a_child_whose_parent_is_gone_removes_its_folder(child: guard.Child) -> None:
    left = Path(ask(child, "leave_a_file", b"x"))
    process = child._process
    process.stdin.close()
    assert process.wait(timeout=60) == 0
    assert not left.parent.exists()
