"""Zip archives: every member a source of its own, in the order and under the names of its maker."""

from __future__ import annotations

import io
import zipfile

import pytest

from tests.documents.good_files import docx, p, packed, texts, xlsx
from zhenggai.core.errors import UnreadableDocument
from zhenggai.documents import limits
from zhenggai.documents.opening import open_document


def test_each_member_is_a_source_with_its_place_in_the_archive() -> None:
    members = {
        "附件/": b"",
        "附件/方案.docx": docx(p("整改方案")),
        "附件/台账.xlsx": xlsx([["甲"]]),
        "说明.txt": "说明".encode(),
        "__MACOSX/._说明.txt": b"x",
        "附件/~$方案.docx": b"x",
        "Thumbs.db": b"x",
    }
    sources = open_document(packed(members), "材料.zip")
    assert [source.file for source in sources] == ["方案.docx", "台账.xlsx", "说明.txt"]
    assert [source.lines[0].place.file for source in sources] == ["附件/方案.docx", "附件/台账.xlsx", "说明.txt"]
    assert sources[0].lines[0].place.words() == "附件/方案.docx 第1段"


def test_names_in_gbk_are_understood() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("AAAAAAAA.txt", "整改方案")
    data = target.getvalue().replace(b"AAAAAAAA.txt", "整改方案.txt".encode("gbk"))
    assert open_document(data, "材料.zip")[0].file == "整改方案.txt"


def test_too_many_members_are_refused() -> None:
    with pytest.raises(UnreadableDocument, match="过多"):
        open_document(packed({f"{n}.txt": b"x" for n in range(limits.MAX_MEMBERS + 1)}), "材料.zip")


def test_a_bomb_in_a_member_stops_the_archive() -> None:
    bomb = packed({"内.txt": bytes(30 * limits.MEGABYTE)})
    with pytest.raises(UnreadableDocument):
        open_document(packed({"说明.txt": "说明".encode(), "零.txt": bytes(30 * limits.MEGABYTE)}), "材料.zip")
    good, nested = open_document(packed({"说明.txt": "说明".encode(), "内.zip": bomb}), "材料.zip")
    assert texts(good) == ["说明"]
    assert nested.remarks[0].code == "unreadable_member"
