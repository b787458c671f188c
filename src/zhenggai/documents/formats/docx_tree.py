"""The XML of a Word document made plain: revisions accepted, wrappers taken off, text boxes moved out."""

from __future__ import annotations

from lxml import etree

from zhenggai.documents.formats.docx_numbers import W

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_ALTERNATE, _CHOICE, _FALLBACK = _MC + "AlternateContent", _MC + "Choice", _MC + "Fallback"
BOX = W + "txbxContent"
_P, _DEL, _RPR, _TRPR, _TCPR = W + "p", W + "del", W + "rPr", W + "trPr", W + "tcPr"
_REVISIONS = (W + "ins", _DEL, W + "moveFrom", W + "moveTo")
_DROPPED = (W + "sdtPr", W + "sdtEndPr", _DEL, W + "moveFrom", W + "rt")
_TRANSPARENT = (W + "sdt", W + "sdtContent", W + "customXml")  # may wrap blocks; wrappers of runs do not matter
_OFF = ("0", "false", "off")


def settle(root: etree._Element) -> int:
    """Make the tree plain in place. Returns how many insertions, deletions and moves of text it held."""
    changes = sum(len(revision) > 0 or _tag_above(revision) in (_RPR, _TRPR) for revision in root.iter(*_REVISIONS))
    if changes:
        _accept_marks(root)
    _choose_alternates(root)
    etree.strip_elements(root, *_DROPPED, with_tail=False)
    _drop_vanished(root)
    etree.strip_tags(root, *_TRANSPARENT, _ALTERNATE, _CHOICE, _FALLBACK)
    for box in reversed(list(root.iter(BOX))):
        _move_out(box)
    return changes


def _tag_above(element: etree._Element) -> str:
    parent = element.getparent()
    return "" if parent is None else str(parent.tag)


def _remove(element: etree._Element | None) -> None:
    parent = element.getparent() if element is not None else None
    if element is not None and parent is not None:
        parent.remove(element)


def _accept_marks(root: etree._Element) -> None:
    """Deleted rows, cells and paragraph marks: rows and cells go, a paragraph without its mark joins the next one."""
    for mark in list(root.iter(_DEL, W + "cellDel")):
        properties = mark.getparent()
        owner = properties.getparent() if properties is not None else None
        if properties is None or owner is None:
            continue
        if properties.tag in (_TRPR, _TCPR):
            _remove(owner)
        elif properties.tag == _RPR and owner.tag == W + "pPr":
            paragraph = owner.getparent()
            if paragraph is not None:
                _join_next(paragraph)


def _join_next(paragraph: etree._Element) -> None:
    following = paragraph.getnext()
    while following is not None and following.tag in (W + "bookmarkStart", W + "bookmarkEnd"):
        following = following.getnext()
    if following is None or following.tag != _P:
        return
    at = 1 if len(following) and following[0].tag == W + "pPr" else 0
    following[at:at] = [child for child in paragraph if child.tag != W + "pPr"]
    _remove(paragraph)


def _choose_alternates(root: etree._Element) -> None:
    """Keep the first choice of alternate content, or its fallback where there is no choice."""
    for alternate in list(root.iter(_ALTERNATE)):
        choices = alternate.findall(_CHOICE)
        for unwanted in (choices[1:] + alternate.findall(_FALLBACK)) if choices else []:
            alternate.remove(unwanted)


def _drop_vanished(root: etree._Element) -> None:
    """Take out runs that are formatted as hidden: they are not on the printed page."""
    for mark in list(root.iter(W + "vanish")):
        properties = mark.getparent()
        run = properties.getparent() if properties is not None else None
        if run is not None and run.tag == W + "r" and mark.get(W + "val") not in _OFF:
            _remove(run)


def _move_out(box: etree._Element) -> None:
    """Put a text box behind the paragraph that anchors it, so that its text is not inside another text."""
    anchor = box.getparent()
    while anchor is not None and anchor.tag != _P:
        anchor = anchor.getparent()
    if anchor is not None:
        anchor.addnext(box)
