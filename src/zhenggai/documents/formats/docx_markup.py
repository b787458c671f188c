"""Mark-up that nobody reads, taken out of a Word document before its XML is parsed.

Office programs say at every run, paragraph and cell which font, size and spacing it has, and begin a new run where the
script changes: eight bytes of such mark-up for each byte of text, which cost more to parse than all the rest to read.
"""

from __future__ import annotations

import re

_HOLDERS = (b"w:rPr", b"w:pPr", b"w:tcPr")  # of runs, paragraphs, cells; marks of a paragraph hold a w:rPr themselves
_DULL = re.compile(  # no name here is asked for anywhere in docx*.py
    rb"(?:<w:(?:rFonts|szCs|sz|lang|color|kern|spacing|ind|w|i|iCs|bCs|u|em|position|highlight|shd|bdr|effect|noProof"
    rb"|fitText|rStyle|vertAlign|cs|rtl|eastAsianLayout|snapToGrid|widowControl|adjustRightInd|autoSpaceDE|autoSpaceDN"
    rb"|keepNext|keepLines|kinsoku|overflowPunct|topLinePunct|wordWrap|textAlignment|contextualSpacing|mirrorIndents"
    rb"|suppressAutoHyphens|bidi|tcW|vAlign|noWrap|tcFitText|hideMark|textDirection|cnfStyle)"
    rb'(?: w:\w+="[^"<>&]*")*+/>)*+'
)
_BEGIN = rb'<w:r(?: w:\w+="[^"<>&]*")*+><w:t(?: xml:space="preserve")?+>'
_END = rb"</w:t></w:r>"
_PLAIN_RUNS = re.compile(rb"%b[^<]*+(?:%b%b[^<]*+)++(?=%b)" % (_BEGIN, _END, _BEGIN, _END))
_PLAIN_START = re.compile(
    rb"(?:\xef\xbb\xbf)?+\s*+<(?:\?xml(?![^>]*encoding\s*=\s*(?!.utf-8))[^>]*>|w:)", re.IGNORECASE
)
_PREFIX = re.compile(rb"xmlns:w\s*=")
_JOINT = re.compile(_END + _BEGIN)


def lighten(data: bytes) -> bytes:
    """The part with the text of a Word document: properties that say nothing but fonts, sizes and spacing go, and runs
    of mere text beside each other become one. What a reader finds in it stays the same."""
    # A comment, raw characters or an instruction may hold what only looks like mark-up; another set of signs, or a
    # prefix that comes to mean something else on the way, would be looked at as what it is not.
    if b"<!" in data or data.count(b"<?") > 1 or not _PLAIN_START.match(data) or len(_PREFIX.findall(data)) > 1:
        return data
    for holder in _HOLDERS:
        data = _without_dull(data, b"<%b>" % holder, b"</%b>" % holder)
    return _PLAIN_RUNS.sub(_joined, data) if _END + b"<w:r" in data else data


def _without_dull(data: bytes, begin: bytes, end: bytes) -> bytes:
    first, *rest = data.split(begin)
    dull: dict[bytes, bool] = {}  # a document has few different properties, each many times
    kept = [first]
    for piece in rest:
        properties, closed, after = piece.partition(end)
        if properties not in dull:
            dull[properties] = _DULL.fullmatch(properties) is not None
        kept.append(after if closed and dull[properties] else begin + piece)
    return b"".join(kept)


def _joined(runs: re.Match[bytes]) -> bytes:
    return _JOINT.sub(b"", runs[0])
