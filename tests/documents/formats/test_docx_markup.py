"""Mark-up that nobody reads goes before the XML is parsed; what is read stays."""

from __future__ import annotations

from itertools import product

import pytest

from tests.documents.good_files import document_xml, docx, p, r, tbl, tc, tr
from zhenggai.core.source import Source
from zhenggai.documents.formats.docx_markup import lighten
from zhenggai.documents.opening import open_document

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


def test_typed_mark_up_changes_nothing_that_is_read() -> None:
    for weight, jc in product(("", "<w:b/>", '<w:b w:val="0"/>'), ("", '<w:jc w:val="center"/>')):
        bare, typed = (
            p("整改时限：2025年底", props=jc + more, run=weight + font) for more, font in [("", ""), (SPACING, FONT)]
        )
        assert opened(bare).lines == opened(typed).lines
