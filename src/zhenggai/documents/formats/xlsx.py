"""Workbooks (xlsx), read by hand from their XML: merged cells, hidden rows, columns and sheets, dates as displayed.

The fast readers know neither merges nor what is hidden, and openpyxl is slow and grows with what a sheet claims to
hold; a sheet is therefore streamed, and rows and columns without text do not count towards the grid.
"""

from __future__ import annotations

import io
import posixpath
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from zhenggai.core.own_workbook import about_in
from zhenggai.core.source import Place, Source
from zhenggai.documents import limits
from zhenggai.documents.formats.building import GridCell, SourceBuilder
from zhenggai.documents.formats.number_formats import code_of, displayed
from zhenggai.documents.formats.packed import Packed
from zhenggai.documents.formats.refusals import refusal
from zhenggai.documents.formats.safe_xml import parse_xml, refuse_doctype, whole_number
from zhenggai.documents.names import printable
from zhenggai.documents.sniffing import MEDIA_TYPES, Kind

_REFERENCE = re.compile(r"^([A-Z]{1,3})([0-9]{1,7})$")
_ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")
_TRUE = ("1", "true", "on")
_LAST_COLUMN = 16_384
_PROPERTIES = "docProps/custom.xml"


@dataclass(slots=True)
class _Sheet:
    """What was read of one worksheet: texts by row and column (from 1), merges, and what is hidden."""

    name: str
    hidden: bool
    texts: dict[tuple[int, int], str] = field(default_factory=dict)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    bold: set[tuple[int, int]] = field(default_factory=set)
    centred: set[tuple[int, int]] = field(default_factory=set)

    def is_hidden(self, row: int, column: int) -> bool:
        """True if the cell cannot be seen."""
        return self.hidden or row in self.hidden_rows or column in self.hidden_columns


def open_xlsx(data: bytes, packed: Packed, name: str, member: str | None = None) -> Source:
    """The source of a workbook: one table for each sheet that holds text, in the order of the sheets."""
    builder = SourceBuilder(name, data, MEDIA_TYPES[Kind.XLSX], member)
    workbook = _Workbook(packed)
    builder.ledger = about_in(_properties(packed))
    n_cells = 0
    for sheet in workbook.sheets():
        n_cells += len(sheet.texts)
        if n_cells > limits.MAX_CELLS:
            raise refusal("too_many_cells")
        _remark_hidden(sheet, builder)
        _add_sheet(sheet, builder)
    return builder.build()


