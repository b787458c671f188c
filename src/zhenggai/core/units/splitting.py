"""A list of units taken apart: 「市水利局（牵头）、各县（市、区）人民政府」 is two.

A separator inside brackets parts nothing; 和 and 及 part only between complete names (市自然资源和规划局 is one);
two bodies of one place stay whole (北石店镇党委、政府).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from zhenggai.core.numbering import NumberStyle, leading_number
from zhenggai.core.plan import Role
from zhenggai.core.remembering import remembered
from zhenggai.core.typography import fold_width
from zhenggai.core.units.words import (
    UnitMention,
    alternatives,
    any_of,
    ends_as_unit,
    lexicon,
    role_of,
    role_words,
)


@dataclass(slots=True)
class _Piece:
    """A piece of the list: its place, what parted it from the one before, its role and how it was marked."""

    start: int
    end: int
    parted_by: str
    role: Role | None = None
    closes: bool = False  # a verb after it (牵头, 配合) speaks for all since the last one


_LOOSE_BLANK = re.compile(r"(?<=[^\x00-\x7f]) (?=[^\x00-\x7f])")
_CLOSING = re.compile(r"[^()\[\]\n]{0,30}[)\]]|[^()]{0,20}\([^()]*\)[^()]{0,20}\)")


def split_units(text: str) -> list[UnitMention]:
    """The units of a field, verbatim and in order, each with the role a mark beside it gives."""
    return list(_split(text))


@remembered(1024)  # the findings of a list share few lists of units
def _split(text: str) -> tuple[UnitMention, ...]:
    folded = fold_width(text)
    pieces = [part for piece in _cut(folded) for part in _parted(folded, piece)]
    pieces = _with_roles([cleaned for piece in pieces if (cleaned := _cleaned(folded, piece))])
    mentions = []
    for piece in _joined(folded, pieces):
        name = _verbatim(text[piece.start : piece.end])
        if name:
            mentions.append(UnitMention(name, piece.start, piece.end, piece.role))
    return tuple(mentions)


def _verbatim(text: str) -> str:
    text = " ".join(text.split())
    return _LOOSE_BLANK.sub("", text) if " " in text else text


def _cut(folded: str) -> list[_Piece]:
    """Pieces between separators that stand outside brackets, and between labels (牵头单位：)."""
    pieces, start, parted_by, role = [], 0, "", None
    depth, position = 0, 0
    while sign := _signs().search(folded, position):
        position, char = sign.start(), sign[0]
        label = _label().match(folded, position) if depth == 0 else None
        if label:
            pieces.append(_Piece(start, position, parted_by, role))
            role, start, parted_by, position = role_of(label["role"]), label.end(), ":", label.end()
            continue
        if char in "([" and _closes(folded, position):
            depth += 1
        elif char in ")]" and depth:
            depth -= 1
        elif depth == 0 and char in "、,;。/|\t:":
            pieces.append(_Piece(start, position, parted_by, role))
            start, parted_by = position + 1, char
        position += 1
    return [*pieces, _Piece(start, len(folded), parted_by, role)]


def _closes(folded: str, position: int) -> bool:
    return _CLOSING.match(folded, position + 1) is not None


@cache
def _signs() -> re.Pattern[str]:
    """The characters where a list may part: separators, brackets, the first ones of labels."""
    firsts = sorted({word[0] for words in lexicon()["roles"].values() for word in map(fold_width, words)})
    return re.compile(rf"[()\[\]、,;。/|\t:【{''.join(map(re.escape, firsts))}]")


@cache
def _label() -> re.Pattern[str]:
    return re.compile(rf"[(\[【]?(?P<role>{role_words()})(?:{any_of('role_nouns')})?[)\]】]?(?:\s*[::]|{_named()}为)")


def _named() -> str:
    """Behind 牵头单位, 责任部门, 责任主体 a plain 为 is as good as a colon."""
    return f"(?:{'|'.join(f'(?<={noun})' for noun in lexicon()['named_by'])})"


_LONGEST = 60  # no name is longer; keeps a line of a million characters cheap


def _parted(folded: str, piece: _Piece) -> list[_Piece]:
    """A piece parted at 和, 及, a blank, or where one complete name is glued to the next."""
    parts = []
    for match in _joints().finditer(folded, piece.start, piece.end):
        if match.start() < piece.start or match.start() - piece.start > _LONGEST:
            continue
        left, right = folded[piece.start : match.start()], folded[match.end() : min(piece.end, match.end() + _LONGEST)]
        if not left.strip() or not right.strip() or left.count("(") != left.count(")"):
            continue
        if _is_joint(left, match[0], right):
            parts.append(replace(piece, end=match.start()))
            piece = replace(piece, start=match.end(), parted_by=match[0].strip() or " ")
    return [*parts, piece]


@cache
def _joints() -> re.Pattern[str]:
    kept = alternatives(lexicon()["not_conjunctions"])
    number = r"[\u2460-\u2473]|[(](?:\d{1,2}|[一二三四五六七八九十]{1,2})[)]|(?<!\d)\d{1,2}[.．](?!\d)"
    level = rf"(?=各|(?!{any_of('not_levels')})(?:{any_of('levels')}))"
    return re.compile(rf"\s+|(?!{kept})(?:{any_of('conjunctions')})|{number}|{level}")


def _is_joint(left: str, joint: str, right: str) -> bool:
    """True where two names meet; a line break between unfinished names parts them only before a level (市, 县, 各)."""
    left = _mark().sub("", left).strip()
    if "\n" in joint:
        return ends_as_unit(left) or re.match(rf"各|(?:{any_of('levels')})", right) is not None
    if not joint.strip() and joint:
        return ends_as_unit(left)
    if joint:
        own = right.startswith(tuple(lexicon()["owned"]))
        return ends_as_unit(left) and not own and (ends_as_unit(right) or _has_more(right))
    glued = _glue_end().search(left) is not None and len(left) > 2
    return glued and (ends_as_unit(right) or _has_more(right)) and not _subordinate().search(right)


def _has_more(right: str) -> bool:
    return any(ends_as_unit(part) for part in re.split(r"[\s和及与]", right))


@cache
def _glue_end() -> re.Pattern[str]:
    return re.compile(rf"(?:{any_of('strong')}|部|办)$")


@cache
def _subordinate() -> re.Pattern[str]:
    return re.compile(rf"(?:{any_of('subordinate')})$")


@cache
def _mark() -> re.Pattern[str]:
    return re.compile(rf"\s*[(\[【]\s*(?P<role>{role_words()})(?:{any_of('role_nouns')})?\s*[)\]】]\s*")


def _cleaned(folded: str, piece: _Piece) -> _Piece | None:
    """A piece without its number, its role mark and the words around a name; None where nothing is left."""
    start, end, role, closes = piece.start, piece.end, piece.role, False
    number = leading_number(folded[:end], start)
    if number and number.style not in (NumberStyle.LETTER, NumberStyle.ROMAN, NumberStyle.ITEM):
        start = number.end
    before = _leading().match(folded, start, end)
    start = before.end() if before else start
    if re.fullmatch(r"\s*(?:\d{1,2}[.．]?|[一二三四五六七八九十]{1,2})\s*", folded[start:end]):
        return None
    while True:
        body = folded[start:end].rstrip(" .。\n\t　")
        end = start + len(body)
        if (mark := _mark_end().search(body)) and mark.start():
            role, end = role_of(mark["role"]), start + mark.start()
        elif (verb := _verb_end().search(body)) and (
            verb.start() == 0 or ends_as_unit(body[: verb.start()]) or len(body) > 4
        ):
            role, closes, end = role_of(verb["role"]), True, start + verb.start()
        elif (tail := _trailing().search(body)) and tail.start():
            end, closes = start + tail.start(), closes or tail[0] in lexicon()["closing_words"]
        else:
            break
    while start < end and folded[start].isspace():
        start += 1
    return _Piece(start, end, piece.parted_by, role, closes) if start < end or closes else None


@cache
def _leading() -> re.Pattern[str]:
    kept = set(lexicon()["leading_kept"])
    return re.compile(rf"\s*(?:(?:{alternatives(w for w in lexicon()['leading_words'] if w not in kept)})\s*)*")


@cache
def _trailing() -> re.Pattern[str]:
    return re.compile(rf"(?:{any_of('trailing_words')})$")


@cache
def _mark_end() -> re.Pattern[str]:
    return re.compile(_mark().pattern + "$")


@cache
def _verb_end() -> re.Pattern[str]:
    verbs = [
        w
        for role in ("lead", "supporting", "supervising")
        for w in lexicon()["roles"][role]
        if not w.endswith(tuple(lexicon()["role_nouns"]))
    ]
    return re.compile(rf"(?:{any_of('acting_as')})?(?P<role>{alternatives(verbs)}|{any_of('closing_roles')})$")


def _with_roles(pieces: list[_Piece]) -> list[_Piece]:
    """「A牵头，B、C配合」: a closing verb speaks for every piece since the last one."""
    done: list[_Piece] = []
    since = 0
    for piece in pieces:
        done.append(piece)
        if piece.closes:
            done[since:] = [replace(p, role=piece.role) if p.role is None or p is piece else p for p in done[since:]]
            since = len(done)
    return [piece for piece in done if piece.start < piece.end]


def _joined(folded: str, pieces: list[_Piece]) -> list[_Piece]:
    """Bodies of one place made whole again: 北石店镇党委 + 政府; 各县 + 市 + 区人民政府."""
    whole: list[_Piece] = []
    for piece in pieces:
        if (
            whole
            and piece.parted_by in ("、", "和", "及", "与", " ", "/")
            and _same_place(folded[whole[-1].start : whole[-1].end], folded[piece.start : piece.end])
        ):
            whole[-1] = replace(whole[-1], end=piece.end, role=piece.role or whole[-1].role)
        else:
            whole.append(piece)
    return whole


def _same_place(left: str, right: str) -> bool:
    if re.search(rf"(?:{any_of('party_bodies')})$", left) and re.fullmatch(any_of("sister_bodies"), right):
        return True
    if re.fullmatch(rf"(?:{any_of('levels_of_the_state')}|、)+", left):
        return True  # 中央、省驻市有关单位
    bare = rf"(?:{any_of('places')})(?:\([^()]*\))?(?:{any_of('bodies_beside_a_place')})?"
    return (
        left.startswith("各")
        and re.fullmatch(rf"各(?:{any_of('places')}|、)+", left) is not None
        and re.fullmatch(bare, right) is not None
    )
