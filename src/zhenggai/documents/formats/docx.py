"""Word documents (docx), read by hand from their XML: what a reader of the printed page would see.

Insertions count, deletions do not; content controls and smart tags are transparent; of alternate content only the
first choice is read; a text box follows the paragraph that anchors it.
"""

from __future__ import annotations

import posixpath

from lxml import etree

from zhenggai.core.source import Part, Place, Source, Table
from zhenggai.documents import limits
from zhenggai.documents.formats.building import GridCell, SourceBuilder
from zhenggai.documents.formats.docx_markup import lighten
from zhenggai.documents.formats.docx_numbers import W, WordNumbering
from zhenggai.documents.formats.docx_paragraphs import PAGE_BREAK, ParagraphReader, Scanned
from zhenggai.documents.formats.docx_styles import OFF, WordStyles
from zhenggai.documents.formats.docx_tree import BOX, settle
from zhenggai.documents.formats.making import make_cell_place
from zhenggai.documents.formats.packed import Packed
from zhenggai.documents.formats.refusals import refusal
from zhenggai.documents.formats.safe_xml import parse_xml, whole_number
from zhenggai.documents.sniffing import MEDIA_TYPES, Kind

_VAL = W + "val"
_P, _TBL, _TR, _TC = W + "p", W + "tbl", W + "tr", W + "tc"
_TRPR, _TCPR, _GRID_SPAN, _GRID_BEFORE, _TBL_HEADER = (
    W + "trPr", W + "tcPr", W + "gridSpan", W + "gridBefore", W + "tblHeader"
)  # fmt: skip
_MERGES = {W + "vMerge": "continue", W + "hMerge": "beside"}
_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


def open_docx(data: bytes, packed: Packed, name: str, member: str | None = None) -> Source:
    """The source of a Word document. Raises UnreadableDocument."""
    builder = SourceBuilder(name, data, MEDIA_TYPES[Kind.DOCX], member)
    return _Reader(packed, builder).read()


class _Reader:
    """Walks over the parts of one document."""

    def __init__(self, packed: Packed, builder: SourceBuilder) -> None:
        self._packed = packed
        self._builder = builder
        self._main = _main_part(packed)
        self._parts = _related_parts(packed, self._main)
        self._page: int | None = None
        self._depth = 0

    def read(self) -> Source:
        """Headers first, as they are printed, then the body, footnotes and footers."""
        data = lighten(self._packed.read(self._main))
        body = next(parse_xml(data).iterchildren(W + "body"), None)
        if body is None:
            raise refusal("damaged")
        self._paragraphs = ParagraphReader(
            WordStyles(self._part_bytes("styles"), data), WordNumbering(self._part("numbering"))
        )
        changes = settle(body)
        if changes:
            self._builder.remark("tracked_changes", "info", f"文件带有{changes}处修订痕迹，按接受全部修订读取")
        n_images = len(self._parts.get("image", ()))
        if n_images:
            self._builder.remark("images", "info", f"文件里有{n_images}张图片，图片里的文字没有读取")
        if next(body.iter(PAGE_BREAK), None) is not None:
            self._page = 1
        self._side_parts("header")
        self._paragraphs.scan(body)
        self._blocks(body, "body")
        self._page = None
        for kind in ("footnotes", "endnotes"):
            self._notes(kind)
        self._side_parts("footer")
        return self._builder.build()

    def _part_bytes(self, kind: str) -> bytes | None:
        names = self._parts.get(kind)
        return self._packed.read(names[0]) if names else None

    def _part(self, kind: str) -> etree._Element | None:
        data = self._part_bytes(kind)
        return parse_xml(data) if data is not None else None

    def _side_parts(self, kind: Part) -> None:
        for name in self._parts.get(kind, ()):
            root = parse_xml(self._packed.read(name))
            settle(root)
            self._paragraphs.scan(root)
            for paragraph in root.iter(_P):
                self._builder.paragraph(self._paragraphs.read(paragraph).text, part=kind)

    def _notes(self, kind: str) -> None:
        root = self._part(kind)
        if root is None:
            return
        settle(root)
        self._paragraphs.scan(root)
        for note in root:
            if note.get(W + "type", "normal") == "normal":
                self._blocks(note, "footnote")

    def _blocks(self, parent: etree._Element, part: Part) -> None:
        """Paragraphs, tables and text boxes of the running text, in order."""
        for child in parent:
            tag = child.tag
            if tag == _P:
                page = self._page
                found = self._read(child)
                if found.text or found.numbering:
                    self._builder.paragraph(
                        found.text,
                        page=page,
                        part=part,
                        numbering=found.numbering,
                        heading=found.heading,
                        bold=found.bold,
                        centred=found.centred,
                    )
            elif tag == _TBL:
                self._builder.layout.append(self._table(child))
            elif tag == BOX:
                self._blocks(child, "textbox")

    def _read(self, paragraph: etree._Element) -> Scanned:
        found = self._paragraphs.read(paragraph)
        if found.n_pages and self._page is not None:
            self._page += found.n_pages
        return found

    def _table(self, element: etree._Element) -> Table:
        """A table as a grid; nested tables hang in their cells."""
        self._depth += 1
        if self._depth > limits.MAX_TABLE_DEPTH:
            raise refusal("too_deep")
        number = self._builder.next_table()
        cells: list[GridCell] = []
        above: dict[int, GridCell] = {}
        columns = row = 0
        still_header = True
        for child in element:
            if child.tag == _TR:
                still_header = still_header and _is_header(child)
                above, end = self._row(child, row, number, above, cells, still_header)
                columns = max(columns, end)
                row += 1
        self._depth -= 1
        return self._builder.table([cell.done() for cell in cells], row, columns)

    def _row(
        self,
        element: etree._Element,
        row: int,
        table: int,
        above: dict[int, GridCell],
        cells: list[GridCell],
        header: bool,
    ) -> tuple[dict[int, GridCell], int]:
        """Add the cells of a row; returns what stands in it, cells that began further up included, and its width."""
        current: dict[int, GridCell] = {}
        column = 0
        before: GridCell | None = None
        for child in element:
            if child.tag == _TRPR:
                column = _number_in(child, _GRID_BEFORE)
            if child.tag != _TC:
                continue
            span, merge = _merging(child)
            upper = above.get(column)
            if merge == "continue" and upper is not None:
                upper.row_span += 1
                current[column] = upper
                column += upper.column_span
            elif merge == "beside" and before is not None:
                before.column_span += span
                column += span
            else:
                before = GridCell(row, column, column_span=span, header=header)
                self._fill(before, child, table)
                cells.append(before)
                current[column] = before
                column += span
        return current, column

    def _fill(self, cell: GridCell, parent: etree._Element, table: int) -> None:
        """Put the paragraphs and nested tables of a w:tc, or of a text box in it, into the cell."""
        place = make_cell_place(self._builder.member, self._page, table, cell.row + 1, cell.column + 1)
        for child in parent:
            tag = child.tag
            if tag == _P:
                found = self._read(child)
                if found.text or found.numbering:
                    self._add_to(cell, found, place)
            elif tag == _TBL:
                cell.tables.append(self._table(child))
            elif tag == BOX:
                self._fill(cell, child, table)

    def _add_to(self, cell: GridCell, found: Scanned, place: Place) -> None:
        numbering = found.numbering
        for piece in found.text.split("\n"):
            index = self._builder.line(piece, place, numbering=numbering, bold=found.bold, centred=found.centred)
            numbering = ""
            if index is not None:
                cell.lines.append(index)


