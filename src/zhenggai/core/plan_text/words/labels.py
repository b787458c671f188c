"""Which words announce which field: labels in running text and heads of columns.

The words are data (`catalog/labels.toml`). A label is known by its word and by where it stands: before a colon, alone
on its line, in 【】, before a numbered list, or between blanks in a flattened row. Blanks inside it (责 任 人) and
width never matter. What stands here looks at one line only; `outline` weighs the doubtful hits over the document.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache

from zhenggai.catalog import pack
from zhenggai.core.numbering import Number, NumberStyle
from zhenggai.core.plan_text.words.layout_words import listed
from zhenggai.core.plan_text.words.lexicon import (
    ASIDE,
    CLOSERS,
    LONGEST,
    PARTING,
    Word,
    compact,
    first_characters,
    follow_up,
    joined,
    known,
    lexicon,
)
from zhenggai.core.plan_text.words.numbered import number_of
from zhenggai.core.plan_text.words.raw import Slot
from zhenggai.core.typography import fold_sign

_AFTER = "：:∶﹕】"  # what sets a label off at the end of its line
_INVENTED = 9  # a word of no list is no longer
_LIKE_OTHERS = 32  # characters of a line that may be said several times
_NUMBERED = 3  # characters of a number before a label: 三、
_COLON = re.compile(r"[：:∶﹕—－](?:(?<=[：:∶﹕])|(?<=—)—|(?<=－)－)")  # one set first: the scan skips to it
_BOUNDARY = frozenset('。；;，,！!？?：:∶﹕、“”"‘’《》|·….．—】】〗」')
# Characters up to the end that are no boundary, bracket, blank or wide sign: most windows hold nothing else.
_PLAIN_END = re.compile(rf"[^{''.join(map(re.escape, sorted(_BOUNDARY)))}()\s\uff01-\uff5e]+\Z")
_BLANK = re.compile(" ")
_BRACKETED = re.compile(r"[【\[〖「［]\s*([^】\]〗」］]{2,16}?)\s*[：:]?\s*[】\]〗」］]\s*[：:]?")
_QUOTED = re.compile(r"[”\"」]的?\w{2}的$")  # “…”的问题的整改情况：
_NOT_BEFORE = frozenset("各由和与及或的对向按照将在以把等关个些该本此为是即其")


@dataclass(slots=True, unsafe_hash=True)  # never changed: `frozen` would make it three times as dear
class LabelHit:
    """A label in a line: characters `start` to `end`, colon and blanks included; the value begins at `end`.

    label: the word as printed. colon: a colon or bracket sets it off. glued: text stands right before it with
    nothing between. weak: the word alone would not do. closing: it ends the list of findings. inside: it stands in
    brackets behind the text it belongs to: （责任单位：…）. stopped: a full stop sets it off: （二）整改目标。…
    joined: the fields of a heading that is two labels (责任单位及整改时限), the first of them being `slot`.
    name: the label without blanks, width folded.
    """

    slot: Slot
    label: str
    start: int
    end: int
    colon: bool = True
    glued: bool = False
    weak: bool = False
    closing: bool = False
    inside: bool = False
    stopped: bool = False
    joined: tuple[Slot, ...] = ()
    name: str = field(init=False)

    def __post_init__(self) -> None:
        self.name = compact(self.label)


@cache
def _starts() -> dict[str, tuple[int, ...]]:
    """How long the strong words are that may open a line without a colon, longest first, by their first two
    characters."""
    lengths: dict[str, set[int]] = {}
    for word, found in lexicon().items():
        if found.strong and len(word) > 2:
            lengths.setdefault(word[:2], set()).add(len(word))
    return {start: tuple(sorted(found, reverse=True)) for start, found in lengths.items()}


@cache
def _longest_word() -> int:
    return max(map(len, lexicon()))


def _strong_word(text: str, place: int) -> tuple[Word, int] | None:
    """The longest strong word at one place of a line and where it ends; one blank inside it is allowed at each place.

    By looking up, not by a pattern: to compile a thousand words took a fifth of the start of a process.
    """
    stretch = text[place : place + _longest_word()]
    if " " in stretch or not stretch.isprintable():
        return _spaced_word(text, place)
    words = lexicon()
    for length in _starts().get(stretch[:2], ()):
        word = words.get(stretch[:length])
        if word is not None and word.strong and length <= len(stretch):
            return word, place + length
    return None


def _spaced_word(text: str, place: int) -> tuple[Word, int] | None:
    """`_strong_word` where blanks stand between: 整 改 目 标."""
    joined, ends = "", []
    for at in range(place, len(text)):
        if text[at].isspace():
            if not joined or text[at - 1].isspace():
                break
            continue
        joined += text[at]
        ends.append(at + 1)
        if len(ends) == 2 and joined not in _starts():
            return None
        if len(ends) == _longest_word():
            break
    for length in range(len(ends), 2, -1):
        word = lexicon().get(joined[:length])
        if word is not None and word.strong:
            return word, ends[length - 1]
    return None


@cache
def _endings() -> tuple[tuple[tuple[str, ...], Word, tuple[str, ...], tuple[str, ...]], ...]:
    """Endings of invented words: (ends, the word they make, what it must hold, what it must not)."""
    return tuple(
        (tuple(entry["ends"]), Word(Slot(entry["slot"]), True, False), tuple(entry["holds"]), tuple(entry["never"]))
        for entry in pack("labels")["endings"]
    )


def find_labels(text: str) -> list[LabelHit]:
    """The labels of a line, from left to right, not overlapping."""
    return _labels(text) if len(text) > _LIKE_OTHERS else list(_labels_again(text))


@lru_cache(maxsize=4096)
def _labels_again(text: str) -> tuple[LabelHit, ...]:
    """The labels of a short line, looked for once: a list says 整改措施： and 整改时限：2025年底 again and again."""
    return tuple(_labels(text))


def _labels(text: str) -> list[LabelHit]:
    number = number_of(text)
    whole = _whole_line(text, number)
    if whole:
        return [whole]
    hits = _before_colons(text)
    hits += _in_brackets(text)
    hits += _without_colon(text, number)
    if not hits or (len(hits) == 1 and "（" not in text and "(" not in text):
        return hits
    hits.sort(key=lambda hit: (hit.start, -hit.end))
    kept: list[LabelHit] = []
    depth = counted = 0  # round brackets open before the hit
    for hit in hits:
        if not kept or hit.start >= kept[-1].end:
            depth += sum(text.count(mark, counted, hit.start) for mark in "（(")
            depth -= sum(text.count(mark, counted, hit.start) for mark in "）)")
            counted = hit.start
            kept.append(replace(hit, inside=True) if depth > 0 else hit)
    return kept


def _whole_line(text: str, number: Number | None) -> LabelHit | None:
    """A label alone on its line, own number allowed before it: 整改目标 · 一、整改任务 · （二）责任单位："""
    if len(text) > LONGEST + 14:
        return None
    start = number.end if number else 0
    core = text[start:].strip().rstrip("：:∶﹕ ").strip("【】[]〖〗「」［］")
    word = known(core) if core else None
    if word is None:
        two = joined(core)
        return LabelHit(two[0], core, start, len(text), text.rstrip()[-1:] in _AFTER, joined=two) if two else None
    colon = text.rstrip()[-1:] in _AFTER
    if number and number.style is NumberStyle.ITEM and not colon and core in listed("opening", "things"):
        return None  # 第六项任务 names a finding
    return LabelHit(word.slot, core, start, len(text), colon, weak=not word.strong, closing=word.closing)


def _before_colons(text: str) -> list[LabelHit]:
    hits = []
    for mark in _COLON.finditer(text):
        at, end = mark.span()
        if at and at + 1 < len(text) and text[at - 1].isdigit() and text[at + 1].isdigit():
            continue
        end += text[end : end + 1] == " "
        hit = _opening(text[:at], end) if at <= LONGEST else _ending_at(text, at, end)
        if hit:
            hits.append(hit)
    return hits


@lru_cache(maxsize=4096)
def _opening(before: str, end: int) -> LabelHit | None:
    """The label that a line opens with, looked for once: the lines of a list begin with few different ones."""
    return _ending_at(before, len(before), end)


def _window(text: str, end: int) -> tuple[str, Sequence[int]]:
    """The characters before `end` back to the nearest boundary, blanks left out, with their positions."""
    before = text[max(0, end - LONGEST) : end]
    plain = _PLAIN_END.search(before)
    start = end - len(before) + plain.start() if plain else end
    if start == 0 or end - start == LONGEST or text[start - 1] in _BOUNDARY:
        return text[start:end], range(start, end)
    characters: list[str] = []
    places: list[int] = []
    depth = 0
    at = end - 1
    while at >= 0 and len(characters) < LONGEST:
        character = fold_sign(text[at])
        if character == ")":
            depth += 1
        elif character == "(":
            if depth == 0:
                break
            depth -= 1
        elif character in _BOUNDARY and depth == 0:
            break
        if not character.isspace():
            characters.append(character)
            places.append(at)
        at -= 1
    return "".join(reversed(characters)), places[::-1]


def _ending_at(text: str, at: int, end: int) -> LabelHit | None:
    """The label that ends right before the colon at `at`; the value begins at `end`."""
    phrase, places = _window(text, at)
    if not phrase:
        return None
    number = number_of(phrase)
    offset = number.end if number and number.end < len(phrase) else 0
    whole = known(phrase[offset:])
    if whole is None and places[0] <= _NUMBERED and (two := joined(phrase[offset:])):
        return LabelHit(two[0], text[places[offset] : at].strip(), places[offset], end, joined=two)
    whole = whole or (_by_inner_words(phrase[offset:]) if places[0] <= 1 else None)
    if whole:
        start = places[offset]
        return LabelHit(whole.slot, text[start:at].strip(), start, end, weak=not whole.strong, closing=whole.closing)
    for cut in range(offset + 1, len(phrase) - 2):
        word = _glued_word(phrase, cut)
        framed = phrase[cut - 1] == "的" and _QUOTED.search(text, max(0, places[cut] - 8), places[cut]) is not None
        if word and (framed or phrase[cut - 1] not in _NOT_BEFORE):
            start = places[cut]
            free = text[start - 1].isspace() if start else True
            label = text[start:at].strip()
            return LabelHit(word.slot, label, start, end, glued=not free, weak=not word.strong, closing=word.closing)
    return None


def _glued_word(phrase: str, cut: int) -> Word | None:
    """A word of three characters or more that the phrase ends with, longest first; only strong words may be glued."""
    rest = phrase[cut:]
    if rest[0] not in first_characters():
        return None
    word = lexicon().get(rest) or (lexicon().get(ASIDE.sub("", rest)) if rest.endswith(CLOSERS) else None)
    return word if word and word.strong else None


def _in_brackets(text: str) -> Iterator[LabelHit]:
    for found in _BRACKETED.finditer(text):
        inner = found[1]
        number = number_of(inner)
        word = known(inner[number.end :] if number else inner)
        if word:
            yield LabelHit(word.slot, inner, found.start(), found.end(), weak=not word.strong, closing=word.closing)


def _without_colon(text: str, number: Number | None) -> Iterator[LabelHit]:
    """Labels set off by blanks, or at the start of a line before a list: 整改措施 （1）… · 责任单位 县水利局."""
    places = [0, number.end] if number else [0]
    first, _, value = text.partition(" ") if " " in text[:_INVENTED] else ("", "", "")
    if value.strip() and (word := lexicon().get(compact(first))) is not None and not word.strong and len(first) > 2:
        yield LabelHit(word.slot, first, 0, len(first) + 1, colon=False, weak=True, closing=word.closing)
    if " " in text:
        places += [gap.end() for gap in _BLANK.finditer(text) if not number or gap.end() != number.end]
    for place in places:
        found = _strong_word(text, place)
        if not found:
            continue
        word, close = found
        label = text[place:close]
        after = text[close : close + 30]
        if not after or after[0] in "：:∶﹕】］])）":
            continue
        stops = after[0] == "。" or (after[0] in "．." and not after[1:2].isdigit())
        if stops and number and place == number.end and len(after) > 2:
            yield LabelHit(word.slot, label, place, close + 1, colon=False, closing=word.closing, stopped=True)
            continue
        opens_list = (number_of(after.lstrip()) is not None) and (place == 0 or after[0].isspace())
        if after[0].isspace() or opens_list or (word.slot is Slot.DEADLINE and place == 0 and after[0].isdigit()):
            end = close + len(after) - len(after.lstrip())
            yield LabelHit(word.slot, label, place, end, colon=False, closing=word.closing)


def slot_of_header(text: str) -> Slot | None:
    """The slot of a column head or of the label cell of a row; None where the words are unknown."""
    number = number_of(text)
    phrase = compact(text[number.end :] if number else text).strip(":：【】")
    word = known(phrase)
    if word:
        return word.slot
    if len(phrase) <= LONGEST and follow_up().search(phrase):
        return Slot.NEXT_STEPS
    first = PARTING.split(phrase, maxsplit=1)[0]
    if first != phrase:
        word = known(first)
        if word and word.strong:
            return word.slot
    invented = _by_inner_words(phrase)
    return invented.slot if invented else _by_ending(phrase)


def _by_inner_words(phrase: str) -> Word | None:
    """A word of no list, by its ending and what it holds: 包点县领导 names a person."""
    phrase = compact(phrase)
    if not 3 <= len(phrase) <= _INVENTED:
        return None
    for ends, word, holds, never in _endings():
        fits = phrase.endswith(ends) and not any(other in phrase for other in never)
        if fits and (not holds or any(held in phrase for held in holds)):
            return word
    return None


def _by_ending(phrase: str) -> Slot | None:
    """An unknown head takes the slot of the longest strong word it ends with (本县2024年整改目标)."""
    if len(phrase) > LONGEST:
        return None
    for cut in range(1, len(phrase) - 2):
        word = lexicon().get(phrase[cut:])
        if word and word.strong:
            return word.slot
    return None
