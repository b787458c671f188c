"""Finds the article in a page of a government site and takes out what surrounds it: navigation, tools, footer.

Works by names that the site builders use and, where none is known, by where the text is that is not links.
"""

from __future__ import annotations

import re

from lxml import etree

CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # what XML may not hold
_DROPPED = (
    "script", "style", "noscript", "iframe", "nav", "footer", "aside", "button", "select", "input", "textarea", "svg",
    "template", "object", "embed", "canvas", "video", "audio", "map", "link", "meta", "base", "colgroup", "datalist",
)  # fmt: skip
_NOISE = re.compile(
    r"(?:^|[\s_-])(?:nav|navi|navbar|menu|topmenu|crumbs?|breadcrumbs?|bread|position|location|dqwz|wz|weizhi|foot|footer|copyright|"
    r"bottom|header|head|top|topbar|banner|logo|share|bdshare\w*|print|fontsize|font-size|tools?|toolbar|related|xgxw|xglj|"
    r"recommend|hot|side|sidebar|aside|rightbar|qrcode|ewm|search|login|pager|pagination|friend|links?|yqlj|prev|next|"
    r"prevnext|upnext|wzgn|gn|attention|statement|float|toptools|mobile|gotop|backtop|comment|accessib\w*)(?:$|[\s_-]|\d)",
    re.IGNORECASE,
)
_NOISE_JOINED = re.compile(
    r"(?:nav(?:bar|list|box)?|footer|foot|breadcrumb|copyright|sidebar|toolbar|sharebox|bdshare|qrcode|friendlink|daohang|dibu|fenxiang)$",
    re.IGNORECASE,
)
_CONTENT = re.compile(
    r"TRS_Editor|trs_paper|UCAP-CONTENT|trs_editor_view|ueditor|vsb_content|v_news_content|pages_content|page_content|"
    r"article[-_]?(?:content|body|con|main|text|txt|detail)|news[-_]?(?:content|con|text|txt|body|detail)|"
    r"(?:^|[\s_-])zoom(?:con)?(?:$|[\s_-])|detail[-_]?(?:content|con|main|text|txt|body)|content[-_]?(?:text|main|body|detail|txt)|"
    r"con[-_]?(?:text|txt)|xxgk[-_]?(?:content|con|detail)|wz[-_]?con(?:tent)?|main[-_]?(?:text|txt)|info[-_]?content|"
    r"(?:^|[\s_-])(?:article|content|contents|conTxt|nr|neirong|wznr|zhengwen|view|zw|text)(?:$|[\s_-])",
    re.IGNORECASE,
)
_SURE = re.compile(r"TRS_Editor|trs_editor_view|UCAP-CONTENT|vsb_content|v_news_content|pages_content", re.IGNORECASE)
_SURE_SHARE = 0.2  # ... and one whose name leaves no doubt
_BLOCKS = ("div", "td", "section", "article", "main", "body", "form", "center")
_MAY_BE_NOISE = ("div", "ul", "ol", "section", "header", "p", "span", "dl", "td", "table", "tr", "h2", "h3")
_MEANINGFUL_SHARE = 0.5  # of the page's own text that a container must hold to be the article
_INVISIBLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


def main_content(root: etree._Element) -> etree._Element:
    """The element that holds the article; the page around it is changed in place."""
    body = root.find(".//body")
    body = root if body is None else body
    _drop_invisible(body)
    _drop_noise(body)
    total = _own_text(body)
    best = body
    named = _named(body, _SURE, total * _SURE_SHARE) or _named(body, _CONTENT, total * _MEANINGFUL_SHARE)
    if named:
        # The innermost container that still holds nearly everything: titles and tools stand beside it.
        most = max(map(_own_text, named))
        return [element for element in named if _own_text(element) >= most * 0.9][-1]
    while True:
        inner = [child for child in best if isinstance(child.tag, str) and _own_text(child) >= total * 0.85]
        if len(inner) != 1 or inner[0].tag in ("table", "ul", "ol", "p", "pre"):
            return best
        best = inner[0]


def _named(body: etree._Element, names: re.Pattern[str], least: float) -> list[etree._Element]:
    """Containers whose name says that they hold the article, with at least so much text."""
    found = (element for element in body.iter(*_BLOCKS) if names.search(_names(element)))
    return [element for element in found if _own_text(element) >= max(least, 1)]


def article_title(root: etree._Element) -> str:
    """The title as the page gives it: its meta data, else its h1, else the window title without the site's name."""
    for meta in root.iter("meta"):
        if (meta.get("name") or "").lower() in ("articletitle", "title") and (meta.get("content") or "").strip():
            return (meta.get("content") or "").strip()
    headings = ["".join(map(str, heading.itertext())).strip() for heading in root.iter("h1")]
    for heading in headings:
        if 4 <= len(heading) <= 120:
            return heading
    window = (root.findtext(".//title") or "").strip()[:300]
    return re.split(
        r"\s*[_|—–-]+\s*(?=[^_|—–-]*(?:网|政府|局|委|平台|门户|办公厅|主站|首页)?[^_|—–-]*$)", window.strip()
    )[0].strip()


def link_share(element: etree._Element) -> float:
    """How much of an element's text stands in links, 0 to 1."""
    text = _length(element)
    return sum(map(_length, element.iter("a"))) / text if text else 0.0


def _drop_invisible(body: etree._Element) -> None:
    etree.strip_elements(body, *_DROPPED, etree.Comment, with_tail=False)
    for element in list(body.iter()):
        hidden = "hidden" in element.attrib or _INVISIBLE.search(element.get("style", "")) is not None
        if hidden and element is not body:
            _drop(element)


def _drop_noise(body: etree._Element) -> None:
    """Take out what its name calls navigation or footer, unless it holds much of the page's own text."""
    total = _own_text(body)
    for element in list(body.iter(*_MAY_BE_NOISE)):
        if _is_named_noise(element):
            noise = _own_text(element) < total * 0.3 and not _holds_h1(element)
        else:
            noise = element.tag in ("ul", "ol", "dl") and len(element) >= 3 and link_share(element) > 0.7
        if noise:
            _drop(element)


def _is_named_noise(element: etree._Element) -> bool:
    names = _names(element)
    if _CONTENT.search(names):
        return False
    return element.tag == "header" or bool(names and (_NOISE.search(names) or _NOISE_JOINED.search(names)))


def _holds_h1(element: etree._Element) -> bool:
    return next(element.iter("h1"), None) is not None


def _names(element: etree._Element) -> str:
    return f"{element.get('id', '')} {element.get('class', '')}".strip()


def _drop(element: etree._Element) -> None:
    """Remove an element, its tail text kept."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        before = element.getprevious()
        if before is not None:
            before.tail = CONTROL.sub("", (before.tail or "") + element.tail)
        else:
            parent.text = CONTROL.sub("", (parent.text or "") + element.tail)
    parent.remove(element)


def _length(element: etree._Element) -> int:
    return sum(len(str(text).strip()) for text in element.itertext())


def _own_text(element: etree._Element) -> int:
    """Length of the text that is not in links."""
    return _length(element) - sum(map(_length, element.iter("a")))
