"""Which files of a folder are read, and what is said of one that cannot be."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from zhenggai.core.errors import UnreadableDocument
from zhenggai.documents import limits
from zhenggai.documents.batch import bytes_of, find_files


def put(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(b"x")


def found(folder: Path) -> list[str]:
    return [path.relative_to(folder).as_posix() for path in find_files([folder])]


@pytest.mark.parametrize(
    "ending",
    [
        *("txt", "md", "markdown", "htm", "html", "pdf", "ofd", "zip", "docx", "docm", "doc", "wps"),
        *("rtf", "odt", "xlsx", "xlsm", "xls", "et", "ods", "DOCX", "Pdf"),
    ],
)
def test_what_its_name_calls_a_document_is_found(tmp_path: Path, ending: str) -> None:
    put(tmp_path, f"方案.{ending}")
    assert found(tmp_path) == [f"方案.{ending}"]


@pytest.mark.parametrize(
    "name", ["照片.jpg", "程序.exe", "方案", "方案.docx.bak", "~$方案.docx", ".方案.docx", ".git/说明.md"]
)
def test_pictures_programs_hidden_files_and_locks_are_passed_over(tmp_path: Path, name: str) -> None:
    put(tmp_path, name, "方案.docx")
    assert found(tmp_path) == ["方案.docx"]


def test_files_of_folders_inside_come_by_name(tmp_path: Path) -> None:
    put(tmp_path, "二.docx", "一/三.pdf", "一/.暂存/四.txt", "一/五/六.xlsx")
    assert found(tmp_path) == ["一/三.pdf", "一/五/六.xlsx", "二.docx"]


def test_a_file_that_is_named_is_read_whatever_its_name(tmp_path: Path) -> None:
    put(tmp_path, "方案", "照片.jpg")
    named = [tmp_path / "照片.jpg", tmp_path / "方案", tmp_path / "没有.docx"]
    assert find_files(named) == named


def test_a_folder_without_documents_stands_for_itself(tmp_path: Path) -> None:
    put(tmp_path, "照片/一.jpg")
    assert find_files([tmp_path]) == [tmp_path]
    with pytest.raises(UnreadableDocument) as refused:
        bytes_of(tmp_path)
    assert (refused.value.code, tmp_path.name in refused.value.message) == ("no_files", True)


def test_a_file_at_the_bound_is_read_and_a_larger_one_is_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_FILE_BYTES", 8)
    file = tmp_path / "方案.txt"
    file.write_bytes(b"12345678")
    assert bytes_of(file) == b"12345678"
    file.write_bytes(b"123456789")
    with pytest.raises(UnreadableDocument) as refused:
        bytes_of(file)
    assert refused.value.code == "too_large"
    assert refused.value.message.startswith("“方案.txt”")


def test_a_file_that_is_not_there_is_named_with_its_path(tmp_path: Path) -> None:
    with pytest.raises(UnreadableDocument, match=r"没有\.docx”不存在；请检查路径") as refused:
        bytes_of(tmp_path / "没有.docx")
    assert refused.value.code == "not_found"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes with a name are POSIX")
def test_a_pipe_is_no_document(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "方案.txt")
    with pytest.raises(UnreadableDocument) as refused:
        bytes_of(tmp_path / "方案.txt")
    assert (refused.value.code, refused.value.message) == ("not_a_file", "“方案.txt”不是普通文件；请换成文档文件。")
