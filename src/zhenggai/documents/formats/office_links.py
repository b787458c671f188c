"""What an old document may make LibreOffice fetch: refused, made harmless, and forbidden in its profile.

Three fences, each enough for itself: the links are taken out of what is converted, the profile forbids following
them, and the process has no network (`office`).
"""

from __future__ import annotations

import posixpath
import re
from pathlib import Path

from lxml import etree

from zhenggai.documents import limits
from zhenggai.documents.formats.packed import Packed
from zhenggai.documents.formats.refusals import refusal
from zhenggai.documents.formats.safe_xml import parse_xml
from zhenggai.documents.sniffing import Kind

_SETTINGS = (
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "DisablePythonRuntime", "true"),
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Writer/Content/Update", "Link", "2"),  # never
    ("Office.Calc/Content/Update", "Link", "2"),
)
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
{items}
</oor:items>
"""
_ITEM = (
    '<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
)
_GROUP = re.compile(rb"\\[\\{}]|([{}])")
# Words of RTF whose group names something to fetch or to run, and a word of the same length that no reader knows:
# the group is passed over, and what it showed when it was saved stands beside it.
_FETCHING_WORDS = (
    b"\\fldinst", b"\\template", b"\\objdata", b"\\filetbl", b"\\nextfile", b"\\datafield", b"\\mmdatasource",
)  # fmt: skip
_CLICKED = ("a", "hlink", "hyperlink")  # links that only a reader's click follows
_FETCHING_FIELD = re.compile(r"^\s*(?:INCLUDE|DDE|LINK|IMPORT)", re.IGNORECASE)
_ADDRESS = re.compile(r"^\s*(?:[A-Za-z][A-Za-z0-9+.\-]*:|[/\\]|\.\.[/\\])")
_OWN_SCHEME = re.compile(r"^\s*(?:wordml|cid):", re.IGNORECASE)


def write_profile(folder: Path) -> None:
    """A profile of LibreOffice that follows no link, runs no macro and updates nothing."""
    user = Path(folder, "user")
    user.mkdir(parents=True)
    items = "\n".join(_ITEM.format(path=path, name=name, value=value) for path, name, value in _SETTINGS)
    Path(user, "registrymodifications.xcu").write_text(_PROFILE.format(items=items), encoding="utf-8")


def without_links(data: bytes, kind: Kind) -> bytes:
    """The document with nothing in it that is fetched when it is opened.

    Raises UnreadableDocument for one that fetches (OpenDocument, XML) or is nested without end (RTF).
    """
    if kind is Kind.RTF:
        return _harmless_rtf(data)
    if kind is Kind.WORD_XML:
        _refuse_links(parse_xml(data.lstrip()))
    elif kind is Kind.ODF:
        packed = Packed(data)
        for name in packed.names:
            if posixpath.basename(name) in ("content.xml", "styles.xml"):
                _refuse_links(parse_xml(packed.read(name)))
    return data


def _harmless_rtf(data: bytes) -> bytes:
    depth = 0
    for brace in _GROUP.finditer(data):
        if brace[1]:
            depth += 1 if brace[1] == b"{" else -1
            if depth > limits.MAX_RTF_DEPTH:
                raise refusal("too_deep")
    for word in _FETCHING_WORDS:
        data = data.replace(word, word[:-2] + b"zq")
    return data


def _refuse_links(root: etree._Element) -> None:
    for element in root.iter(etree.Element):
        tag = etree.QName(element).localname
        if tag in ("instrText", "fldSimple"):
            texts = [element.text or "", *map(str, element.attrib.values())]
            if any(_FETCHING_FIELD.match(text) for text in texts):
                raise refusal("external_links")
        if tag in _CLICKED:
            continue
        for key, value in element.attrib.items():
            if etree.QName(str(key)).localname in ("href", "src") and _is_outside(str(value)):
                raise refusal("external_links")


def _is_outside(address: str) -> bool:
    return _ADDRESS.match(address) is not None and _OWN_SCHEME.match(address) is None
