"""Old formats: through LibreOffice where there is one, else a sentence that says how."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.documents import bad_files
from tests.documents.good_files import docx, p, rows, tables, tbl, texts, tr, xlsx
from zhenggai.core.errors import UnreadableDocument, ZhenggaiError
from zhenggai.documents import guard
from zhenggai.documents.formats.office import find_office
from zhenggai.documents.opening import open_document

HAS_OFFICE = pytest.mark.skipif(find_office() is None, reason="LibreOffice is not installed")


def old(tmp_path: Path, data: bytes, name: str, target: str) -> bytes:
    """The document in an old format, made by LibreOffice itself."""
    source = tmp_path / name
    source.write_bytes(data)
    profile = (tmp_path / "profile").as_uri()
    command = [str(find_office()), "--headless", f"-env:UserInstallation={profile}", "--convert-to", target]
    subprocess.run([*command, "--outdir", str(tmp_path), str(source)], check=True, capture_output=True, timeout=120)
    return source.with_suffix("." + target).read_bytes()


@pytest.mark.parametrize("stream", ["WordDocument", "Workbook"])
def test_without_libreoffice_the_refusal_says_what_to_do(monkeypatch: pytest.MonkeyPatch, stream: str) -> None:
    monkeypatch.setenv("ZHENGGAI_OFFICE", "")
    with pytest.raises(ZhenggaiError, match="另存为"):
        open_document(bad_files.ole_file(stream), "方案.doc")


@HAS_OFFICE
@pytest.mark.office
@pytest.mark.xdist_group("office")
def test_a_word_97_document_is_read_inside_the_guard(tmp_path: Path) -> None:
    modern = docx(p("整改方案") + tbl(tr("序号", "问题"), tr("1", "河道有垃圾")) + p("说明"))
    data = old(tmp_path, modern, "方案.docx", "doc")
    plan = guard.read_bytes("方案.wps", data)[0]["plan"]
    assert plan["source"]["media_type"] == "application/msword"
    source = open_document(data, "方案.wps")[0]
    assert texts(source)[0] == "整改方案"
    assert rows(tables(source)[0], source)[1] == ["1", "河道有垃圾"]
    assert "converted" in [remark.code for remark in source.remarks]


@HAS_OFFICE
@pytest.mark.office
@pytest.mark.xdist_group("office")
def test_an_excel_97_workbook_is_read(tmp_path: Path) -> None:
    data = old(tmp_path, xlsx([["序号", "问题"], ["1", "甲"]]), "台账.xlsx", "xls")
    source = open_document(data, "台账.xls")[0]
    assert rows(tables(source)[0], source) == [["序号", "问题"], ["1", "甲"]]


@HAS_OFFICE
@pytest.mark.office
@pytest.mark.xdist_group("office")
def test_a_broken_old_document_is_refused() -> None:
    with pytest.raises(UnreadableDocument, match="另存为"):
        open_document(bad_files.ole_file("WordDocument"), "方案.doc")
