"""Mark-up that nobody reads goes before the XML is parsed; what is read stays."""

from __future__ import annotations

import re
from itertools import product
from pathlib import Path

import pytest

from tests.documents.good_files import document_xml, docx, p, r, tbl, tc, tr
from zhenggai.core.source import Source
from zhenggai.documents import formats
from zhenggai.documents.formats.docx_markup import _DULL, lighten
from zhenggai.documents.opening import open_document

FORMATS = Path(formats.__file__).parent
FONT = '<w:rFonts w:hint="eastAsia" w:ascii="仿宋_GB2312"/><w:sz w:val="32"/><w:szCs w:val="32"/>'
SPACING = '<w:spacing w:line="560" w:lineRule="exact"/><w:ind w:firstLine="640"/>'


def opened(body: str) -> Source:
    return open_document(docx(body), "方案.docx")[0]


def lightened(body: str) -> str:
    return lighten(document_xml(body).encode()).decode()


def test_fonts_sizes_and_spacing_go() -> None:
    typed = p("整改目标", props=SPACING, run=FONT) + tbl(tr(tc(p("甲", run=FONT), '<w:tcW w:w="2160" w:type="dxa"/>')))
    assert lightened(typed) == document_xml(p("整改目标") + tbl(tr(tc(p("甲")))))


def test_runs_of_mere_text_beside_each_other_become_one() -> None:
    typed = '<w:r w:rsidRPr="00C1"><w:t>2025</w:t></w:r><w:r w:rsidRPr="00C2"><w:t>年</w:t></w:r>' + r("底", FONT)
    assert lightened(f"<w:p>{typed}</w:p>") == document_xml(
        '<w:p><w:r w:rsidRPr="00C1"><w:t>2025年底</w:t></w:r></w:p>'
    )


@pytest.mark.parametrize(
    "properties",
    ["<w:b/>", "<w:vanish/>", '<w:del w:id="1"/>', "<w:rPrChange><w:rPr><w:b/></w:rPr></w:rPrChange>", "<w:new/>"],
)
def test_properties_that_mean_something_or_are_not_known_stay_with_their_run(properties: str) -> None:
    typed = f"<w:p>{r('甲', FONT + properties)}{r('乙')}</w:p>"
    assert lightened(typed) == document_xml(typed)


def test_a_bold_run_does_not_make_its_neighbour_bold() -> None:
    source = opened(f"<w:p>{r('甲', '<w:b/>')}{r('乙', FONT)}{r('丙')}</w:p>" + p("丁", run=FONT + "<w:b/>"))
    assert [(line.text, line.bold) for line in source.lines] == [("甲乙丙", False), ("丁", True)]


def test_a_cell_keeps_how_it_is_merged() -> None:
    width = '<w:tcW w:w="2160" w:type="dxa"/>'
    source = opened(tbl(tr(tc("甲", width + '<w:gridSpan w:val="2"/>')), tr(tc("乙", width), tc("丙", width))))
    (table,) = source.layout
    assert [(cell.column, cell.column_span) for cell in table.cells] == [(0, 2), (0, 1), (1, 1)]


def test_signs_between_runs_keep_their_place() -> None:
    source = opened(f"<w:p>{r('甲')}<w:r><w:tab/><w:t>乙</w:t><w:br/></w:r>{r('丙', FONT)}{r('丁')}</w:p>")
    assert [line.text for line in source.lines] == ["甲 乙", "丙丁"]


@pytest.mark.parametrize("between", ["<!-- <w:rPr> -->", "<![CDATA[<w:rPr></w:rPr>]]>"])
def test_a_part_with_comments_or_raw_characters_is_left_as_it_is(between: str) -> None:
    typed = f"<w:p><w:r><w:rPr>{FONT}</w:rPr><w:t>甲{between}</w:t></w:r></w:p>"
    assert lightened(typed) == document_xml(typed)


@pytest.mark.parametrize("at", ['xmlns:w="urn:x"', "xmlns:w = 'urn:x'"])
def test_a_prefix_that_means_something_else_on_the_way_takes_no_text_along(at: str) -> None:
    foreign, ours = f"<w:r {at}><w:t>外来</w:t></w:r>", r("二、存在问题：污水直排") + r("。")
    for body in (foreign + ours, ours + foreign):
        assert [line.text for line in opened(f"<w:p>{body}</w:p>").lines] == ["二、存在问题：污水直排。"]


def test_an_instruction_that_looks_like_mark_up_breaks_nothing() -> None:
    body = f"<w:p><w:r><w:t>甲</w:t></w:r><?of <w:r ?>{r('乙', FONT)}</w:p>"
    assert [line.text for line in opened(body).lines] == ["甲乙"]


@pytest.mark.parametrize("name", ["GB18030", "UTF-16", "utf-7"])
def test_a_part_in_other_signs_than_utf_8_is_left_as_it_is(name: str) -> None:
    part = document_xml(p("甲", run=FONT)).replace("UTF-8", name).encode()
    assert name.encode() in part
    assert lighten(part) == part


def test_no_name_that_is_cut_is_asked_for_by_the_reader() -> None:
    asked = "".join(
        path.read_text(encoding="utf-8") for path in FORMATS.glob("docx*.py") if path.name != "docx_markup.py"
    )
    names = set(re.findall(r"[A-Za-z]{2,}", _DULL.pattern.decode())) - {"w", "val"}
    assert {"rFonts", "tcW", "ind", "vAlign"} <= names
    assert [name for name in names if re.search(rf'["\'}}]{name}["\']', asked)] == []


def test_typed_mark_up_changes_nothing_that_is_read() -> None:
    for weight, jc in product(("", "<w:b/>", '<w:b w:val="0"/>'), ("", '<w:jc w:val="center"/>')):
        bare, typed = (
            p("整改时限：2025年底", props=jc + more, run=weight + font) for more, font in [("", ""), (SPACING, FONT)]
        )
        assert opened(bare).lines == opened(typed).lines
