"""The paragraphs of a Word document: text, automatic number, and how they are set.

This is where opening spends its time: one walk over the signs that matter (`scan`) passes by all that typing leaves in
a paragraph (fonts, spacing, revision marks), which a loop over children looks at one by one.
"""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from zhenggai.documents.formats.docx_numbers import W, WordNumbering
from zhenggai.documents.formats.docx_styles import OFF, ParagraphStyle, WordStyles
from zhenggai.documents.formats.safe_xml import whole_number

_VAL = W + "val"
_P, _R, _T, _PPR, _B = W + "p", W + "r", W + "t", W + "pPr", W + "b"
_PSTYLE, _NUMPR, _JC, _OUTLINE, _NUMID, _ILVL = (
    W + "pStyle", W + "numPr", W + "jc", W + "outlineLvl", W + "numId", W + "ilvl"
)  # fmt: skip
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_RUNS = (_R, _MATH + "r")
_TEXTS = (_T, _MATH + "t")
_CHARACTERS = {W + "tab": "\t", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "-", W + "ptab": "\t"}
_SYMBOL, _CHAR = W + "sym", W + "char"
_WINGDINGS = {"F0FE": "☑", "F052": "☑", "F0FC": "√", "F0A8": "□", "F06F": "□", "F0A3": "□"}
PAGE_BREAK = W + "lastRenderedPageBreak"
_SIGNS = (_P, *_RUNS, *_TEXTS, _PPR, _B, PAGE_BREAK, _SYMBOL, *_CHARACTERS)
_UNSET, _BOLD, _LIGHT = 1, 2, 4  # what the runs of a paragraph that have text say of themselves
_WEIGHTS = {None: _UNSET, True: _BOLD, False: _LIGHT}


@dataclass(slots=True)
class Scanned:
    """A paragraph as found.

    text: with line breaks. weights: what its runs say of being bold. n_pages: page breaks that Word noted inside it.
    The rest is known once `ParagraphReader.read` has set it.
    """

    text: str = ""
    properties: etree._Element | None = None
    weights: int = 0
    n_pages: int = 0
    numbering: str = ""
    heading: int = 0
    bold: bool = False
    centred: bool = False


class ParagraphReader:
    """Reads paragraphs in document order: the counters of automatic numbering go on from one to the next."""

    def __init__(self, styles: WordStyles, numbering: WordNumbering) -> None:
        self._styles = styles
        self._numbering = numbering
        self._found: dict[etree._Element, Scanned] = {}

    def scan(self, root: etree._Element) -> None:
        """Take in the text of every paragraph below an element; `read` then gives them one by one."""
        paragraph = Scanned()
        pieces: list[str] = []
        weight = 0  # of the run at hand, once it has text
        bold: bool | None = None
        for element in root.iter(*_SIGNS):
            tag = element.tag
            if tag in _TEXTS:
                text = element.text
                if text:
                    pieces.append(text)
                    weight = weight or (0 if text.isspace() else _WEIGHTS[bold])
            elif tag in _RUNS:
                paragraph.weights |= weight
                bold, weight = None, 0
            elif tag == _P:
                paragraph.weights |= weight
                paragraph.text = "".join(pieces)
                bold, weight, pieces = None, 0, []
                paragraph = self._found[element] = Scanned()
            elif tag == _PPR:
                if paragraph.properties is None:  # a later one is what a revision replaced
                    paragraph.properties = element
            elif tag == _B:
                bold = element.get(_VAL) not in OFF if _owner(element, 2) in _RUNS else bold
            elif tag == PAGE_BREAK:
                paragraph.n_pages += 1
            elif _owner(element, 1) in _RUNS:  # w:tab is a tab stop elsewhere
                symbol = _WINGDINGS.get(element.get(_CHAR, "").upper(), "") if tag == _SYMBOL else _CHARACTERS[tag]
                pieces.append(symbol)
        paragraph.weights |= weight
        paragraph.text = "".join(pieces)

    def read(self, paragraph: etree._Element) -> Scanned:
        """Text, number and setting of a w:p that was scanned."""
        found = self._found.pop(paragraph)
        style = self._styles.default
        if found.properties is not None:
            style = self._set(found, found.properties)
        else:
            found.heading, found.centred = style.heading, style.centred
            found.numbering = self._number(None, style) if style.list_id else ""
        found.bold = found.weights == _BOLD or (style.bold and 0 < found.weights < _LIGHT)
        return found

    def _set(self, found: Scanned, properties: etree._Element) -> ParagraphStyle:
        """What the properties of a paragraph say; gives its style."""
        style = self._styles.default
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
        found.numbering = self._number(numbering, style) if numbering is not None or style.list_id else ""
        found.heading = style.heading if heading is None else heading
        found.centred = style.centred if centred is None else centred
        return style

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


def _owner(element: etree._Element, steps: int) -> str:
    """The tag of what an element stands in, so many steps up."""
    owner: etree._Element | None = element
    for _ in range(steps):
        owner = owner.getparent() if owner is not None else None
    return "" if owner is None else str(owner.tag)