class _Workbook:
    """The parts that all sheets share."""

    def __init__(self, packed: Packed) -> None:
        self._packed = packed
        self._main = _workbook_part(packed)
        self._folder, name = posixpath.split(self._main)
        self._root = parse_xml(packed.read(self._main))
        self._relations = self._read_relations(f"{self._folder}/_rels/{name}.rels".lstrip("/"))
        self._strings = self._read_strings()
        self._codes: list[str] = []
        self._bold: list[bool] = []
        self._centred: list[bool] = []
        self._read_styles()
        properties = self._root.find("{*}workbookPr")
        self._from_1904 = properties is not None and properties.get("date1904") in _TRUE

    def sheets(self) -> Iterator[_Sheet]:
        """The worksheets in order; chart sheets and sheets that are missing are passed over."""
        for element in self._root.iterfind("{*}sheets/{*}sheet"):
            identity = next((str(value) for key, value in element.items() if str(key).endswith("}id")), "")
            path = self._relations.get(identity, ("", ""))
            if path[0].endswith("/worksheet") and self._packed.has(path[1]):
                sheet = _Sheet(printable(element.get("name", "")), element.get("state", "visible") != "visible")
                self._read_sheet(self._packed.read(path[1]), sheet)
                yield sheet

    def _read_relations(self, path: str) -> dict[str, tuple[str, str]]:
        relations: dict[str, tuple[str, str]] = {}
        if self._packed.has(path):
            for relation in parse_xml(self._packed.read(path)):
                target = relation.get("Target", "")
                full = target.lstrip("/") if target.startswith("/") else posixpath.join(self._folder, target)
                if relation.get("TargetMode") != "External":
                    relations[relation.get("Id", "")] = (relation.get("Type", ""), posixpath.normpath(full))
        return relations

    def _part(self, kind: str) -> bytes | None:
        path = next((path for type_, path in self._relations.values() if type_.endswith("/" + kind)), None)
        return self._packed.read(path) if path is not None and self._packed.has(path) else None

    def _read_strings(self) -> list[str]:
        data = self._part("sharedStrings")
        if data is None:
            return []
        strings: list[str] = []
        for element in _stream(data, "{*}si"):
            strings.append(_string(element))
            if len(strings) > limits.MAX_CELLS:
                raise refusal("too_many_cells")
        return strings

    def _read_styles(self) -> None:
        data = self._part("styles")
        if data is None:
            return
        root = parse_xml(data)
        custom = {
            whole_number(e.get("numFmtId"), 0): e.get("formatCode", "") for e in root.iterfind("{*}numFmts/{*}numFmt")
        }
        bold_fonts = [font.find("{*}b") is not None for font in root.iterfind("{*}fonts/{*}font")]
        for style in root.iterfind("{*}cellXfs/{*}xf"):
            self._codes.append(code_of(whole_number(style.get("numFmtId"), 0), custom))
            font = whole_number(style.get("fontId"), 0)
            self._bold.append(font < len(bold_fonts) and bold_fonts[font])
            alignment = style.find("{*}alignment")
            self._centred.append(alignment is not None and alignment.get("horizontal", "").startswith("center"))

    def _read_sheet(self, data: bytes, sheet: _Sheet) -> None:
        n_rows = 0
        row = 0
        for element in _stream(data, "{*}row", "{*}col", "{*}mergeCell"):
            kind = etree.QName(element).localname
            if kind == "row":
                n_rows += 1
                row = whole_number(element.get("r"), row + 1)
                self._read_row(element, row, sheet)
                if n_rows > limits.MAX_SHEET_ROWS:
                    raise refusal("too_many_rows", f"工作表“{sheet.name}”")
            elif kind == "col":
                if element.get("hidden") in _TRUE or element.get("width") == "0":
                    last = min(whole_number(element.get("max"), 0), _LAST_COLUMN)
                    sheet.hidden_columns.update(range(whole_number(element.get("min"), 0), last + 1))
            else:
                merge = _area(element.get("ref", ""))
                if merge is not None:
                    sheet.merges.append(merge)
                if len(sheet.merges) > limits.MAX_MERGES:
                    raise refusal("too_many_cells", f"工作表“{sheet.name}”")

    def _read_row(self, element: etree._Element, row: int, sheet: _Sheet) -> None:
        if element.get("hidden") in _TRUE or element.get("ht") == "0":
            sheet.hidden_rows.add(row)
        column = 0
        for cell in element:
            match = _REFERENCE.match(cell.get("r", ""))
            column = column_number(match[1]) if match else column + 1
            text = self._cell_text(cell)
            if not text:
                continue
            if column > _LAST_COLUMN or len(sheet.texts) >= limits.MAX_CELLS:
                raise refusal("too_many_cells", f"工作表“{sheet.name}”")
            sheet.texts[row, column] = text
            style = whole_number(cell.get("s"), 0)
            if style < len(self._bold) and self._bold[style]:
                sheet.bold.add((row, column))
            if style < len(self._centred) and self._centred[style]:
                sheet.centred.add((row, column))

    def _cell_text(self, cell: etree._Element) -> str:
        kind = cell.get("t", "n")
        if kind == "inlineStr":
            inline = cell.find("{*}is")
            return _string(inline) if inline is not None else ""
        value = cell.findtext("{*}v")
        if not value:
            return ""
        if kind == "s":
            index = int(value) if value.isdigit() else -1
            return self._strings[index] if 0 <= index < len(self._strings) else ""
        if kind == "b":
            return "TRUE" if value == "1" else "FALSE"
        if kind in ("str", "e", "d"):
            return _unescape(value)
        style = whole_number(cell.get("s"), 0)
        return displayed(
            value, self._codes[style] if style < len(self._codes) else "General", from_1904=self._from_1904
        )


def _stream(data: bytes, *tags: str) -> Iterator[etree._Element]:
    """Elements as they end; what was yielded is thrown away, so that memory does not grow with the part."""
    refuse_doctype(data)
    try:
        for _event, element in etree.iterparse(
            io.BytesIO(data), events=("end",), tag=tags, resolve_entities=False, no_network=True, load_dtd=False,
            remove_comments=True, remove_pis=True, huge_tree=False,
        ):  # fmt: skip
            yield element
            element.clear()
            while element.getprevious() is not None:
                parent = element.getparent()
                if parent is None:
                    break
                del parent[0]
    except (etree.XMLSyntaxError, ValueError):
        raise refusal("damaged") from None


def _string(element: etree._Element) -> str:
    """The text of a shared or inline string; the pronunciation hints of East Asian text are left out."""
    pieces = []
    for text in element.iter("{*}t"):
        parent = text.getparent()
        if parent is None or not str(parent.tag).endswith("}rPh"):
            pieces.append(text.text or "")
    return _unescape("".join(pieces))


