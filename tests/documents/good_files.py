"""Small files of every format, made on the spot from their parts."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from zhenggai.core.source import Cell, Source, Table

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_NAMESPACES = (
    f'xmlns:w="{W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'


def packed(entries: Mapping[str, bytes], *, compress: bool = True) -> bytes:
    """A zip container with these entries."""
    target = io.BytesIO()
    method = zipfile.ZIP_DEFLATED if compress else zipfile.ZIP_STORED
    with zipfile.ZipFile(target, "w", method) as archive:
        for name, content in entries.items():
            archive.writestr(zipfile.ZipInfo(name), content, method)
    return target.getvalue()


def relations(targets: Mapping[str, str]) -> bytes:
    """A relations part: kind of relation (the last word of its type) to target."""
    items = "".join(
        f'<Relationship Id="r{index}" Type="{_RELATIONS}/{kind.split("#")[0]}" Target="{target}"/>'
        for index, (kind, target) in enumerate(targets.items())
    )
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'{_HEAD}<Relationships xmlns="{space}">{items}</Relationships>'.encode()


def content_types(kinds: Mapping[str, str]) -> bytes:
    """[Content_Types].xml: part to the last words of its type."""
    space = "http://schemas.openxmlformats.org/package/2006/content-types"
    types = "".join(
        f'<Override PartName="/{name}" ContentType="application/vnd.openxmlformats-officedocument.{kind}+xml"/>'
        for name, kind in kinds.items()
    )
    rels = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    plain = '<Default Extension="xml" ContentType="application/xml"/>'
    return f'{_HEAD}<Types xmlns="{space}">{rels}{plain}{types}</Types>'.encode()


def document_xml(body: str) -> str:
    """word/document.xml around a body."""
    return f"{_HEAD}<w:document {_NAMESPACES}><w:body>{body}</w:body></w:document>"


def docx_parts(parts: Mapping[str, bytes], *, compress: bool = True) -> bytes:
    """A Word document with these parts besides the package's own."""
    kinds = {"word/styles.xml": "styles", "word/numbering.xml": "numbering", "word/footnotes.xml": "footnotes"}
    related = {kinds[name]: name.removeprefix("word/") for name in parts if name in kinds}
    related |= {f"header#{name}": name.removeprefix("word/") for name in parts if name.startswith("word/header")}
    related |= {f"footer#{name}": name.removeprefix("word/") for name in parts if name.startswith("word/footer")}
    package = {
        "[Content_Types].xml": content_types({"word/document.xml": "wordprocessingml.document.main"}),
        "_rels/.rels": relations({"officeDocument": "word/document.xml"}),
        "word/_rels/document.xml.rels": relations(related),
    }
    return packed({**package, **parts}, compress=compress)


def docx(
    body: str,
    *,
    numbering: str = "",
    styles: str = "",
    parts: Mapping[str, str] | None = None,
    compress: bool = True,
    ratio_breaker: bool = False,
) -> bytes:
    """A Word document with this body. ratio_breaker: with noise that keeps the ratio of packing ordinary."""
    made = {"word/document.xml": document_xml(body).encode()}
    if ratio_breaker:
        noise = random.Random(7).randbytes(len(body) // 60)
        made["word/document.xml"] += f"<!--{noise.hex()}-->".encode()
    if numbering:
        made["word/numbering.xml"] = f"{_HEAD}<w:numbering {_NAMESPACES}>{numbering}</w:numbering>".encode()
    if styles:
        made["word/styles.xml"] = f"{_HEAD}<w:styles {_NAMESPACES}>{styles}</w:styles>".encode()
    made |= {name: content.encode() for name, content in (parts or {}).items()}
    return docx_parts(made, compress=compress)


def part(root: str, content: str) -> str:
    """A part of a Word document with the usual namespaces, e.g. part("hdr", …)."""
    return f"{_HEAD}<w:{root} {_NAMESPACES}>{content}</w:{root}>"


def p(text: str = "", *, style: str = "", num: tuple[int, int] | None = None, props: str = "", run: str = "") -> str:
    """A paragraph: num is (list, level)."""
    inner = f'<w:pStyle w:val="{style}"/>' if style else ""
    if num is not None:
        inner += f'<w:numPr><w:ilvl w:val="{num[1]}"/><w:numId w:val="{num[0]}"/></w:numPr>'
    inner += props
    properties = f"<w:pPr>{inner}</w:pPr>" if inner else ""
    return f"<w:p>{properties}{r(text, run) if text else ''}</w:p>"


def r(text: str, props: str = "") -> str:
    """A run."""
    properties = f"<w:rPr>{props}</w:rPr>" if props else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{text}</w:t></w:r>'


def tc(content: str, props: str = "") -> str:
    """A table cell; plain text becomes a paragraph."""
    inner = content if content.startswith("<") else p(content)
    return f"<w:tc>{f'<w:tcPr>{props}</w:tcPr>' if props else ''}{inner}</w:tc>"


def tbl(*rows: str) -> str:
    """A table of w:tr elements."""
    n_columns = max(row.count("<w:tc>") for row in rows)
    grid = '<w:gridCol w:w="2400"/>' * n_columns
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{"".join(rows)}</w:tbl>'
    )


