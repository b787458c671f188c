"""XML that somebody else made: no entities, no external reference, nothing fetched."""

from __future__ import annotations

import re

from lxml import etree

from zhenggai.documents.formats.refusals import refusal

# Comments and instructions of any length may stand before the declaration.
_BEFORE_ROOT = re.compile(rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?(?:\s++|<\?.*?\?>|<!--.*?-->)*+", re.DOTALL)


def parse_xml(data: bytes) -> etree._Element:
    """The root of an XML part. Raises UnreadableDocument: a document type declaration, damaged, nested too deeply."""
    refuse_doctype(data)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True, huge_tree=False
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise _refusal_for(error) from None
    except ValueError:
        raise refusal("damaged") from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise refusal("doctype")
    return root


def refuse_doctype(data: bytes) -> None:
    """Refuse a part that declares a document type: office formats never do, attacks by entities must.

    The declaration can only stand before the root element; UTF-16 parts are searched in their own bytes.
    """
    head = data[:4096]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in head[:64]:
        data = data.replace(b"\0", b"")
        head = data[:4096]
    before_root = _BEFORE_ROOT.match(data)
    end = before_root.end() if before_root is not None else 0
    if b"<!DOCTYPE" in head or b"<!ENTITY" in head or data.startswith((b"<!DOCTYPE", b"<!ENTITY"), end):
        raise refusal("doctype")


def _refusal_for(error: etree.XMLSyntaxError) -> Exception:
    return refusal("too_deep" if "depth" in str(error).lower() else "damaged")


def whole_number(text: str | None, otherwise: int) -> int:
    """A whole number as written in an attribute, or `otherwise`."""
    try:
        return int(text or "")
    except ValueError:
        return otherwise