def _unescape(text: str) -> str:
    text = _ESCAPE.sub(_character, text) if "_x" in text else text
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _character(match: re.Match[str]) -> str:
    """The character an escape stands for; halves of surrogate pairs stand for nothing."""
    code = int(match[1], 16)
    return "" if 0xD800 <= code <= 0xDFFF else chr(code)


def column_number(letters: str) -> int:
    """A column's letters counted from 1: A -> 1, AA -> 27."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _area(reference: str) -> tuple[int, int, int, int] | None:
    """A1:C3 as first row, first column, last row, last column."""
    first, _, last = reference.partition(":")
    start, end = _REFERENCE.match(first), _REFERENCE.match(last or first)
    if start is None or end is None:
        return None
    return int(start[2]), column_number(start[1]), int(end[2]), column_number(end[1])


def _workbook_part(packed: Packed) -> str:
    if packed.has("_rels/.rels"):
        for relation in parse_xml(packed.read("_rels/.rels")):
            target = relation.get("Target", "").lstrip("/")
            if relation.get("Type", "").endswith("/officeDocument") and packed.has(target):
                return target
    if packed.has("xl/workbook.xml"):
        return "xl/workbook.xml"
    raise refusal("damaged")


def _properties(packed: Packed) -> dict[str, str]:
    """The custom properties of the file, as texts."""
    if not packed.has(_PROPERTIES):
        return {}
    return {one.get("name", ""): "".join(map(str, one.itertext())) for one in parse_xml(packed.read(_PROPERTIES))}


def _remark_hidden(sheet: _Sheet, builder: SourceBuilder) -> None:
    """Say what of the sheet cannot be seen, as far as it holds text."""
    if not sheet.texts:
        return
    if sheet.hidden:
        builder.remark("hidden_sheet", "warning", f"工作表“{sheet.name}”是隐藏的，其内容已标记为隐藏")
        return
    rows = sorted({row for row, _ in sheet.texts if row in sheet.hidden_rows})
    columns = sorted({column for _, column in sheet.texts if column in sheet.hidden_columns})
    if rows:
        builder.remark("hidden_rows", "warning", f"工作表“{sheet.name}”有{len(rows)}个隐藏行含有内容，已标记为隐藏")
    if columns:
        builder.remark(
            "hidden_columns", "warning", f"工作表“{sheet.name}”有{len(columns)}个隐藏列含有内容，已标记为隐藏"
        )


def _add_sheet(sheet: _Sheet, builder: SourceBuilder) -> None:
    """Put the sheet into the layout as one table without its empty rows and columns."""
    if not any(text.strip() for text in sheet.texts.values()):
        return
    covered = _covered(sheet)
    visible = {place: text for place, text in sheet.texts.items() if place not in covered and text.strip()}
    row_numbers = sorted({row for row, _ in visible})
    column_numbers = sorted({column for _, column in visible})
    rows = {row: index for index, row in enumerate(row_numbers)}
    columns = {column: index for index, column in enumerate(column_numbers)}
    spans = {(top, left): (bottom, right) for top, left, bottom, right in sheet.merges}
    builder.table((), len(rows), len(columns))
    number = builder.next_table()
    cells = []
    for (row, column), text in sorted(visible.items()):
        cell = GridCell(rows[row], columns[column])
        bottom, right = spans.get((row, column), (row, column))
        cell.row_span = bisect_right(row_numbers, bottom) - rows[row]
        cell.column_span = bisect_right(column_numbers, right) - columns[column]
        place = Place(file=builder.member, sheet=sheet.name, table=number, row=row, column=column)
        for piece in text.split("\n"):
            index = builder.line(
                piece,
                place,
                hidden=sheet.is_hidden(row, column),
                bold=(row, column) in sheet.bold,
                centred=(row, column) in sheet.centred,
            )
            if index is not None:
                cell.lines.append(index)
        cells.append(cell.done())
    builder.layout.append(builder.table(cells, len(rows), len(columns), sheet.name))


def _covered(sheet: _Sheet) -> set[tuple[int, int]]:
    """Places with text that a merged area covers: not seen, since only its top left corner shows."""
    by_row: dict[int, list[int]] = {}
    for row, column in sheet.texts:
        by_row.setdefault(row, []).append(column)
    rows = sorted(by_row)
    covered: set[tuple[int, int]] = set()
    for top, left, bottom, right in sheet.merges:
        for row in rows[bisect_left(rows, top) : bisect_right(rows, bottom)]:
            covered.update(
                (row, column) for column in by_row[row] if left <= column <= right and (row, column) != (top, left)
            )
    return covered
