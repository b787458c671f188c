"""Web pages (html), also saved under the name of a Word file, and web archives (mhtml)."""

from __future__ import annotations

import email
import email.policy
import re
from dataclasses import dataclass, field

from lxml import etree
from lxml.html import HTMLParser, document_fromstring

from zhenggai.core.source import Place, Source, Table
from zhenggai.core.typography import is_wide
from zhenggai.documents import limits
from zhenggai.documents.formats.building import GridCell, SourceBuilder
from zhenggai.documents.formats.decoding import decode
from zhenggai.documents.formats.html_main import CONTROL, article_title, main_content
from zhenggai.documents.formats.refusals import refusal
from zhenggai.documents.sniffing import MEDIA_TYPES, Kind

_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_\-]+)", re.IGNORECASE)
_XML_HEAD = re.compile(r"^\s*<\?xml[^>]*\?>")
_TABLE_TAG = re.compile(r"<(/?)table\b", re.IGNORECASE)
_SOURCE_BREAK = re.compile(r"(?<![ \t\r\f])[ \t\r\f]*+\n[ \t\r\n\f]*+")
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BLOCKS = frozenset((
    "address", "article", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl", "dt", "fieldset",
    "figcaption", "figure", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "legend", "li", "main",
    "menu", "ol", "p", "pre", "section", "summary", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
))  # fmt: skip
_BOLD = frozenset(("b", "strong", "h1", "h2", "h3", "h4", "h5", "h6", "th"))
_CENTRED = re.compile(r"text-align\s*:\s*center", re.IGNORECASE)
_FURNITURE = re.compile(
    r"^[\[【（(]?\s*(?:字体|字号|文字大小|打印|关闭|分享|扫一扫|上一篇|下一篇|版权所有|网站标识码|返回顶部|收藏|无障碍|当前位置|您(?:现在|当前)?(?:的|所在的?)位置|"
    r"我要纠错|浏览次数|阅读次数|点击(?:数|量|次数)|访问量|责任编辑|编辑[:：]|网站地图|联系我们|语音播报)"
    r"|[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼]ICP[备证]|公网安备|政府网站找错|Copyright"
)
_META = re.compile(
    r"^(?:信息|文章|稿件)?(?:来源|作者|发布(?:时间|日期|机构|单位)|发文(?:时间|日期|机构)|日期|时间|更新时间|成文日期|索引号|信息索引|主题分类|公开(?:时间|日期))\s*[:：]"
)
_META_LINES = 8
_TITLE_SLACK = 30  # characters of a document number or a site's line that may stand before the title
_BREAK = "\x0b"  # a line break of the page, until those of its source are collapsed


def open_html(data: bytes, name: str, member: str | None = None) -> Source:
    """The source of a web page. Raises UnreadableDocument."""
    declared = _CHARSET.search(data[:4096])
    decoded = decode(data, declared[1].decode("ascii") if declared else None)
    builder = SourceBuilder(name, data, MEDIA_TYPES[Kind.HTML], member)
    _read_page(decoded.text, builder)
    return builder.build()


def open_mhtml(data: bytes, name: str, member: str | None = None) -> Source:
    """The source of a web archive, as Word's "single file web page"."""
    message = email.message_from_bytes(data, policy=email.policy.default)
    for part in message.walk():
        if part.get_content_type() == "text/html":
            payload = part.get_payload(decode=True)
            if isinstance(payload, bytes):
                text = decode(payload, part.get_content_charset()).text
                builder = SourceBuilder(name, data, MEDIA_TYPES[Kind.MHTML], member)
                _read_page(text, builder)
                return builder.build()
    raise refusal("no_text")