def _is_header(row: etree._Element) -> bool:
    """True for a row that Word repeats at the top of every page."""
    for child in row:
        if child.tag == _TRPR:
            return any(switch.tag == _TBL_HEADER and switch.get(_VAL) not in OFF for switch in child)
        if child.tag == _TC:
            return False
    return False


def _number_in(properties: etree._Element, tag: str) -> int:
    """The number that a property holds, 0 without it."""
    for child in properties:
        if child.tag == tag:
            return min(max(whole_number(child.get(_VAL), 0), 0), limits.MAX_CELLS)
    return 0


def _merging(cell: etree._Element) -> tuple[int, str]:
    """Columns a cell covers, and how it is merged: "continue" of the cell above, "beside" the one before, or ""."""
    properties = cell[0] if len(cell) else None
    if properties is None or properties.tag != _TCPR:
        return 1, ""
    span, merge = 1, ""
    for child in properties:
        tag = child.tag
        if tag == _GRID_SPAN:
            span = min(max(whole_number(child.get(_VAL), 1), 1), limits.MAX_CELLS)
        elif tag in _MERGES and child.get(_VAL, "continue") != "restart":
            merge = _MERGES[tag]
    return span, merge


def _main_part(packed: Packed) -> str:
    """The part that holds the text: where the package says, else where Word puts it."""
    if packed.has("_rels/.rels"):
        for relation in parse_xml(packed.read("_rels/.rels")).iter(_RELATIONS):
            target = relation.get("Target", "").lstrip("/")
            if relation.get("Type", "").endswith("/officeDocument") and packed.has(target):
                return target
    if packed.has("word/document.xml"):
        return "word/document.xml"
    raise refusal("damaged")


def _related_parts(packed: Packed, main: str) -> dict[str, list[str]]:
    """Parts of the package by the last word of their relation: styles, numbering, header, footer, footnotes."""
    folder, name = posixpath.split(main)
    relations = f"{folder}/_rels/{name}.rels".lstrip("/")
    parts: dict[str, list[str]] = {}
    if packed.has(relations):
        for relation in parse_xml(packed.read(relations)).iter(_RELATIONS):
            target = relation.get("Target", "")
            path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            if relation.get("TargetMode") != "External" and packed.has(path):
                parts.setdefault(relation.get("Type", "").rsplit("/", 1)[-1], []).append(path)
    return parts
