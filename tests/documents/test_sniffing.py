"""What kind of file it is, by content."""

from __future__ import annotations

import pytest

from tests.documents import bad_files, good_files
from zhenggai.documents.sniffing import Kind, looks_like_utf16, sniff, text_kind


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"", Kind.EMPTY),
        ("整改方案".encode(), Kind.TEXT),
        ("整改方案，责任单位".encode("utf-16-le"), Kind.TEXT),
        (b"\xff\xfe" + "整改".encode("utf-16-le"), Kind.TEXT),
        ("BM公司整改方案".encode("gb18030"), Kind.TEXT),
        (b"BM" + bytes(60), Kind.IMAGE),
        (good_files.pdf(["x"]), Kind.PDF),
        (b"\n\n" + good_files.pdf(["x"]), Kind.PDF),
        (good_files.packed({"a": b"b"}), Kind.ZIP),
        (bad_files.ole_file("WordDocument"), Kind.DOC),
        (bad_files.ole_file("Workbook"), Kind.XLS),
        (bad_files.ole_file("EncryptedPackage"), Kind.ENCRYPTED_OFFICE),
        (b"{\\rtf1\\ansi", Kind.RTF),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", Kind.IMAGE),
        (bytes(range(256)), Kind.BINARY),
    ],
)
def test_bytes_tell_their_kind(data: bytes, kind: Kind) -> None:
    assert sniff(data) is kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("<!DOCTYPE html><html>", Kind.HTML),
        ("\ufeff\n<html lang='zh'>", Kind.HTML),
        ("<p>甲</p><p>乙</p><p>丙</p>", Kind.HTML),
        ("<一般问题>整改</一般问题>", Kind.TEXT),
        ("3<5，整改方案", Kind.TEXT),
        ("<?xml version='1.0'?><w:wordDocument xmlns:w='x'>", Kind.WORD_XML),
        ("MIME-Version: 1.0\nContent-Type: multipart/related", Kind.MHTML),
    ],
)
def test_texts_tell_their_kind(text: str, kind: Kind) -> None:
    assert text_kind(text) is kind


def test_binary_data_is_not_taken_for_utf16() -> None:
    assert looks_like_utf16(bytes(range(256)) * 20) is None
