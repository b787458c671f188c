"""A file is opened as what it is, or refused in one sentence that names it and says what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.documents.bad_files import ole_file
from tests.documents.good_files import docx, p, packed, texts, xlsx
from tests.documents.offices import stand_in
from zhenggai.core.errors import UnknownFormat, UnreadableDocument
from zhenggai.documents import limits
from zhenggai.documents.opening import open_document

PLAN = docx(p("某区整改方案"))

# The file, and how it is refused: unknown formats may be had otherwise, unreadable ones are broken or locked.
REFUSED = [
    (b"", "empty", UnreadableDocument, "“甲.docx”文件是空的，没有内容；请检查是否传输完整，重新取得文件。"),
    (b"\x89PNG\r\n\x1a\n" + bytes(64), "image", UnknownFormat,
     "“甲.docx”是图片，没有文字可读；请提供有文字的电子版（docx、xlsx 或带文字层的 pdf）。"),
    (b"\xff\xd8\xff\xe0" + bytes(64), "image", UnknownFormat,
     "“甲.docx”是图片，没有文字可读；请提供有文字的电子版（docx、xlsx 或带文字层的 pdf）。"),
    (b"Rar!\x1a\x07\x00" + bytes(64), "other_archive", UnknownFormat,
     "“甲.docx”是不支持的压缩格式；请解压后直接提供其中的文件，或改用 zip 压缩。"),
    (b"7z\xbc\xaf\x27\x1c" + bytes(64), "other_archive", UnknownFormat,
     "“甲.docx”是不支持的压缩格式；请解压后直接提供其中的文件，或改用 zip 压缩。"),
    (ole_file("EncryptedPackage"), "encrypted", UnreadableDocument,
     "“甲.docx”设有密码，无法打开；请去掉密码另存一份后再读。"),
    (ole_file("PowerPoint Document"), "presentation", UnknownFormat,
     "“甲.docx”是演示文稿，不是方案或清单；请提供 docx、xlsx 或 pdf 文件。"),
    (packed({"ppt/presentation.xml": b"<p/>"}), "presentation", UnknownFormat,
     "“甲.docx”是演示文稿，不是方案或清单；请提供 docx、xlsx 或 pdf 文件。"),
    (packed({"word/document.xml": b"<w:document"}), "damaged", UnreadableDocument,
     "“甲.docx”文件已损坏或不完整；请重新取得文件，或用原软件打开后另存一份。"),
    (PLAN[: len(PLAN) // 2], "damaged", UnreadableDocument,
     "“甲.docx”文件已损坏或不完整；请重新取得文件，或用原软件打开后另存一份。"),
]  # fmt: skip


@pytest.mark.parametrize(("data", "code", "kind", "sentence"), REFUSED, ids=[code for _, code, _, _ in REFUSED])
def test_what_cannot_be_read_is_refused_by_name(data: bytes, code: str, kind: type, sentence: str) -> None:
    with pytest.raises(kind) as refused:
        open_document(data, "甲.docx")
    assert (refused.value.code, refused.value.message) == (code, sentence)


@pytest.mark.parametrize("name", ["方案.docx", "方案.txt", "方案", "方案.pdf"])
def test_a_name_may_lie(name: str) -> None:
    (source,) = open_document(PLAN, name)
    assert texts(source) == ["某区整改方案"]
    assert source.file == name


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (PLAN, ["某区整改方案"]),
        (xlsx([["某区整改台账"]]), ["某区整改台账"]),
        ("某区整改方案".encode(), ["某区整改方案"]),
        ("某区整改方案".encode("gb18030"), ["某区整改方案"]),
        ("<html><body><p>某区整改方案</p></body></html>".encode(), ["某区整改方案"]),
    ],
    ids=["docx", "xlsx", "utf-8", "gb18030", "html"],
)
def test_every_kind_of_paper_is_one_source(data: bytes, told: list[str]) -> None:
    (source,) = open_document(data, "方案")
    assert texts(source) == told


def test_a_path_gives_its_own_name_and_may_be_given_another(tmp_path: Path) -> None:
    path = tmp_path / "方案.docx"
    path.write_bytes(PLAN)
    assert open_document(path)[0].file == "方案.docx"
    assert open_document(str(path))[0].file == "方案.docx"
    assert open_document(path, "上传/原件.docx")[0].file == "原件.docx"


def test_bytes_without_a_name_are_called_a_file() -> None:
    assert open_document(PLAN)[0].file == "文件"
    with pytest.raises(UnreadableDocument, match="“文件”文件是空的"):
        open_document(b"")


def test_a_file_that_is_not_there_is_named_with_what_to_look_at(tmp_path: Path) -> None:
    with pytest.raises(UnreadableDocument) as refused:
        open_document(tmp_path / "没有.docx")
    assert refused.value.code == "not_found"
    assert refused.value.message.startswith("“没有.docx”打不开：")
    assert refused.value.message.endswith("；请检查路径和权限。")


def test_a_file_as_large_as_it_may_be_is_read_and_one_byte_more_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "方案.docx"
    path.write_bytes(PLAN)
    monkeypatch.setattr(limits, "MAX_FILE_BYTES", len(PLAN))
    assert open_document(path)
    assert open_document(PLAN, "方案.docx")
    monkeypatch.setattr(limits, "MAX_FILE_BYTES", len(PLAN) - 1)
    for given in (path, PLAN):
        with pytest.raises(UnreadableDocument, match=r"“方案\.docx”文件过大"):
            open_document(given, "方案.docx")


def test_an_office_file_has_a_limit_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_OFFICE_FILE_BYTES", len(PLAN))
    assert open_document(PLAN, "方案.docx")
    monkeypatch.setattr(limits, "MAX_OFFICE_FILE_BYTES", len(PLAN) - 1)
    with pytest.raises(UnreadableDocument, match="文件过大"):
        open_document(PLAN, "方案.docx")


OPEN_DOCUMENT = packed({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<o/>"})
OLD = [(ole_file("WordDocument"), "doc"), (b"{\\rtf1 x}", "rtf"), (OPEN_DOCUMENT, "odt")]


@pytest.mark.parametrize(("data", "suffix"), OLD, ids=[suffix for _, suffix in OLD])
def test_an_old_file_is_converted_where_there_is_an_office(
    data: bytes, suffix: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ZHENGGAI_OFFICE", str(stand_in(tmp_path)))
    monkeypatch.setattr("zhenggai.documents.formats.office.leave_network", lambda: True)
    (source,) = open_document(data, f"旧.{suffix}")
    assert texts(source)[0] == "某区整改方案"
    assert source.remarks[-1].code == "converted"


@pytest.mark.parametrize(("data", "suffix"), OLD, ids=[suffix for _, suffix in OLD])
def test_an_old_file_without_an_office_is_refused_with_the_way_out(
    data: bytes, suffix: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ZHENGGAI_OFFICE", "")
    with pytest.raises(UnreadableDocument) as refused:
        open_document(data, f"旧.{suffix}")
    assert refused.value.code == "no_office"
    assert refused.value.message.endswith("请用 WPS 或 Word 另存为 docx 再读。")


def test_an_old_workbook_without_an_office_is_refused_by_its_own_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZHENGGAI_OFFICE", "")
    with pytest.raises(UnknownFormat, match=r"旧版 Excel 文件（xls）.*另存为 xlsx"):
        open_document(ole_file("Workbook"), "台账.xls")


def test_a_member_is_refused_inside_an_archive_and_the_others_are_read() -> None:
    held = packed({"方案.docx": PLAN, "照片.png": b"\x89PNG\r\n\x1a\n" + bytes(64)})
    first, second = open_document(held, "材料.zip")
    assert texts(first) == ["某区整改方案"]
    assert [remark.code for remark in second.remarks] == ["unreadable_member"]
