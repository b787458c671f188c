"""What chosen paragraphs probably are, so that a person who adds a missed finding only checks and corrects."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest
from typing import Any

from zhenggai.core.numbering import leading_number
from zhenggai.core.plan_text.labels import find_labels
from zhenggai.core.review import FIELDS, ROLES, Review
from zhenggai.core.unit_names import split_units

SLOT_FIELDS = {name: name for name in FIELDS} | {"next_steps": "progress"}
SLOT_ROLES = {
    "lead_units": "lead",
    "units": "responsible",
    "supporting_units": "supporting",
    "supervising_units": "supervising",
    "accepting_units": "accepting",
}


def guess(review: Review, chosen: Sequence[int]) -> dict[str, Any]:
    """Values for the form of a missed finding: fields by name, units by role, where it belongs in the list."""
    lines = review.draft.source.lines
    parts: dict[str, list[str]] = {}
    slot, number = "problem", ""
    for index in chosen:
        text = lines[index].text
        hits = [hit for hit in find_labels(text) if hit.slot in SLOT_FIELDS or hit.slot in SLOT_ROLES]
        if not parts and (found := leading_number(text)) is not None:
            number, text = str(found.value), text[found.end :].lstrip()
            hits = []
        for hit, after in zip_longest(hits, hits[1:]):
            if hit.start and hit is hits[0]:
                parts.setdefault(slot, []).append(text[: hit.start])
            slot = hit.slot
            parts.setdefault(slot, []).append(text[hit.end : after.start if after else None])
        if not hits:
            parts.setdefault(slot, []).append(text)
    values = {SLOT_FIELDS[name]: "\n".join(filter(None, texts)) for name, texts in parts.items() if name in SLOT_FIELDS}
    findings = zip(review.keys, review.draft.findings, strict=True)
    values["measures"] = "\n".join(_unnumbered(line) for line in values.get("measures", "").splitlines())
    return {
        "chosen": chosen,
        "passages": [lines[index] for index in chosen],
        "values": values | {"number": number},
        "units": {role: _units(parts, role) for role in ROLES},
        "after": _before(review, chosen),
        "places": [(key, finding.number or key) for key, finding in findings],
    }


def _unnumbered(line: str) -> str:
    number = leading_number(line)
    return line[number.end :] if number else line


def _units(parts: dict[str, list[str]], role: str) -> str:
    texts = [text for slot, texts in parts.items() if SLOT_ROLES.get(slot) == role for text in texts]
    return "\n".join(unit.text for text in texts for unit in split_units(text))


def _before(review: Review, chosen: Sequence[int]) -> str:
    """The last finding that begins above the chosen paragraphs."""
    if not chosen:
        return review.keys[-1] if review.keys else ""
    above = [
        key
        for key, finding in zip(review.keys, review.draft.findings, strict=True)
        if finding.problem.spans and finding.problem.spans[0].line < chosen[0]
    ]
    return above[-1] if above else ""
