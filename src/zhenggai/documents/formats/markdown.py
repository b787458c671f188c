"""Markdown: headings, lists, quotations and pipe tables; marks of emphasis are taken off, numbers stay as written."""

from __future__ import annotations

import re
from collections.abc import Sequence

from zhenggai.documents.formats import bars
from zhenggai.documents.formats.building import SourceBuilder

_HEADING = re.compile(r"^ {0,3}(#{1,6})(?:\s+|(?=[^\s#!]))(.*?)\s*#*\s*$")
_STRICT_HEADING = re.compile(r"^#{1,6} \S")
_UNDERLINE = re.compile(r"^ {0,3}(=+|-+)\s*$")
_RULE = re.compile(r"^ {0,3}(?:(?:\*\s*){3,}|(?:-\s*){3,}|(?:_\s*){3,})$")
_TABLE_RULE = re.compile(r"^\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)+\|?\s*$")
_BULLET = re.compile(r"^\s*[-*+]\s+(?:\[[ xX]\]\s+)?")
_QUOTE = re.compile(r"^\s*(?:>\s?)+")
_FENCE = re.compile(r"^\s*(?:```|~~~)")
_DOUBLE_RULE = re.compile(r"^={3,}\s*$")
_STRONG = re.compile(r"\*\*\S(?:.*?\S)?\*\*")
_STRONG_LINE = re.compile(r"^(\*\*|__)(?!\s)(.+?)(?<!\s)\1$")
_INLINE = (
    (re.compile(r"!\[([^\]]*)\]\([^)]*\)"), ""),
    (re.compile(r"\[([^\]]+)\]\((?:[^()]|\([^)]*\))*\)"), r"\1"),
    (re.compile(r"(\*\*\*|___|\*\*|__)(?=\S)(.+?)(?<=\S)\1"), r"\2"),
    (re.compile(r"(?<![\w*])\*(?=[^\s*])([^*]+?)(?<=[^\s*])\*(?![\w*])"), r"\1"),
    (re.compile(r"~~(.+?)~~"), ""),
    (re.compile(r"(`+)(.+?)\1"), r"\2"),
    (re.compile(r"</?(?:b|strong|em|i|u|font|span|center|p|div|sup|sub)\b[^>]*>", re.IGNORECASE), ""),
    (re.compile(r"\[\^[^\]]+\](?!:)"), ""),
)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_BREAK_TAG = re.compile(r"<br\s*/?>", re.IGNORECASE)
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|>~])")
_ENTITIES = (("&nbsp;", " "), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&amp;", "&"))


def is_markdown(lines: Sequence[str]) -> bool:
    """True if the text uses marks that only Markdown has: a # heading, a pipe table with its rule, **strong** lines."""
    n_strong = 0
    for position, line in enumerate(lines):
        if _STRICT_HEADING.match(line):
            return True
        if _TABLE_RULE.match(line) and position and "|" in lines[position - 1]:
            return True
        if position and _DOUBLE_RULE.match(line) and lines[position - 1].strip():
            return True
        n_strong += "**" in line and _STRONG.search(line) is not None
    return n_strong >= 2


def read(lines: Sequence[str], builder: SourceBuilder) -> None:
    """Add the lines of a Markdown text to the source."""
    lines = _COMMENT.sub("", "\n".join(_without_front_matter(lines))).split("\n")
    position = 0
    while position < len(lines):
        table = bars.take_table(lines, position) if "|" in lines[position] else None
        if table is not None:
            rows = [[plain(cell) for cell in row] for row in table.rows]
            bars.add_table(bars.BarTable(rows, table.header_rows, table.next_line), builder)
            position = table.next_line
            continue
        following = lines[position + 1] if position + 1 < len(lines) else ""
        position += _read_line(lines[position], following, builder)


def plain(text: str) -> str:
    """The text without marks of emphasis, links, code and escapes."""
    for pattern, replacement in _INLINE:
        text = pattern.sub(replacement, text)
    text = _ESCAPED.sub(r"\1", _BREAK_TAG.sub("\n", text))
    for entity, character in _ENTITIES:
        text = text.replace(entity, character)
    return text


def _read_line(line: str, following: str, builder: SourceBuilder) -> int:
    """Add one line; returns how many lines it took (two for an underlined heading)."""
    if not line.strip() or _FENCE.match(line) or _RULE.match(line):
        return 1
    line = _BULLET.sub("", _QUOTE.sub("", line))
    heading = _HEADING.match(line)
    if heading:
        builder.paragraph(plain(heading[2]), heading=len(heading[1]), bold=True)
        return 1
    underline = _UNDERLINE.match(following)
    if underline and len(underline[1]) >= 3 and not line.startswith((" ", "|")):
        builder.paragraph(plain(line), heading=1 if underline[1][0] == "=" else 2, bold=True)
        return 2
    text = line.strip()
    builder.paragraph(plain(text), bold=_STRONG_LINE.match(text) is not None)
    return 1


def _without_front_matter(lines: Sequence[str]) -> Sequence[str]:
    if lines and lines[0].strip() == "---":
        for position, line in enumerate(lines[1:30], start=1):
            if line.strip() == "---":
                return lines[position + 1 :]
    return lines
