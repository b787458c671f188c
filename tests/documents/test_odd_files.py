"""Files that are odd and yet good: they are read as what they are."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest

from tests.documents.good_files import document_xml, docx, docx_parts, p, packed, sheet_xml, tbl, tr, xlsx, xlsx_parts
from zhenggai.core.errors import UnreadableDocument
from zhenggai.documents.reading import read_bytes

LINES = ("某区整改方案", "1.河道有垃圾。", "整改目标：清理完毕。", "责任单位：区水务局", "整改时限：2024年6月底")
BODY = "".join(map(p, LINES))
LEDGER = [
    ["序号", "问题", "整改目标", "责任单位", "整改时限"],
    ["1", "河道有垃圾。", "清理完毕。", "区水务局", "2024年6月底"],
]
STRICT = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/": "http://purl.oclc.org/ooxml/wordprocessingml/",
    "http://schemas.openxmlformats.org/spreadsheetml/2006/": "http://purl.oclc.org/ooxml/spreadsheetml/",
    "http://schemas.openxmlformats.org/officeDocument/2006/": "http://purl.oclc.org/ooxml/officeDocument/",
}


def changed(data: bytes, change: Callable[[str], str], **added: bytes) -> bytes:
    """The package with every part changed, and parts added."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = {name: change(package.read(name).decode()).encode() for name in package.namelist()}
    return packed(parts | added)


def strict(data: bytes) -> bytes:
    """The document in the form that Office calls Strict Open XML."""

    def reworded(text: str) -> str:
        for usual, own in STRICT.items():
            text = text.replace(usual, own)
        return text

    return changed(data, reworded)


def with_macros(data: bytes) -> bytes:
    kind = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
    usual = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    return changed(data, lambda text: text.replace(usual, kind), **{"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0" * 100})


def in_utf16() -> bytes:
    document = document_xml(BODY).replace('encoding="UTF-8"', 'encoding="UTF-16"')
    return docx_parts({"word/document.xml": document.encode("utf-16")})


def in_many_divs() -> bytes:
    text = "".join(f"<p>{line}</p>" for line in LINES)
    return ("<html><body>" + "<div>" * 190 + text + "</div>" * 190 + "</body></html>").encode()


def with_a_name_that_ends_early() -> bytes:
    """An archive whose member is called 方案, a zero byte and something else."""
    return packed({"a_b.txt": "\n".join(LINES).encode()}).replace(b"a_b.txt", b"a\0b.txt")


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (docx(BODY + "<w:p/>" * 100_000), "空段落.docx"),
        (docx(BODY + "<w:p><w:r><w:drawing/></w:r></w:p>" * 20_000), "图片.docx"),
        (in_utf16(), "方案.docx"),
        (strict(docx(BODY)), "方案.docx"),
        (strict(docx(tbl(*(tr(*row) for row in LEDGER)))), "台账.docx"),
        (strict(xlsx(LEDGER)), "台账.xlsx"),
        (with_macros(xlsx(LEDGER)), "台账.xlsm"),
        (in_many_divs(), "方案.html"),
        (with_a_name_that_ends_early(), "方案.zip"),
        (docx(BODY) + b"x" * 5_000, "方案.docx"),
    ],
    ids=["blanks", "pictures", "utf-16", "strict", "strict table", "strict sheet", "macros", "divs", "name", "tail"],
)
def test_an_odd_file_is_read_as_what_it_is(data: bytes, name: str) -> None:
    (outcome,) = read_bytes(name, data)
    (finding,) = outcome["plan"]["findings"]
    assert (finding["problem"], finding["goal"]) == ("河道有垃圾。", "清理完毕。")
    assert finding["units"] == ["区水务局"]


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (with_macros(xlsx(LEDGER)), "台账.xlsm"),
        (changed(docx(BODY), str, **{"word/vbaProject.bin": b"\xd0\xcf\x11\xe0" * 100}), "方案.docx"),
        (changed(xlsx(LEDGER), str, **{"xl/macrosheets/sheet1.xml": b"<xm/>"}), "台账.xlsx"),
    ],
)
def test_macros_are_said_and_never_run(data: bytes, name: str) -> None:
    (outcome,) = read_bytes(name, data)
    (notice,) = [one for one in outcome["plan"]["notices"] if one["code"] == "macros"]
    assert notice["severity"] == "warning"
    assert "没有运行" in notice["message"]


def test_an_ordinary_file_is_not_said_to_hold_macros() -> None:
    (outcome,) = read_bytes("台账.xlsx", xlsx(LEDGER))
    assert "macros" not in [one["code"] for one in outcome["plan"]["notices"]]


def test_a_cell_at_the_far_end_of_a_sheet_costs_nothing() -> None:
    near = "<row r='1'><c r='A1' t='str'><v>序号</v></c></row>"
    far = near + "<row r='1048576'><c r='XFD1048576' t='str'><v>1</v></c></row>"
    data = xlsx_parts({"xl/worksheets/sheet1.xml": (sheet_xml(far) + "</sheetData></worksheet>").encode()})
    (outcome,) = read_bytes("台账.xlsx", data)
    assert outcome["plan"]["findings"] == []


def test_what_an_archive_holds_is_never_reworded() -> None:
    text = "http://purl.oclc.org/ooxml/wordprocessingml/main 整改方案".encode()
    (outcome,) = read_bytes("材料.zip", packed({"说明.txt": text}), with_draft=True)
    assert outcome["draft"]["source"]["lines"][0]["text"].startswith("http://purl.oclc.org/")


@pytest.mark.parametrize("name", ["方案.docx", "方案.DOC", "台账.xlsx", "方案.pdf", "方案.wps"])
def test_plain_text_under_another_name_is_read_and_told(name: str) -> None:
    (outcome,) = read_bytes(name, "\n".join(LINES).encode())
    assert len(outcome["plan"]["findings"]) == 1
    (told,) = [one["message"] for one in outcome["plan"]["notices"] if one["code"] == "name_lies"]
    assert "内容却是普通文本" in told


@pytest.mark.parametrize("name", ["方案.docx", "台账.xlsx", "方案.pdf"])
def test_text_without_chinese_under_such_a_name_is_a_broken_file(name: str) -> None:
    with pytest.raises(UnreadableDocument, match=f"“{name}”文件已损坏或不完整"):
        read_bytes(name, b"not a zip at all" * 50)


def test_the_same_text_under_its_own_name_is_no_broken_file() -> None:
    (outcome,) = read_bytes("notes.txt", b"not a zip at all" * 50)
    assert outcome["plan"]["findings"] == []
