"""What steers a terminal or turns a line round never gets out of a file: not from its names, not from its text."""

from __future__ import annotations

import json

import pytest

from tests.documents.good_files import XLSX_PARTS, abstract, docx, num, p, packed, worksheet, xlsx_parts
from zhenggai.core.typography import tidy
from zhenggai.documents.reading import read_bytes

TEXT = "整改方案\n问题一：河道有垃圾。\n整改目标：清理完毕。\n责任单位：区水务局\n"
STEERING = ["\x1b[2J", "\x9b2J", "\x07", "\u202e", "\u2066", "\u2069", "\u061c", "\x84", "\u206a"]


def told(name: str, data: bytes) -> str:
    """Everything the reader says of a file, the way a terminal and a page get it."""
    return json.dumps(read_bytes(name, data, with_draft=True), ensure_ascii=False, default=str)


def is_clean(text: str, steering: str) -> bool:
    return steering[0] not in text and json.dumps(steering[0])[1:-1] not in text


@pytest.mark.parametrize("steering", STEERING)
def test_the_name_of_a_member_steers_nothing(steering) -> None:
    members = {f"甲{steering}/方{steering}案.txt": TEXT.encode(), f"{steering}坏.bin": b"\x00\x01" * 50}
    said = told("材料.zip", packed(members))
    assert "河道有垃圾" in said
    assert "坏.bin" in said
    assert is_clean(said, steering)


@pytest.mark.parametrize("steering", STEERING)
def test_a_text_steers_nothing(steering) -> None:
    said = told("方案.txt", TEXT.replace("垃圾", f"垃{steering}圾").encode())
    assert "河道有垃" in said
    assert is_clean(said, steering)


def test_names_of_sheets_and_numbers_of_word_steer_nothing() -> None:
    lists = abstract(1, ("decimal", "\u202e%1\x9b、")) + num(1, 1)
    assert is_clean(told("方案.docx", docx(p("河道有垃圾。", num=(1, 0)), numbering=lists)), "\u202e")
    workbook = {"xl/workbook.xml": XLSX_PARTS["xl/workbook.xml"].replace(b'name="', 'name="\u202e甲\x9b'.encode())}
    rows = '<row r="1"><c r="A1" t="str"><v>河道有垃圾。</v></c></row>'
    said = told("台账.xlsx", xlsx_parts(workbook | {"xl/worksheets/sheet1.xml": worksheet(rows)}))
    assert "甲" in said
    assert is_clean(said, "\u202e")
    assert is_clean(said, "\x9b")


def test_what_the_eye_sees_is_kept() -> None:
    assert tidy("２０２４年，甲—乙…“丙”·丁〇 A-1 é ㎡") == "２０２４年，甲—乙…“丙”·丁〇 A-1 é ㎡"
    assert tidy("甲\x85乙\u2028丙") == "甲 乙 丙"