def _read_page(text: str, builder: SourceBuilder) -> None:
    _refuse_deep(text)
    parser = HTMLParser(no_network=True, remove_comments=True, remove_pis=True, huge_tree=False)
    try:
        root = document_fromstring(CONTROL.sub(" ", _XML_HEAD.sub("", text)), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        _refuse_cut_off(parser)
        raise refusal("no_text") from None
    _refuse_cut_off(parser)
    title = article_title(root)
    main = main_content(root)
    _Walk(builder).page(main, title)
    n_images = sum(1 for _ in main.iter("img"))
    if n_images:
        builder.remark("images", "info", f"正文有{n_images}张图片，图片里的文字没有读取")


def _refuse_deep(text: str) -> None:
    """Refuse tables in tables without end, which the parser would cut off silently."""
    depth = 0
    for match in _TABLE_TAG.finditer(text):
        depth = max(depth - 1, 0) if match[1] else depth + 1
        if depth > limits.MAX_TABLE_DEPTH:
            raise refusal("too_deep")


def _refuse_cut_off(parser: HTMLParser) -> None:
    """Refuse a page of which the parser left the rest out, as it does silently at its own bounds."""
    messages = [entry.message.lower() for entry in parser.error_log]
    if any("depth" in message for message in messages):
        raise refusal("too_deep")
    if any("huge" in message or "too long" in message for message in messages):
        raise refusal("long_line")


@dataclass(slots=True)
class _Block:
    """A paragraph of the page while its inline parts are gathered."""

    pieces: list[str] = field(default_factory=list)
    n_bold: int = 0
    n_plain: int = 0


class _Walk:
    """Goes through the article in order and hands paragraphs and tables to the builder."""

    def __init__(self, builder: SourceBuilder) -> None:
        self._builder = builder
        self._block = _Block()
        self._cell: GridCell | None = None
        self._place = Place()
        self._depth = 0

    def page(self, main: etree._Element, title: str) -> None:
        """The title first, unless the article begins with it."""
        text = _squeezed("".join(map(str, main.itertext())))
        wanted = _squeezed(title)
        begins = text.find(wanted, 0, len(wanted) + _TITLE_SLACK)
        in_sentence = begins > 0 and text[begins + len(wanted) :][:1] in tuple("，,。；")
        if title and (begins < 0 or in_sentence):
            self._builder.paragraph(title, heading=1, bold=True, centred=True)
        self._element(main, heading=0, bold=False, centred=False)
        self._flush(0, False)

    def _element(self, element: etree._Element, heading: int, bold: bool, centred: bool) -> None:
        tag = element.tag
        if tag == "br":
            self._block.pieces.append(_BREAK)
        if not isinstance(tag, str) or tag == "br":
            return
        if tag == "table" and _is_data_table(element):
            self._flush(heading, centred)
            for caption in element.findall("caption"):
                self._element(caption, heading, bold, centred=True)
            self._add_table(element)
            return
        is_block = tag in _BLOCKS or tag == "table"
        if is_block:
            self._flush(heading, centred)
            heading = _HEADINGS.get(tag, heading)
            centred = _is_centred(element, centred)
        inner_bold = bold or tag in _BOLD
        keep_breaks = tag == "pre"
        self._text(element.text, inner_bold, keep_breaks)
        for child in element:
            self._element(child, heading, inner_bold, centred)
            self._text(child.tail, inner_bold, keep_breaks)
        if is_block:
            self._flush(heading, centred)

    def _text(self, text: str | None, bold: bool, keep_breaks: bool) -> None:
        if not text:
            return
        if keep_breaks:
            text = text.replace("\n", _BREAK)
        self._block.pieces.append(text)
        if text.strip():
            if bold:
                self._block.n_bold += 1
            else:
                self._block.n_plain += 1

    def _flush(self, heading: int, centred: bool) -> None:
        """End the paragraph that is being gathered."""
        block, self._block = self._block, _Block()
        text = _collapse("".join(block.pieces)).replace(_BREAK, "\n")
        if not text.strip():
            return
        bold = block.n_bold > 0 and block.n_plain == 0
        if self._cell is not None:
            for piece in text.split("\n"):
                index = self._builder.line(piece, self._place, bold=bold, centred=centred)
                if index is not None:
                    self._cell.lines.append(index)
            return
        if len(text) <= 200 and (_FURNITURE.search(text.strip()) or self._is_meta(text)):
            return
        self._builder.paragraph(text, heading=heading, bold=bold, centred=centred)

    def _is_meta(self, text: str) -> bool:
        return len(self._builder.lines) < _META_LINES and _META.match(text.strip()) is not None and len(text) < 120

    def _add_table(self, element: etree._Element) -> None:
        table = self._table(element)
        if self._cell is not None:
            self._cell.tables.append(table)
        else:
            self._builder.layout.append(table)

    def _table(self, element: etree._Element) -> Table:
        """A table as a grid, rowspan and colspan kept."""
        self._depth += 1
        if self._depth > limits.MAX_TABLE_DEPTH:
            raise refusal("too_deep")
        outer = self._cell, self._place
        number = self._builder.next_table()
        rows = _rows(element)
        taken: dict[tuple[int, int], bool] = {}
        cells: list[GridCell] = []
        columns = 0
        for row, line in enumerate(rows):
            column = 0
            group = line.getparent()
            in_head = group is not None and group.tag == "thead"
            for part in line:
                if part.tag not in ("td", "th"):
                    continue
                while (row, column) in taken:
                    column += 1
                cell = GridCell(row, column, header=part.tag == "th" or in_head)
                cell.row_span = min(_span(part, "rowspan") or len(rows), len(rows) - row)
                cell.column_span = max(_span(part, "colspan"), 1)
                self._claim(taken, cell)
                self._cell = cell
                self._place = Place(file=self._builder.member, table=number, row=row + 1, column=column + 1)
                self._element(part, heading=0, bold=False, centred=False)
                self._flush(0, False)
                cells.append(cell)
                column += cell.column_span
                columns = max(columns, column)
        self._cell, self._place = outer
        self._depth -= 1
        return self._builder.table([cell.done() for cell in cells], len(rows), columns)

    def _claim(self, taken: dict[tuple[int, int], bool], cell: GridCell) -> None:
        if len(taken) + cell.row_span * cell.column_span > limits.MAX_GRID_PLACES:
            raise refusal("too_many_cells")
        for row in range(cell.row, cell.row + cell.row_span):
            for column in range(cell.column, cell.column + cell.column_span):
                taken[row, column] = True


def _rows(table: etree._Element) -> list[etree._Element]:
    """The rows of a table itself, not of tables inside it, heads first."""
    rows = []
    for child in table:
        if child.tag == "tr":
            rows.append(child)
        elif child.tag in ("thead", "tbody", "tfoot"):
            rows.extend(row for row in child if row.tag == "tr")
    return rows


def _is_data_table(table: etree._Element) -> bool:
    """False for a table that only arranges the page: one column, or little text outside of one inner table."""
    rows = _rows(table)
    widest = max((sum(cell.tag in ("td", "th") for cell in row) for row in rows), default=0)
    if widest < 2:
        return False
    inner = [nested for nested in table.iter("table") if nested is not table]
    if not inner:
        return True
    text = len("".join(map(str, table.itertext())).strip())
    largest = max(len("".join(map(str, nested.itertext())).strip()) for nested in inner)
    return largest < text * 0.8


def _span(cell: etree._Element, name: str) -> int:
    digits = re.match(r"\s*(\d{1,5})", cell.get(name, ""))
    return min(int(digits[1]), 1000) if digits else 1


def _is_centred(element: etree._Element, inherited: bool) -> bool:
    if element.tag == "center" or element.get("align", "").lower() == "center":
        return True
    style = element.get("style", "")
    return _CENTRED.search(style) is not None or (inherited and "text-align" not in style and not element.get("align"))


def _collapse(text: str) -> str:
    """Line breaks of the page's source: a blank, or nothing between Chinese characters."""

    def joint(match: re.Match[str]) -> str:
        before = text[match.start() - 1] if match.start() else ""
        after = text[match.end()] if match.end() < len(text) else ""
        return "" if before and after and is_wide(before) and is_wide(after) else " "

    return _SOURCE_BREAK.sub(joint, text)


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)
