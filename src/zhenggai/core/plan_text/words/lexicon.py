"""The words that announce fields, as `catalog/labels.toml` lists them, and what counts as one of them."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import product
from typing import NamedTuple

from zhenggai.catalog import pack
from zhenggai.core.plan_text.words.raw import UNIT_SLOTS, Slot
from zhenggai.core.typography import fold_width

LONGEST = 22  # characters looked at before a colon
_PRINTED = 3 * LONGEST  # the same with the blanks between them
ASIDE = re.compile(r"[(（〔\[][^()（）〔〕\[\]]*[)）〕\]]$")
_LEVEL = re.compile("[省市县区旗州盟师团乡镇]级?(?=领导|分管|负责)")
CLOSERS = tuple(")）〕]")  # a phrase that ends otherwise has no aside
PARTING = re.compile(r"以及|[及和与、/或]")
_SHORT = 5  # characters; two words and what joins them are longer
_TOLD_TOGETHER = frozenset({Slot.MEASURES, Slot.PROGRESS, Slot.GOAL})
_SHORT_FIELDS = frozenset({Slot.PERSON, Slot.DEADLINE, *UNIT_SLOTS})
_JOINED = frozenset({Slot.GOAL, Slot.MEASURES, *_SHORT_FIELDS})
_TAIL_WORDS = ("具体如下", "如下", "主要有", "分别为", "包括", "有", "是", "为")


class Word(NamedTuple):
    """A word of the lexicon: its slot, whether it is a label wherever it stands, whether it ends the list."""

    slot: Slot
    strong: bool
    closing: bool


@cache
def lexicon() -> dict[str, Word]:
    """Every word of the pack, folded, with its slot. A word in two slots belongs to the first."""
    words: dict[str, Word] = {}
    for name, entry in pack("labels")["slots"].items():
        for key in ("strong", "weak", "closing"):
            for word in entry.get(key, ()):
                words.setdefault(compact(word), Word(Slot(name), key != "weak", key == "closing"))
        for parts in entry.get("built", ()):
            for made in product(*parts):
                words.setdefault("".join(made), Word(Slot(name), strong=True, closing=False))
    return words


@cache
def _modifiers() -> dict[str, tuple[str, ...]]:
    """The words that may stand before a label, longest first, by their first character."""
    words = sorted((compact(word) for word in pack("labels")["modifiers"]), key=len, reverse=True)
    return {first: tuple(word for word in words if word[0] == first) for first in {word[0] for word in words}}


@cache
def follow_up() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, pack("labels")["slots"]["next_steps"]["contains"])) or "(?!)")


@cache
def _maybe_known() -> re.Pattern[str]:
    """A character without which no phrase is known: the first one of a word or of a mark of following up."""
    firsts = first_characters() | {mark[0] for mark in pack("labels")["slots"]["next_steps"]["contains"]}
    return re.compile("[" + "".join(map(re.escape, sorted(firsts))) + "]")


@cache
def first_characters() -> frozenset[str]:
    return frozenset(word[0] for word in lexicon())


@lru_cache(maxsize=4096)
def compact(text: str) -> str:
    """Width folded and blanks removed, for comparing words."""
    return "".join(fold_width(text).split())


def known(phrase: str) -> Word | None:
    """The word of the lexicon that this whole phrase is, modifiers before it and an aside in brackets set aside."""
    return _known(phrase) if len(phrase) <= _PRINTED else None


@lru_cache(maxsize=4096)  # a paper says the same labels again and again
def _known(phrase: str) -> Word | None:
    words = lexicon()
    phrase = compact(phrase)
    if len(phrase) > LONGEST or not phrase:
        return None
    if phrase in words:
        return words[phrase]
    if _maybe_known().search(phrase) is None:
        return None
    without_level = _LEVEL.sub("", phrase)
    if without_level != phrase and without_level in words and len(without_level) > 2:
        return words[without_level]
    if follow_up().search(phrase):
        return Word(Slot.NEXT_STEPS, True, False) if _follows_up(phrase) else None
    aside = ASIDE.search(phrase) if phrase.endswith(CLOSERS) else None
    if aside and aside.start():
        return known(phrase[: aside.start()])
    if phrase.endswith(_TAIL_WORDS):
        for word in _TAIL_WORDS:
            if phrase.endswith(word) and len(phrase) > len(word) + 1:
                return known(phrase[: -len(word)])
    for modifier in _modifiers().get(phrase[0], ()):
        if phrase.startswith(modifier) and len(phrase) > len(modifier):
            found = known(phrase[len(modifier) :])
            if found and found.strong:
                return found
    return _told_together(phrase)


def _told_together(phrase: str) -> Word | None:
    """整改措施及成效: a strong word, and behind it what came of it; the first word says the field."""
    joint = PARTING.search(phrase) if len(phrase) > _SHORT else None
    first = lexicon().get(phrase[: joint.start()]) if joint else None
    if joint is None or first is None or not first.strong or first.slot not in _TOLD_TOGETHER:
        return None
    second = lexicon().get(phrase[joint.end() :])
    return first if second is not None and second.slot in (Slot.PROGRESS, first.slot) else None


@lru_cache(maxsize=1024)
def joined(phrase: str) -> tuple[Slot, ...]:
    """The fields of a phrase that is several labels, each of a field of its own, those of long texts first:
    责任单位及整改时限; () where it is none."""
    phrase = compact(phrase)
    if len(phrase) > LONGEST or not PARTING.search(phrase):
        return ()
    words = [known(part) for part in PARTING.split(phrase)]
    slots = tuple(word.slot for word in words if word is not None and word.strong and word.slot in _JOINED)
    return tuple(sorted(slots, key=_SHORT_FIELDS.__contains__)) if len(set(slots)) == len(words) else ()


def _follows_up(phrase: str) -> bool:
    return phrase.endswith(
        ("措施", "工作", "打算", "计划", "安排", "举措", "步", "阶段", "思路", "建议", "重点", "任务", "方向")
    )
