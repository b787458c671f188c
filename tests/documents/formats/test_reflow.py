"""Printed lines put together to paragraphs."""

from __future__ import annotations

import pytest

from zhenggai.documents.formats.reflow import PrintedLine, paragraphs


def _texts(*lines: PrintedLine) -> list[str]:
    return [paragraph.text for paragraph in paragraphs(lines)]


@pytest.mark.parametrize("mark", ["附件", "附 件", "附件1", "附表：", "附件二："])
def test_an_annex_mark_never_goes_on_with_a_date_that_reaches_the_margin(mark: str) -> None:
    assert _texts(PrintedLine("2021年3月15日", 1, fills=True), PrintedLine(mark, 2)) == ["2021年3月15日", mark]


def test_a_sentence_that_begins_with_the_word_goes_on() -> None:
    lines = PrintedLine("各单位应当按要求报送", 1, fills=True), PrintedLine("附件所列材料。", 2, flush=True)
    assert _texts(*lines) == ["各单位应当按要求报送附件所列材料。"]
