"""A file that Wei asked for is written whole or not at all, under any name, and stays as private as it was."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

import pytest

from zhenggai.core.errors import ZhenggaiError
from zhenggai.documents import whole_files
from zhenggai.documents.whole_files import write_whole

UNIX = pytest.mark.skipif(os.name != "posix", reason="modes are those of Unix")


def mode(file: Path) -> int:
    return stat.S_IMODE(file.stat().st_mode)


@UNIX
@pytest.mark.parametrize("told", [0o600, 0o640, 0o664])
def test_a_file_that_was_there_keeps_its_mode(tmp_path: Path, told: int) -> None:
    file = tmp_path / "台账.xlsx"
    file.write_bytes(b"old")
    file.chmod(told)
    write_whole(file, b"new")
    assert (file.read_bytes(), mode(file)) == (b"new", told)


@UNIX
def test_a_new_file_has_the_mode_of_any_other_new_file(tmp_path: Path) -> None:
    file, other = tmp_path / "台账.xlsx", tmp_path / "别的"
    write_whole(file, b"new")
    other.write_bytes(b"")
    assert mode(file) == mode(other)


@UNIX
def test_a_private_file_is_private_from_the_first_character_on(tmp_path: Path, monkeypatch) -> None:
    file, seen = tmp_path / "台账.xlsx", []
    file.write_bytes(b"old")
    file.chmod(0o600)
    monkeypatch.setattr(whole_files.os, "fsync", lambda descriptor: seen.append(os.fstat(descriptor).st_mode & 0o777))
    write_whole(file, b"new")
    assert seen == [0o600]


@pytest.mark.parametrize("name", ["整" * 83 + ".csv", "改" * 85])
def test_a_name_as_long_as_the_disk_allows_is_written(tmp_path: Path, name: str) -> None:
    for content in (b"first", b"second"):
        write_whole(tmp_path / name, content)
        assert [(one.name, one.read_bytes()) for one in tmp_path.iterdir()] == [(name, content)]


@UNIX
def test_a_longer_name_is_refused_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(ZhenggaiError, match=r"无法写入“.*”（名称太长），请换一个位置"):
        write_whole(tmp_path / ("改" * 300), b"new")
    assert list(tmp_path.iterdir()) == []


def test_what_does_not_reach_the_disk_leaves_the_old_file(tmp_path: Path, monkeypatch) -> None:
    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "full")

    file = tmp_path / "台账.xlsx"
    file.write_bytes(b"old")
    monkeypatch.setattr(whole_files.os, "fsync", full)
    with pytest.raises(ZhenggaiError, match=r"（磁盘已满）"):
        write_whole(file, b"new")
    assert [one.read_bytes() for one in tmp_path.iterdir()] == [b"old"]
