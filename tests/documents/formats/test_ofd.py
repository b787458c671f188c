"""OFD, best effort: characters at their places become lines, paragraphs and tables."""

from __future__ import annotations

from tests.documents.good_files import packed, rows, tables, texts
from zhenggai.core.source import Source
from zhenggai.documents.opening import open_document

_SPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'


def text_object(x: float, y: float, text: str, size: float = 4.2) -> str:
    steps = f'DeltaX="g {len(text) - 1} {size}"' if len(text) > 1 else ""
    return (
        f'<ofd:TextObject ID="1" Boundary="{x} {y} 160 6" Font="2" Size="{size}">'
        f'<ofd:TextCode X="0" Y="{size}" {steps}>{text}</ofd:TextCode></ofd:TextObject>'
    )


def line_object(x0: float, y0: float, x1: float, y1: float) -> str:
    return (
        f'<ofd:PathObject ID="3" Boundary="{x0} {y0} 100 100"><ofd:AbbreviatedData>M 0 0 L {x1 - x0} {y1 - y0}'
        "</ofd:AbbreviatedData></ofd:PathObject>"
    )


def ofd(*pages: str) -> bytes:
    listed = "".join(f'<ofd:Page ID="{n}" BaseLoc="Pages/Page_{n}/Content.xml"/>' for n in range(len(pages)))
    area = "<ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>"
    entries = {
        "OFD.xml": (
            f"<ofd:OFD {_SPACE}><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>"
        ),
        "Doc_0/Document.xml": (
            f"<ofd:Document {_SPACE}><ofd:CommonData>{area}</ofd:CommonData>"
            f"<ofd:Pages>{listed}</ofd:Pages></ofd:Document>"
        ),
    }
    for n, content in enumerate(pages):
        layer = f"<ofd:Content><ofd:Layer>{content}</ofd:Layer></ofd:Content>"
        entries[f"Doc_0/Pages/Page_{n}/Content.xml"] = f"<ofd:Page {_SPACE}>{layer}</ofd:Page>"
    return packed({name: content.encode() for name, content in entries.items()})


def opened(*pages: str) -> Source:
    return open_document(ofd(*pages), "方案.ofd")[0]


def test_lines_become_paragraphs() -> None:
    source = opened(text_object(30, 40, "整改方案") + text_object(30, 50, "责任单位：县水务局"))
    assert texts(source) == ["整改方案", "责任单位：县水务局"]
    assert source.media_type == "application/ofd"
    assert [remark.code for remark in source.remarks] == ["best_effort"]


def test_ruling_lines_make_a_table() -> None:
    walls = "".join(line_object(x, 40, x, 60) for x in (30, 60, 120))
    floors = "".join(line_object(30, y, 120, y) for y in (40, 50, 60))
    words = (
        text_object(32, 42, "序号")
        + text_object(62, 42, "问题")
        + text_object(32, 52, "1")
        + text_object(62, 52, "垃圾")
    )
    source = opened(walls + floors + words)
    assert rows(tables(source)[0], source) == [["序号", "问题"], ["1", "垃圾"]]


def test_figures_a_full_width_apart_are_one_number() -> None:
    source = opened(text_object(30, 40, "整改时限：2024年12月底前治理21.6公顷，COD达标"))
    assert texts(source) == ["整改时限：2024年12月底前治理21.6公顷，COD达标"]


def test_figures_in_objects_of_their_own_are_one_number() -> None:
    words = "2024年12月"
    assert texts(opened("".join(text_object(30 + 4.2 * n, 40, sign) for n, sign in enumerate(words)))) == [words]


def test_a_printed_blank_still_parts_two_figures() -> None:
    steps = "2.1 2.1 2.1 2.1"
    code = f'<ofd:TextCode X="0" Y="4.2" DeltaX="{steps}">12 34</ofd:TextCode>'
    source = opened(f'<ofd:TextObject ID="1" Boundary="30 40 160 6" Font="2" Size="4.2">{code}</ofd:TextObject>')
    assert texts(source) == ["12 34"]
