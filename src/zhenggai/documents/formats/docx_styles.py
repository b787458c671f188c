"""What a paragraph takes from its style in a Word document: number, outline level, bold, centred."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from zhenggai.documents.formats.docx_numbers import W
from zhenggai.documents.formats.safe_xml import parse_xml, refuse_doctype, whole_number

_VAL = W + "val"
OFF = ("0", "false", "off", "none")
_HEADING_NAME = re.compile(r"^(?:heading|标题)\s*([1-9])$", re.IGNORECASE)
_MAX_ANCESTORS = 20
_STYLE_IN_USE = re.compile(rb'<w:pStyle w:val="([^"]*)"')
_BASED_ON = re.compile(rb'<w:basedOn w:val="([^"]*)"')
_DEFAULT_STYLE = re.compile(
    rb'<w:style (?=[^>]*w:type="paragraph")(?=[^>]*w:default="(?:1|true|on)")[^>]*w:styleId="([^"]*)"'
)


@dataclass(frozen=True, slots=True)
class ParagraphStyle:
    """The properties of a style, its ancestors' included. list_id "" or "0": not numbered."""

    name: str = ""
    list_id: str = ""
    list_level: int | None = None
    heading: int = 0
    bold: bool = False
    centred: bool = False
    numbered_by: str = ""  # the style, of this one and its ancestors, that names the list


class WordStyles:
    """The paragraph styles of a document by their id."""

    def __init__(self, data: bytes | None, document: bytes) -> None:
        """data: the part styles.xml; document: the part that uses the styles, to know which ones matter."""
        self._elements: dict[str, etree._Element] = {}
        self._known: dict[str, ParagraphStyle] = {}
        self.default = ParagraphStyle()
        if data is None:
            return
        for element in _used_styles(data, document):
            if element.get(W + "type", "paragraph") == "paragraph":
                self._elements[element.get(W + "styleId", "")] = element
                if element.get(W + "default") in ("1", "true", "on"):
                    self.default = self.get(element.get(W + "styleId", ""))

    def get(self, style_id: str) -> ParagraphStyle:
        """The style of this id; the default style for an id that is not defined."""
        known = self._known.get(style_id)
        if known is None:
            known = self._known[style_id] = self._resolve(style_id, _MAX_ANCESTORS)
        return known

    def _resolve(self, style_id: str, ancestors: int) -> ParagraphStyle:
        element = self._elements.get(style_id)
        if element is None or ancestors == 0:
            return self.default
        based_on = element.find(W + "basedOn")
        parent = self._resolve(based_on.get(_VAL, ""), ancestors - 1) if based_on is not None else ParagraphStyle()
        properties = element.find(W + "pPr")
        runs = element.find(W + "rPr")
        list_id, list_level, numbered_by = parent.list_id, parent.list_level, parent.numbered_by
        numbering = properties.find(W + "numPr") if properties is not None else None
        if numbering is not None:
            identity, level = numbering.find(W + "numId"), numbering.find(W + "ilvl")
            list_level = whole_number(level.get(_VAL), 0) if level is not None else list_level
            if identity is not None:
                list_id, numbered_by = identity.get(_VAL, ""), style_id
        return ParagraphStyle(
            style_id,
            list_id,
            list_level,
            _heading(element, properties, parent.heading),
            is_on(runs, W + "b", parent.bold),
            _centred(properties, parent.centred),
            numbered_by,
        )


def _used_styles(data: bytes, document: bytes) -> list[etree._Element]:
    """The styles that matter: most of a styles part, easily larger than the text, is about styles nobody uses.

    Only the styles named in the document, their ancestors and the default are cut out and parsed. Where the part is
    not written the usual way, it is parsed whole.
    """
    refuse_doctype(data)
    start = data.find(b"<w:styles")
    head = data[start : data.find(b">", start) + 1] if start >= 0 else b""
    if not head or head.endswith(b"/>") or b"<!--" in data or b"<![CDATA[" in data:
        return list(parse_xml(data).iterchildren(W + "style"))
    default = _DEFAULT_STYLE.search(data)
    wanted = [match[1] for match in _STYLE_IN_USE.finditer(document)]
    wanted.append(default[1] if default else b"")
    pieces: dict[bytes, bytes] = {}
    while wanted:
        name = wanted.pop()
        if name and name not in pieces:
            pieces[name] = piece = _cut_out(data, name)
            wanted.extend(_BASED_ON.findall(piece))
    return list(parse_xml(head + b"".join(pieces.values()) + b"</w:styles>").iterchildren(W + "style"))


def _cut_out(data: bytes, name: bytes) -> bytes:
    """The w:style element with this id as it stands in the part; empty where there is none."""
    at = data.find(b'w:styleId="' + name + b'"')
    if at < 0:
        return b""
    end = data.find(b"</w:style>", at)
    return data[data.rfind(b"<w:style ", 0, at) : end + len(b"</w:style>")] if end >= 0 else b""


def is_on(properties: etree._Element | None, tag: str, otherwise: bool) -> bool:
    """A switch such as w:b: on where it stands without a value that turns it off."""
    found = properties.find(tag) if properties is not None else None
    return otherwise if found is None else found.get(_VAL) not in OFF


def outline_level(properties: etree._Element | None, otherwise: int) -> int:
    """The outline level (1 = highest, 0 = body text) set by w:outlineLvl."""
    found = properties.find(W + "outlineLvl") if properties is not None else None
    if found is None:
        return otherwise
    level = whole_number(found.get(_VAL), 9)
    return level + 1 if 0 <= level < 9 else 0


def _heading(element: etree._Element, properties: etree._Element | None, inherited: int) -> int:
    name = element.find(W + "name")
    match = _HEADING_NAME.match(name.get(_VAL, "")) if name is not None else None
    return outline_level(properties, int(match[1]) if match else inherited)


def _centred(properties: etree._Element | None, inherited: bool) -> bool:
    found = properties.find(W + "jc") if properties is not None else None
    return inherited if found is None else found.get(_VAL) == "center"
