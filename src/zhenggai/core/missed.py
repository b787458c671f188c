"""A finding the reader missed: what chosen paragraphs probably say, so that a person only checks and corrects."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from zhenggai.core.marking import line_of
from zhenggai.core.numbering import leading_number
from zhenggai.core.plan_text.words.labels import find_labels
from zhenggai.core.review import FIELDS, FIRST, ROLES, Review
from zhenggai.core.source import Line
from zhenggai.core.units.names import split_units

SLOT_FIELDS = {name: name for name in FIELDS} | {"next_steps": "progress"}
SLOT_ROLES = {
    "lead_units": "lead",
    "units": "responsible",
    "supporting_units": "supporting",
    "supervising_units": "supervising",
    "accepting_units": "accepting",
}


@dataclass(frozen=True, slots=True)
class Suggestion:
    """values: texts by field, lists one entry a line. units: names by role, one a line. after: the key of the finding
    it follows in the paper, `review.FIRST` where it comes before all of them."""

    lines: tuple[Line, ...]
    values: Mapping[str, str]
    units: Mapping[str, str]
    after: str


def suggest(review: Review, chosen: Sequence[int]) -> Suggestion:
    """What the paragraphs at these positions of the source probably are. Without any, an empty finding at the end."""
    lines = tuple(review.draft.source.lines[index] for index in chosen)
    number, parts = _parts(lines)
    values = {SLOT_FIELDS[name]: "\n".join(filter(None, texts)) for name, texts in parts.items() if name in SLOT_FIELDS}
    values["measures"] = "\n".join(_unnumbered(line) for line in values.get("measures", "").splitlines())
    units: dict[str, str] = {role: _units(parts, role) for role in ROLES}
    return Suggestion(lines, values | {"number": number}, units, _before(review, chosen))


def _parts(lines: Sequence[Line]) -> tuple[str, dict[str, list[str]]]:
    """The number the paragraphs begin with, and their texts by slot."""
    parts: dict[str, list[str]] = {}
    slot, number = "problem", ""
    for line in lines:
        text = line.text
        if not parts and (found := leading_number(text)) is not None:
            number, text = str(found.value), text[found.end :].lstrip()
        for here, said in _labelled(text, slot):
            parts.setdefault(here, []).append(said)
            slot = here
    return number, parts


def _labelled(text: str, slot: str) -> Iterator[tuple[str, str]]:
    """The pieces of a paragraph, each with the slot of the label before it; the first one may continue `slot`."""
    hits = [hit for hit in find_labels(text) if hit.slot in SLOT_FIELDS or hit.slot in SLOT_ROLES]
    if not hits or hits[0].start:
        yield slot, text[: hits[0].start] if hits else text
    for hit, after in zip_longest(hits, hits[1:]):
        yield hit.slot, text[hit.end : after.start if after else None]


def _unnumbered(line: str) -> str:
    number = leading_number(line)
    return line[number.end :] if number else line


def _units(parts: Mapping[str, list[str]], role: str) -> str:
    texts = [text for slot, texts in parts.items() if SLOT_ROLES.get(slot) == role for text in texts]
    return "\n".join(unit.text for text in texts for unit in split_units(text))


def _before(review: Review, chosen: Sequence[int]) -> str:
    """The finding that begins last above the chosen paragraphs, however the list is ordered."""
    if not chosen:
        return review.keys[-1] if review.keys else FIRST
    findings = zip(review.keys, review.draft.findings, strict=True)
    begins = [(line, key) for key, one in findings if (line := line_of(one.problem)) is not None and line < chosen[0]]
    return max(begins, key=lambda one: one[0])[1] if begins else FIRST
