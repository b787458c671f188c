"""Old formats: through LibreOffice where there is one, else a sentence that says how."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.documents import bad_files
from tests.documents.good_files import docx, p, packed, rows, tables, tbl, texts, tr, xlsx
from tests.documents.offices import stand_in
from zhenggai.core.errors import UnreadableDocument, ZhenggaiError
from zhenggai.documents import guard
from zhenggai.documents.formats import office
from zhenggai.documents.formats.office import find_office
from zhenggai.documents.formats.office_links import without_links, write_profile
from zhenggai.documents.opening import open_document
from zhenggai.documents.sniffing import Kind

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


ODF = "urn:oasis:names:tc:opendocument:xmlns:"


def odt(body: str) -> bytes:
    """An OpenDocument text whose body is the XML given."""
    names = "".join(
        f' xmlns:{prefix}="{ODF}{name}:1.0"'
        for prefix, name in (("office", "office"), ("text", "text"), ("draw", "drawing"))
    )
    content = (
        f'<?xml version="1.0"?><office:document-content{names} xmlns:xlink="http://www.w3.org/1999/xlink">'
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    manifest = (
        f'<manifest:manifest xmlns:manifest="{ODF}manifest:1.0">'
        '<manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.text"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
    )
    return packed(
        {
            "mimetype": b"application/vnd.oasis.opendocument.text",
            "META-INF/manifest.xml": manifest.encode(),
            "content.xml": content.encode(),
        }
    )


@pytest.mark.parametrize(
    "address", ["file:///etc/hostname", "http://127.0.0.1:9/x.png", "//server/x.png", "../x.png", "/etc/hostname"]
)
def test_a_document_that_fetches_something_is_refused_before_it_is_converted(address: str) -> None:
    for body in (
        f'<text:p>整改方案<draw:frame><draw:image xlink:href="{address}"/></draw:frame></text:p>',
        f'<text:section text:name="s"><text:section-source xlink:href="{address}"/></text:section>',
    ):
        with pytest.raises(UnreadableDocument, match=r"链接.*断开链接") as refused:
            without_links(odt(body), Kind.ODF)
        assert refused.value.code == "external_links"


def test_pictures_inside_and_links_to_click_on_are_no_reason_to_refuse() -> None:
    data = odt(
        '<text:p><text:a xlink:href="https://office.example/">办法</text:a>'
        '<draw:frame><draw:image xlink:href="Pictures/1.png"/></draw:frame></text:p>'
    )
    assert without_links(data, Kind.ODF) == data


def test_what_an_rtf_would_fetch_is_passed_over_and_its_text_stays() -> None:
    data = rb'{\rtf1 {\field{\*\fldinst INCLUDETEXT "/etc/hostname"}{\fldrslt shown}} {\*\template C:\\x.dot} text}'
    harmless = without_links(data, Kind.RTF)
    assert len(harmless) == len(data)
    assert b"fldinst" not in harmless
    assert b"\\template" not in harmless
    assert b"{\\fldrslt shown}" in harmless


def test_an_rtf_of_groups_in_groups_is_refused_at_once() -> None:
    with pytest.raises(UnreadableDocument, match="嵌套"):
        open_document(rb"{\rtf1 " + rb"{\b " * 100_000 + b"x", "方案.rtf")


def test_the_profile_follows_no_link_and_runs_no_macro(tmp_path: Path) -> None:
    write_profile(tmp_path / "profile")
    settings = (tmp_path / "profile/user/registrymodifications.xcu").read_text(encoding="utf-8")
    found = dict(re.findall(r'oor:name="(\w+)" oor:op="fuse"><value>(\w+)<', settings))
    assert found["BlockUntrustedRefererLinks"] == found["DisableActiveContent"] == "true"
    assert found["DisableMacrosExecution"] == "true"
    assert found["MacroSecurityLevel"] == "3"
    assert found["Link"] == "2"


@HAS_OFFICE
def test_the_profile_is_written_in_the_words_of_the_installed_libreoffice(tmp_path: Path) -> None:
    own = Path(str(find_office())).resolve().parent.parent / "share/registry/main.xcd"
    if not own.exists():
        pytest.skip("this LibreOffice keeps its settings elsewhere")
    write_profile(tmp_path / "profile")
    written = (tmp_path / "profile/user/registrymodifications.xcu").read_bytes()
    named = re.compile(rb'xmlns:oor="([^"]+)"')
    with own.open("rb") as registry:
        assert named.findall(written) == named.findall(registry.read(4096))


def test_an_office_program_of_ones_own_converts_inside_the_guard_with_the_safe_profile(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ZHENGGAI_OFFICE", str(stand_in(tmp_path)))
    for name, data in (("方案.doc", bad_files.ole_file("WordDocument")), ("方案.rtf", rb"{\rtf1 x}")):
        (outcome,) = guard.read_bytes(name, data)
        assert [finding["goal"] for finding in outcome["plan"]["findings"]] == ["清理完毕。"]
    assert "MacroSecurityLevel" in (tmp_path / "profile/user/registrymodifications.xcu").read_text(encoding="utf-8")


@pytest.mark.parametrize("program", ["没有/soffice", "no-such-office"])
def test_a_setting_that_names_no_program_is_said(monkeypatch: pytest.MonkeyPatch, program: str) -> None:
    monkeypatch.setenv("ZHENGGAI_OFFICE", program)
    with pytest.raises(UnreadableDocument, match=r"“方案.doc”.*ZHENGGAI_OFFICE.*；请改正设置") as refused:
        guard.read_bytes("方案.doc", bad_files.ole_file("WordDocument"))
    assert refused.value.code == "wrong_office"


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="namespaces are those of Linux")
def test_without_a_network_namespace_nothing_is_converted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "leave_network", lambda: False)
    monkeypatch.setattr(office, "find_office", lambda: sys.executable)
    with pytest.raises(UnreadableDocument, match="不能断开网络"):
        open_document(bad_files.ole_file("WordDocument"), "方案.doc")


@HAS_OFFICE
@pytest.mark.office
@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")
def test_libreoffice_touches_nothing_that_a_document_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("秘密", encoding="utf-8")
    link = secret.as_posix().encode()
    data = (
        rb"{\rtf1 {\field{\*\fldinst INCLUDETEXT " + b'"' + link + rb'"}{\fldrslt shown}}'
        rb'{\field{\*\fldinst INCLUDEPICTURE "http://127.0.0.1:9/a.png"}{\fldrslt x}} hello}'
    )
    trace = tmp_path / "trace"
    program = tmp_path / "soffice"
    program.write_text(
        f'#!/bin/sh\nexec strace -f -qq -e trace=openat,connect -o {trace} {find_office()} "$@"\n', encoding="utf-8"
    )
    program.chmod(0o755)
    monkeypatch.setenv("ZHENGGAI_OFFICE", str(program))
    source = open_document(data, "方案.rtf")[0]
    assert "hello" in " ".join(texts(source))
    calls = trace.read_text(encoding="utf-8", errors="replace")
    assert "openat(" in calls
    assert "secret.txt" not in calls
    assert "AF_INET" not in calls