def tr(*cells: str, props: str = "") -> str:
    """A table row; plain texts become cells."""
    made = (cell if cell.startswith(("<w:tc>", "<w:sdt>")) else tc(cell) for cell in cells)
    return f"<w:tr>{f'<w:trPr>{props}</w:trPr>' if props else ''}{''.join(made)}</w:tr>"


def abstract(identity: int, *levels: tuple[str, str], extra: str = "") -> str:
    """An abstract list: for each level its format and text."""
    made = "".join(
        f'<w:lvl w:ilvl="{index}"><w:start w:val="1"/><w:numFmt w:val="{style}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for index, (style, text) in enumerate(levels)
    )
    return f'<w:abstractNum w:abstractNumId="{identity}">{extra}{made}</w:abstractNum>'


def num(identity: int, abstract_id: int, overrides: str = "") -> str:
    """A list of an abstract list."""
    return f'<w:num w:numId="{identity}"><w:abstractNumId w:val="{abstract_id}"/>{overrides}</w:num>'


def restart(level: int, start: int = 1) -> str:
    """An override that begins a level anew."""
    return f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="{start}"/></w:lvlOverride>'


_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_STYLES = (
    f'{_HEAD}<styleSheet xmlns="{_MAIN}"><numFmts>'
    '<numFmt numFmtId="176" formatCode="yyyy&quot;年&quot;m&quot;月底&quot;"/></numFmts>'
    "<fonts><font/><font><b/></font></fonts><cellXfs>"
    '<xf numFmtId="0" fontId="0"/><xf numFmtId="14" fontId="0"/><xf numFmtId="31" fontId="0"/>'
    '<xf numFmtId="176" fontId="0"/><xf numFmtId="9" fontId="1"/><xf numFmtId="57" fontId="0"/></cellXfs></styleSheet>'
)
XLSX_PARTS = {
    "[Content_Types].xml": content_types(
        {
            "xl/workbook.xml": "spreadsheetml.sheet.main",
            "xl/worksheets/sheet1.xml": "spreadsheetml.worksheet",
            "xl/styles.xml": "spreadsheetml.styles",
        }
    ),
    "_rels/.rels": relations({"officeDocument": "xl/workbook.xml"}),
    "xl/_rels/workbook.xml.rels": relations({"worksheet": "worksheets/sheet1.xml", "styles": "styles.xml"}),
    "xl/workbook.xml": (
        f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_RELATIONS}"><sheets>'
        '<sheet name="台账" sheetId="1" r:id="r0"/></sheets></workbook>'
    ).encode(),
    "xl/styles.xml": _STYLES.encode(),
}


def sheet_xml(rows: str, columns: str = "") -> str:
    """The beginning of a worksheet up to its rows, left open."""
    return f'{_HEAD}<worksheet xmlns="{_MAIN}">{columns}<sheetData>{rows}'


def xlsx_parts(parts: Mapping[str, bytes]) -> bytes:
    """A workbook with these parts besides the usual ones."""
    return packed({**XLSX_PARTS, **parts})


def worksheet(rows: str, *, columns: str = "", merges: Sequence[str] = ()) -> bytes:
    """A whole worksheet."""
    areas = "".join(f'<mergeCell ref="{area}"/>' for area in merges)
    tail = f"<mergeCells>{areas}</mergeCells>" if merges else ""
    return f"{sheet_xml(rows, columns)}</sheetData>{tail}</worksheet>".encode()


