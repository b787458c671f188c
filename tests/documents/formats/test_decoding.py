"""Which encoding it is: told by the bytes, a mark before them, or the document's own word where that fits."""

from __future__ import annotations

import pytest

from zhenggai.core.errors import UnreadableDocument
from zhenggai.documents import limits
from zhenggai.documents.formats.decoding import Decoded, decode

PLAN = "白石市整改方案。责任单位：市水利局。整改时限：2024年6月底。各县区、各部门要按期完成整改任务，防止问题反弹。"


@pytest.mark.parametrize(
    ("data", "codec"),
    [
        (PLAN.encode(), "utf-8"),
        (PLAN.encode("utf-8-sig"), "utf-8-sig"),
        (PLAN.encode("gb18030"), "gb18030"),
        (PLAN.encode("utf-16"), "utf-16"),
        (PLAN.encode("utf-16-le"), "utf-16-le"),
        (PLAN.encode("utf-16-be"), "utf-16-be"),
        (b"\xfe\xff" + PLAN.encode("utf-16-be"), "utf-16"),
        (PLAN.encode("utf-32"), "utf-32"),
        (b"plain", "utf-8"),
        (b"", "utf-8"),
    ],
)
def test_the_bytes_tell_their_codec(data: bytes, codec: str) -> None:
    text = "" if not data else "plain" if data == b"plain" else PLAN
    assert decode(data) == Decoded(text, codec)


@pytest.mark.parametrize(
    "declared", ["gb2312", "GBK", "'gb18030'", " x-gbk ", "gb_2312-80", "utf-8", "latin-1", "", None]
)
def test_what_a_document_says_of_itself_is_tried_and_not_trusted(declared: str | None) -> None:
    assert decode(PLAN.encode("gb18030"), declared).text == PLAN
    assert decode(PLAN.encode("utf-8"), declared).text == PLAN


def test_a_declared_codec_settles_what_two_would_read() -> None:
    short = "整改".encode("big5")
    assert decode(short, "big5") == Decoded("整改", "big5")
    assert decode("整改".encode("gb18030"), "gb2312") == Decoded("整改", "gb18030")


def test_a_few_broken_bytes_are_counted() -> None:
    found = decode(PLAN.encode() + b"\xff\xff")
    assert (found.lost, found.codec) == (2, "utf-8")
    assert found.text == PLAN + "\ufffd\ufffd"


def test_two_lost_characters_are_borne_in_a_short_text_and_three_are_not() -> None:
    assert decode("水".encode() * 20 + b"\xff\xff").lost == 2
    with pytest.raises(UnreadableDocument) as refused:
        decode("水".encode() * 20 + b"\xff\xff\xff")
    assert refused.value.code == "encoding"


def test_in_a_long_text_two_in_a_hundred_may_be_lost() -> None:
    assert decode(PLAN.encode() * 20 + b"\xff" * 10).lost == 10
    with pytest.raises(UnreadableDocument):
        decode(PLAN.encode() + b"\xff" * 60)


def test_rare_characters_all_over_are_no_chinese_text() -> None:
    with pytest.raises(UnreadableDocument):
        decode("龘靐齉爩鱻麤龗灪籱厵".encode("utf-16-le") * 8 + b"\xd8")


def test_a_text_larger_than_the_bound_is_refused_and_one_at_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_TEXT_BYTES", len(PLAN.encode()))
    assert decode(PLAN.encode()).text == PLAN
    with pytest.raises(UnreadableDocument) as refused:
        decode(PLAN.encode() + b"\n")
    assert refused.value.code == "too_large"
