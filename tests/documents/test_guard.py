"""The guarded child: what it may not do, what its parent learns, and that the next file is served."""

from __future__ import annotations

import os
import socket
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from zhenggai.core.errors import UnreadableDocument
from zhenggai.documents import batch, guard, limits
from zhenggai.documents.turns import Turns

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
    monkeypatch.setattr(guard, "_turns", Turns(1))
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


def test_while_a_file_hangs_those_of_others_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "_turns", Turns(2))
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with ThreadPoolExecutor(1) as threads:
        hanging = threads.submit(guard.call, TASKS + "hold", str(pipe).encode(), person="lin", name="慢.docx")
        with pipe.open("w", encoding="utf-8") as held:
            assert guard.call(TASKS + "echo", b"1", person="zhao", patience=0.0, name="整改方案.docx")["size"] == 1
            with pytest.raises(UnreadableDocument) as refused:
                guard.call(TASKS + "echo", b"1", person="lin", patience=0.0, name="整改方案.docx")
            held.write("读完")
        assert hanging.result() == "读完"
    assert refused.value.code == "busy"


def test_a_turn_is_given_back_when_a_file_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "_turns", Turns(1))
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


@pytest.fixture
def left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where temporary things lie: old and new folders of ours, one of somebody else, and a link, all with papers."""
    place, elsewhere = tmp_path / "tmp", tmp_path / "elsewhere"
    for folder in (place / "zhenggai-read-old", place / "zhenggai-read-new", place / "zhenggai-backup", elsewhere):
        folder.mkdir(parents=True)
        (folder / "方案.docx").write_bytes(b"x")
    (place / "zhenggai-read-old" / "link").symlink_to(elsewhere)
    (place / "zhenggai-read-link").symlink_to(elsewhere)
    for name in ("zhenggai-read-old", "zhenggai-backup", "zhenggai-read-link"):
        os.utime(place / name, (0, 0), follow_symlinks=False)
    os.utime(elsewhere, (0, 0))
    monkeypatch.setattr(tempfile, "tempdir", str(place))
    return place


def names_in(folder: Path) -> set[str]:
    return {entry.name for entry in folder.iterdir()}


def is_swept(place: Path) -> bool:
    """Whether the old folder is gone, and nothing else is."""
    assert (place.parent / "elsewhere" / "方案.docx").exists()
    kept = {"zhenggai-read-new", "zhenggai-backup", "zhenggai-read-link"}
    assert kept <= names_in(place)
    return names_in(place) == kept


def test_folders_that_a_killed_process_left_are_swept_by_a_batch(left_behind: Path) -> None:
    guard.Children(1).close()
    assert is_swept(left_behind)


def test_a_server_sweeps_too_but_not_for_every_file(left_behind: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "_swept", [])
    assert guard.call(TASKS + "echo", b"", name="整改方案.docx")["size"] == 0
    assert is_swept(left_behind)
    (left_behind / "zhenggai-read-old").mkdir()
    os.utime(left_behind / "zhenggai-read-old", (0, 0))
    guard.call(TASKS + "echo", b"", name="整改方案.docx")
    assert not is_swept(left_behind)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root may give folders away")
def test_the_folder_of_another_user_is_not_swept(left_behind: Path) -> None:
    os.chown(left_behind / "zhenggai-read-old", 12345, -1)
    guard.sweep()
    assert not is_swept(left_behind)


@pytest.mark.parametrize("program", ["/opt/office/soffice", ""])
def test_which_office_program_is_used_reaches_the_child(monkeypatch: pytest.MonkeyPatch, program: str) -> None:
    monkeypatch.setenv("ZHENGGAI_OFFICE", program)
    monkeypatch.setenv("ZHENGGAI_DATABASE_URL", "postgresql://u:secret@h/db")
    with guard.Child() as child:
        assert ask(child, "variable", b"ZHENGGAI_OFFICE") == program
        assert ask(child, "variable", b"ZHENGGAI_DATABASE_URL") is None


@LINUX
def test_a_child_whose_parent_is_gone_removes_its_folder(child: guard.Child) -> None:
    left = Path(ask(child, "leave_a_file", b"x"))
    process = child._process
    process.stdin.close()
    assert process.wait(timeout=60) == 0
    assert not left.parent.exists()
