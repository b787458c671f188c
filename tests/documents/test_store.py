"""A stored file is whole or absent, and no row ever points to nothing."""

import hashlib
import os
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import transaction

from tests.cast import NOON, Cast
from zhenggai.documents import actions
from zhenggai.documents.models import Document, StoredFile
from zhenggai.documents.store import INCOMING, MARKER, Store, StoreUnavailable


@pytest.fixture
def store(tmp_path) -> Store:
    made = Store(tmp_path / "files")
    made.prepare()
    return made


def test_bytes_come_back_as_they_were(store: Store) -> None:
    stored = store.put(b"evidence")
    assert stored.sha256 == hashlib.sha256(b"evidence").hexdigest()
    assert (stored.size, store.get(stored.sha256)) == (8, b"evidence")


def test_the_same_bytes_lie_there_once(store: Store) -> None:
    first = store.put(b"evidence")
    before = store.path(first.sha256).stat().st_ino
    assert store.put(b"evidence") == first
    assert store.path(first.sha256).stat().st_ino == before


def test_many_at_once_store_the_same_bytes_without_harm(store: Store) -> None:
    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(lambda _: store.put(b"x" * 10_000), range(32)))) == 1
    assert list((store.folder / INCOMING).iterdir()) == []


def test_file_and_folders_are_synced_before_anyone_is_told(store: Store, monkeypatch) -> None:
    done: list[str] = []
    real_fsync, real_replace = os.fsync, type(store.folder).replace
    monkeypatch.setattr(os, "fsync", lambda fd: (done.append("folder" if _is_folder(fd) else "file"), real_fsync(fd)))
    monkeypatch.setattr(
        type(store.folder), "replace", lambda self, to: (done.append("rename"), real_replace(self, to))[1]
    )
    store.put(b"evidence")
    assert done[-3:] == ["file", "rename", "folder"]
    assert done[:2] == ["folder", "folder"]  # the two new folders on the way


def _is_folder(descriptor: int) -> bool:
    return os.path.isdir(f"/proc/self/fd/{descriptor}")  # noqa: PTH112  # a link to whatever is open


@pytest.mark.parametrize("step", ["write", "fsync", "replace"])
def test_whatever_fails_on_the_way_leaves_nothing(store: Store, monkeypatch, step: str) -> None:
    def fail(*_arguments):
        raise OSError(28, "No space left on device")

    target = os if step == "fsync" else type(store.folder)
    monkeypatch.setattr(target, {"write": "open"}.get(step, step), fail)
    with pytest.raises(StoreUnavailable, match="无法写入文件库"):
        store._write(store.path("0" * 64), b"evidence")
    monkeypatch.undo()
    assert not store.path("0" * 64).exists()
    assert list((store.folder / INCOMING).iterdir()) == []


def test_half_a_file_of_an_earlier_crash_is_written_again(store: Store) -> None:
    sha256 = hashlib.sha256(b"evidence").hexdigest()
    store.path(sha256).parent.mkdir(parents=True)
    store.path(sha256).write_bytes(b"evid")
    store.put(b"evidence")
    assert store.get(sha256) == b"evidence"


def test_a_damaged_file_is_never_handed_out(store: Store) -> None:
    stored = store.put(b"evidence")
    store.path(stored.sha256).write_bytes(b"evidencE")
    with pytest.raises(StoreUnavailable, match="已损坏"):
        store.get(stored.sha256)


def test_a_missing_file_is_said_to_be_missing(store: Store) -> None:
    with pytest.raises(StoreUnavailable, match="找不到文件"):
        store.get("0" * 64)


def test_a_store_that_went_away_is_not_taken_for_an_empty_one(store: Store) -> None:
    (store.folder / MARKER).unlink()
    for attempt in (lambda: store.put(b"x"), lambda: store.get("0" * 64)):
        with pytest.raises(StoreUnavailable, match="标记文件不在"):
            attempt()


def test_a_folder_with_other_things_does_not_become_the_store(tmp_path) -> None:
    (tmp_path / "holiday.jpg").write_bytes(b"")
    with pytest.raises(StoreUnavailable, match="没有标记"):
        Store(tmp_path).prepare()


@pytest.mark.parametrize("name", ["../../etc/passwd", "0" * 63, "0" * 63 + "G", "A" * 64, ""])
def test_only_hashes_are_names(store: Store, name: str) -> None:
    with pytest.raises(ValueError, match="SHA-256"):
        store.path(name)


def test_what_a_crash_left_behind_is_swept_after_its_time(store: Store) -> None:
    left = store.folder / INCOMING / "left"
    left.write_bytes(b"half")
    os.utime(left, (1000, 1000))
    assert store.sweep(older_than=999) == 0
    assert store.sweep(older_than=1001) == 1
    assert not left.exists()


def test_two_names_for_the_same_bytes_are_two_documents_and_one_file(cast: Cast, files_dir) -> None:
    with transaction.atomic():
        for name in ("甲.txt", "乙.txt"):
            actions.keep(name, b"same", "text/plain", by=cast.by_lin, at=NOON)
    assert StoredFile.objects.count() == 1
    assert list(Document.objects.values_list("name", flat=True)) == ["甲.txt", "乙.txt"]


def test_no_row_without_its_bytes(cast: Cast, files_dir) -> None:
    (files_dir / MARKER).unlink()
    with pytest.raises(StoreUnavailable):
        actions.keep("甲.txt", b"x", "text/plain", by=cast.by_lin, at=NOON)
    assert not StoredFile.objects.exists()


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("../../etc/方案.docx", "方案.docx"),
        ("C:\\台账\\方案.docx", "方案.docx"),
        ("方\u202e案\n.docx", "方案.docx"),
        ("..", "未命名文件"),
        ("", "未命名文件"),
        ("长" * 300 + ".docx", "长" * 180 + ".docx"),
    ],
)
def test_names_lose_folders_and_tricks(sent: str, kept: str) -> None:
    assert actions.clean_name(sent) == kept