def xlsx(rows: Sequence[Sequence[str]], *, merges: Sequence[str] = ()) -> bytes:
    """A workbook with one sheet of texts."""
    made = "".join(
        f'<row r="{row}">'
        + "".join(
            f'<c r="{letters(column)}{row}" t="inlineStr"><is><t>{text}</t></is></c>'
            for column, text in enumerate(cells, start=1)
            if text
        )
        + "</row>"
        for row, cells in enumerate(rows, start=1)
    )
    return xlsx_parts({"xl/worksheets/sheet1.xml": worksheet(made, merges=merges)})


def letters(column: int) -> str:
    """A column's letters."""
    text = ""
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


@dataclass(frozen=True)
class Words:
    """Text on a PDF page: x and y of its base line from the bottom left corner."""

    x: float
    y: float
    text: str
    size: float = 12


@dataclass(frozen=True)
class Rule:
    """A ruling line on a PDF page."""

    x0: float
    y0: float
    x1: float
    y1: float


_UNICODE_MAP = (
    b"/CIDInit /ProcSet findresource begin begincmap /CMapType 2 def 1 begincodespacerange <0000> <FFFF> "
    b"endcodespacerange 1 beginbfrange <0000> <FFFF> <0000> endbfrange endcmap end"
)


def pdf(pages: Sequence[str | Sequence[Words | Rule]], *, encrypt: bytes = b"") -> bytes:
    """A PDF; a page given as text holds that one line. Chinese characters are as wide as high, others half."""
    contents = [[Words(72, 760, page)] if isinstance(page, str) else page for page in pages]
    objects: list[bytes] = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count %d /Kids [%s] >>"
        % (len(pages), b" ".join(b"%d 0 R" % (7 + 2 * index) for index in range(len(pages)))),
        b"<< /Type /Font /Subtype /Type0 /BaseFont /Song /Encoding /Identity-H /DescendantFonts [4 0 R] "
        b"/ToUnicode 6 0 R >>",
        b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Song "
        b"/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> "
        b"/DW 1000 /W [32 126 500] /FontDescriptor 5 0 R >>",
        b"<< /Type /FontDescriptor /FontName /Song /Flags 4 /FontBBox [0 -140 1000 860] /ItalicAngle 0 /Ascent 860 "
        b"/Descent -140 /CapHeight 700 /StemV 80 >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(_UNICODE_MAP), _UNICODE_MAP),
    ]
    for index, items in enumerate(contents):
        stream = b"\n".join(map(_drawn, items))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> "
            b"/Contents %d 0 R >>" % (8 + 2 * index)
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
    return _assembled(objects, encrypt)


def _drawn(item: Words | Rule) -> bytes:
    if isinstance(item, Rule):
        return b"%.1f %.1f m %.1f %.1f l S" % (item.x0, item.y0, item.x1, item.y1)
    code = item.text.encode("utf-16-be").hex().encode()
    return b"BT /F1 %.1f Tf %.1f %.1f Td <%s> Tj ET" % (item.size, item.x, item.y, code)


def _assembled(objects: list[bytes], encrypt: bytes) -> bytes:
    data = bytearray(b"%PDF-1.6\n")
    if encrypt:
        objects = [*objects, encrypt]
    offsets = []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(data)
    data += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    data += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    extra = b" /Encrypt %d 0 R /ID [<00><00>]" % len(objects) if encrypt else b""
    data += b"trailer << /Size %d /Root 1 0 R%s >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, extra, start)
    return bytes(data)


def texts(source: Source) -> list[str]:
    """The lines of a source as printed, automatic numbers included."""
    return [line.printed for line in source.lines]


def rows(table: Table, source: Source) -> list[list[str]]:
    """The texts of a table, a merged cell repeated wherever it reaches."""
    return [["" if cell is None else _printed(cell, source) for cell in row] for row in table.grid()]


def _printed(cell: Cell, source: Source) -> str:
    return "\n".join(source.lines[index].printed for index in cell.lines)


def tables(source: Source) -> list[Table]:
    """The tables of a source."""
    return [item for item in source.layout if isinstance(item, Table)]
