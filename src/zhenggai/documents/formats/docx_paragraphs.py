"""One paragraph of a Word document: its text, its automatic number, and how it is set.

This is where opening spends its time: plain loops over children, since lxml's `find` and `iter` cost more than a
whole paragraph read by hand.
"""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from zhenggai.documents.formats.docx_numbers import W, WordNumbering
from zhenggai.documents.formats.docx_styles import OFF, ParagraphStyle, WordStyles
from zhenggai.documents.formats.safe_xml import whole_number

_VAL = W + "val"
_R, _T, _PPR, _RPR, _B = W + "r", W + "t", W + "pPr", W + "rPr", W + "b"
_PSTYLE, _NUMPR, _JC, _OUTLINE, _NUMID, _ILVL = (
    W + "pStyle", W + "numPr", W + "jc", W + "outlineLvl", W + "numId", W + "ilvl"
)  # fmt: skip
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_RUNS = frozenset((_R, _MATH + "r"))
_TEXTS = frozenset((_T, _MATH + "t"))
_CHARACTERS = {W + "tab": "\t", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "-", W + "ptab": "\t"}
_SYMBOL = W + "sym"
_WINGDINGS = {"F0FE": "☑", "F052": "☑", "F0FC": "√", "F0A8": "□", "F06F": "□", "F0A3": "□"}
_RUBY = W + "ruby"
PAGE_BREAK = W + "lastRenderedPageBreak"


@dataclass(slots=True)
class Scanned:
    """A paragraph as found. n_pages: page breaks that Word noted inside it."""

    text: str
    numbering: str = ""
    heading: int = 0
    bold: bool = False
    centred: bool = False
    n_pages: int = 0


class ParagraphReader:
    """Reads paragraphs in document order: the counters of automatic numbering go on from one to the next."""

    def __init__(self, styles: WordStyles, numbering: WordNumbering) -> None:
        self._styles = styles
        self._numbering = numbering
        self._pieces: list[str] = []
        self._n_runs = 0
        self._n_bold = 0
        self._n_unset = 0
        self._n_pages = 0

    def read(self, paragraph: etree._Element) -> Scanned:
        """Text, number and setting of a w:p."""
        pieces: list[str] = []
        self._pieces = pieces
        self._n_runs = self._n_bold = self._n_unset = self._n_pages = 0
        properties: etree._Element | None = None
        for child in paragraph:
            tag = child.tag
            if tag == _R:
                self._run(child)
            elif tag == _PPR:
                properties = child
            elif len(child):
                self._wrapped(child)
        text = pieces[0] if len(pieces) == 1 else "".join(pieces)
        style = self._styles.default
        if properties is None:
            number = self._number(None, style) if style.list_id else ""
            scanned = Scanned(text, number, style.heading, style.bold, style.centred)
        else:
            scanned = self._set(text, properties, style)
        n_bold = self._n_bold + (self._n_unset if scanned.bold else 0)
        scanned.bold = 0 < n_bold == self._n_runs
        scanned.n_pages = self._n_pages
        return scanned

    def _set(self, text: str, properties: etree._Element, style: ParagraphStyle) -> Scanned:
        numbering: etree._Element | None = None
        centred: bool | None = None
        heading: int | None = None
        for child in properties:
            tag = child.tag
            if tag == _PSTYLE:
                style = self._styles.get(child.get(_VAL, ""))
            elif tag == _NUMPR:
                numbering = child
            elif tag == _JC:
                centred = child.get(_VAL) == "center"
            elif tag == _OUTLINE:
                level = whole_number(child.get(_VAL), 9)
                heading = level + 1 if 0 <= level < 9 else 0
        return Scanned(
            text,
            self._number(numbering, style) if numbering is not None or style.list_id else "",
            style.heading if heading is None else heading,
            style.bold,
            style.centred if centred is None else centred,
        )

    def _number(self, own: etree._Element | None, style: ParagraphStyle) -> str:
        """What automatic numbering prints; the paragraph's own list and level go before those of its style."""
        list_id, level = style.list_id, style.list_level
        for child in own if own is not None else ():
            if child.tag == _NUMID:
                list_id = child.get(_VAL, "")
            elif child.tag == _ILVL:
                level = whole_number(child.get(_VAL), 0)
        if level is None:
            level = self._numbering.level_of_style(list_id, style.numbered_by or style.name)
        return self._numbering.printed(list_id, level or 0)

    def _run(self, run: etree._Element) -> None:
        """The text of a run; counts runs with text by whether they say that they are bold."""
        pieces = self._pieces
        bold: bool | None = None
        printed = False
        for child in run:
            tag = child.tag
            if tag in _TEXTS:
                text = child.text
                if text:
                    pieces.append(text)
                    printed = printed or not text.isspace()
            elif tag == _RPR:
                for switch in child:
                    if switch.tag == _B:
                        bold = switch.get(_VAL) not in OFF
            elif tag in _CHARACTERS:
                pieces.append(_CHARACTERS[tag])
            elif tag == PAGE_BREAK:
                self._n_pages += 1
            elif tag == _SYMBOL:
                pieces.append(_WINGDINGS.get(child.get(W + "char", "").upper(), ""))
            elif tag == _RUBY:
                self._wrapped(child)
        if printed:
            self._n_runs += 1
            self._n_bold += bold is True
            self._n_unset += bold is None

    def _wrapped(self, wrapper: etree._Element) -> None:
        """The runs inside a hyperlink, an insertion, a smart tag, a field or a formula."""
        for child in wrapper:
            if child.tag in _RUNS:
                self._run(child)
            elif len(child):
                self._wrapped(child)
