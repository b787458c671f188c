"""Files that do harm or make no sense: one clear sentence each, within the limits, and the next file is read."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from tests.documents import bad_files, good_files
from zhenggai.core.errors import UnknownFormat, UnreadableDocument
from zhenggai.documents import guard, limits
from zhenggai.documents.opening import open_document


@pytest.fixture(scope="module")
def children():
    with guard.Child() as child:
        yield child


@pytest.mark.parametrize("make", bad_files.REFUSED, ids=lambda make: make.__name__)
def test_a_bad_file_is_refused_with_one_sentence_that_names_it(make: Callable[[], bytes]) -> None:
    with pytest.raises((UnreadableDocument, UnknownFormat)) as refused:
        open_document(make(), "整改方案.docx")
    message = refused.value.message
    assert message.startswith("“整改方案.docx”")
    assert "\n" not in message
    assert message.endswith("。")
    assert "；请" in message or "，请" in message or "改用" in message
    assert re.search(bad_files.REFUSED[make], message), message


@pytest.mark.parametrize("make", bad_files.REFUSED, ids=lambda make: make.__name__)
def test_a_bad_file_does_not_end_the_child_that_reads_it(make: Callable[[], bytes], children: guard.Child) -> None:
    with pytest.raises((UnreadableDocument, UnknownFormat)):
        children.call(guard.READ_BYTES, make(), {"name": "坏文件.docx"})
    outcomes = children.call(guard.READ_BYTES, "整改目标：完成治理。".encode(), {"name": "好文件.txt"})
    assert outcomes[0]["plan"]["source"]["file"] == "好文件.txt"


def test_a_file_larger_than_the_limit_is_not_even_looked_at() -> None:
    with pytest.raises(UnreadableDocument, match="过大"):
        open_document(b"PK\x03\x04" + bytes(limits.MAX_FILE_BYTES), "大.zip")


def test_an_external_entity_is_neither_read_nor_fetched() -> None:
    for address in ("file:///etc/passwd", "http://127.0.0.1:9/x", "//server/share/x"):
        with pytest.raises(UnreadableDocument, match="DOCTYPE"):
            open_document(bad_files.docx_external_entity(address), "方案.docx")


def test_an_external_relation_is_not_followed() -> None:
    rels = good_files.relations({"styles": "styles.xml"}).replace(b"/></Rel", b' TargetMode="External"/></Rel')
    body = good_files.document_xml(good_files.p("整改方案")).encode()
    data = good_files.docx_parts({"word/document.xml": body, "word/_rels/document.xml.rels": rels})
    assert good_files.texts(open_document(data, "方案.docx")[0]) == ["整改方案"]


def test_a_broken_member_of_an_archive_is_reported_and_the_others_are_read() -> None:
    data = good_files.packed(
        {"好.txt": "整改方案".encode(), "坏.docx": bad_files.truncated_docx(), "照片.png": bad_files.image()}
    )
    good, broken, image = open_document(data, "材料.zip")
    assert good_files.texts(good) == ["整改方案"]
    assert [(remark.code, remark.severity) for remark in broken.remarks] == [("unreadable_member", "error")]
    assert "坏.docx" in broken.remarks[0].message
    assert image.remarks[0].severity == "warning"


def test_an_archive_in_an_archive_is_not_opened() -> None:
    inner = good_files.packed({"方案.txt": "整改方案".encode()})
    good, nested = open_document(good_files.packed({"说明.txt": "说明".encode(), "内.zip": inner}), "外.zip")
    assert good_files.texts(good) == ["说明"]
    assert "压缩包里的压缩包" in nested.remarks[0].message
