"""Markdown: headings, lists, quotations and pipe tables; marks of emphasis are taken off, numbers stay as written."""

from __future__ import annotations

import re
from collections.abc import Sequence

from zhenggai.documents.formats import bars
from zhenggai.documents.formats.building import SourceBuilder

# Every pattern here takes time in proportion to the line: each start of a match ends at the next start of one.
_HEADING = re.compile(r"^ {0,3}(#{1,6})(?:\s+|(?=[^\s#!]))")
_STRICT_HEADING = re.compile(r"^#{1,6} \S")
_UNDERLINE = re.compile(r"^ {0,3}(=+|-+)\s*$")
_RULE = re.compile(r"^ {0,3}(?:(?:\*\s*){3,}|(?:-\s*){3,}|(?:_\s*){3,})$")
_TABLE_RULE = re.compile(r"^\s*+(?:\|\s*+)?:?-{2,}+:?\s*+(?:\|\s*+:?-{2,}+:?\s*+)++(?:\|\s*+)?$")
_BULLET = re.compile(r"^\s*[-*+]\s+(?:\[[ xX]\]\s+)?")
_QUOTE = re.compile(r"^\s*(?:>\s?)+")
_FENCE = re.compile(r"^\s*(?:```|~~~)")
_DOUBLE_RULE = re.compile(r"^={3,}\s*$")
_OPENS_STRONG = re.compile(r"\*\*(?=\S)")
_CLOSES_STRONG = re.compile(r"(?<=\S)\*\*")
_STRONG_LINE = re.compile(r"^(\*\*|__)(?!\s)(.+?)(?<!\s)\1$")
_LINKS = (
    (re.compile(r"!\[[^\[\]]*+\]\((?:[^()]++|\([^()]*+\))*+\)"), ""),
    (re.compile(r"\[([^\[\]]++)\]\((?:[^()]++|\([^()]*+\))*+\)"), r"\1"),
)
_STRONG_MARKS = ("***", "___", "**", "__")
_CODE_MARKS = ("```", "``", "`")
_EMPHASIS = re.compile(r"(?<![\w*])\*(?=[^\s*])([^*]+)(?<=[^\s*])\*(?![\w*])")
_REST = (
    (re.compile(r"</?(?:b|strong|em|i|u|font|span|center|p|div|sup|sub)\b[^<>]*+>", re.IGNORECASE), ""),
    (re.compile(r"\[\^[^\[\]]++\](?!:)"), ""),
)
_STRUCK_OUT = re.compile(r"~~(.+?)~~")
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
        n_strong += "**" in line and _holds_strong(line)
    return n_strong >= 2


def read(lines: Sequence[str], builder: SourceBuilder) -> None:
    """Add the lines of a Markdown text to the source."""
    lines = _without_comments("\n".join(_without_front_matter(lines))).split("\n")
    finder = bars.TableFinder(lines)
    position = 0
    while position < len(lines):
        table = finder.take(position) if "|" in lines[position] else None
        if table is not None:
            rows = [[plain(cell) for cell in row] for row in table.rows]
            bars.add_table(bars.BarTable(rows, table.header_rows, table.next_line), builder)
            position = table.next_line
            continue
        following = lines[position + 1] if position + 1 < len(lines) else ""
        position += _read_line(lines[position], following, builder)


def plain(text: str) -> str:
    """The text without marks of emphasis, links, code and escapes."""
    for pattern, replacement in _LINKS:
        text = pattern.sub(replacement, text)
    text = "\n".join(_without_marks(line) for line in text.split("\n"))
    for pattern, replacement in _REST:
        text = pattern.sub(replacement, text)
    text = _ESCAPED.sub(r"\1", _BREAK_TAG.sub("\n", text))
    for entity, character in _ENTITIES:
        text = text.replace(entity, character)
    return text


def _holds_strong(line: str) -> bool:
    opens = _OPENS_STRONG.search(line)
    return opens is not None and _CLOSES_STRONG.search(line, opens.end() + 1) is not None


def _without_comments(text: str) -> str:
    # Behind the last end of a comment nothing can match: it is not searched anew from every beginning of one.
    closed, end, rest = text.rpartition("-->")
    return _COMMENT.sub("", closed + end) + rest


def _without_marks(text: str) -> str:
    """One line without marks of emphasis, of code, and without what is struck out."""
    text = _unpaired(text, _STRONG_MARKS, tight=True)
    text = _STRUCK_OUT.sub("", _EMPHASIS.sub(r"\1", text))
    return _unpaired(text, _CODE_MARKS, tight=False)


def _unpaired(text: str, marks: Sequence[str], *, tight: bool) -> str:
    """The text without the marks that stand in pairs; tight: with no blank between a mark and what it encloses.

    A mark that nothing closes is given up for the rest of the line, so that the line is gone through once.
    """
    open_marks = list(marks)
    opening = re.compile("|".join(map(re.escape, marks)))
    pieces: list[str] = []
    done = at = 0
    while open_marks and (found := opening.search(text, at)) is not None:
        at = found.start()
        for mark in [mark for mark in open_marks if text.startswith(mark, at)]:
            inner = at + len(mark)
            if tight and text[inner : inner + 1].isspace():
                continue
            end = _closing(text, mark, inner + 1, tight)
            if end < 0:
                open_marks.remove(mark)
                continue
            pieces += [text[done:at], text[inner:end]]
            done = at = end + len(mark)
            break
        else:
            at += 1
    return "".join([*pieces, text[done:]])


def _closing(text: str, mark: str, start: int, tight: bool) -> int:
    end = text.find(mark, start)
    while tight and end > 0 and text[end - 1].isspace():
        end = text.find(mark, end + 1)
    return end


def _read_line(line: str, following: str, builder: SourceBuilder) -> int:
    """Add one line; returns how many lines it took (two for an underlined heading)."""
    if not line.strip() or _FENCE.match(line) or _RULE.match(line):
        return 1
    line = _BULLET.sub("", _QUOTE.sub("", line))
    heading = _HEADING.match(line)
    if heading:
        title = line[heading.end() :].rstrip().rstrip("#").rstrip()
        builder.paragraph(plain(title), heading=len(heading[1]), bold=True)
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
