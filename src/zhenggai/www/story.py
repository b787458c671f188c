"""What happened to a finding or to a document under review, as sentences, each with what was and what is now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from zhenggai.core.difference_words import Piece, readable
from zhenggai.core.review import Answer
from zhenggai.findings.models import Correction, CorrectionKind
from zhenggai.www.labels import ABOUT_CHOICES, ABOUT_LABELS, LABELS, as_text
from zhenggai.www.remarks import answer_words

ABOUT_ALONE = {name: label for name, label in ABOUT_LABELS.items() if name not in LABELS}


@dataclass(frozen=True, slots=True)
class Change:
    """A text before and after: label, empty where the sentence says it, and what went and what came."""

    label: str
    pieces: list[Piece]


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened, for the time line. about: which finding, where the page is on several."""

    at: datetime
    who: str
    words: str
    changes: tuple[Change, ...] = ()
    about: str = ""


def change(label: str, before: str, after: str) -> Change:
    return Change(label, readable(before, after))


def told(correction: Correction, names: Mapping[str, str] | None = None) -> Event:
    """A correction as it is told. names: what the findings are called, on a page about several of them."""
    before, after = (_text(correction, value) for value in (correction.before, correction.after))
    about = (names or {}).get(correction.finding_key, "")
    if correction.kind == CorrectionKind.ANSWERED:
        words = f"处理提示“{before}”：{after}"
        return Event(correction.corrected_at, name_of(correction.corrected_by), words, about=about)
    words = f"{_words(correction)}{because(correction.reason)}"
    changes = (change("", before, after),) if before != after else ()
    return Event(correction.corrected_at, name_of(correction.corrected_by), words, changes, about)


def name_of(user: object) -> str:
    return str(user) if user is not None else "命令行"


def because(reason: str) -> str:
    return f"（{reason}）" if reason else ""


def _words(correction: Correction) -> str:
    label = _labels(correction).get(correction.field, "")
    if correction.kind != CorrectionKind.UNDONE or correction.undoes is None:
        return f"{correction.get_kind_display()}{label}"
    return f"撤销{correction.undoes.get_kind_display()}{label}"


def _labels(correction: Correction) -> Mapping[str, str]:
    return ABOUT_LABELS if correction.finding_key == "about" else LABELS


def _text(correction: Correction, value: Any) -> str:
    """A value of a correction: a field's, a whole finding or several, an answer, or the words of a notice."""
    if correction.field:
        choices = ABOUT_CHOICES.get(correction.field, {}) if correction.finding_key == "about" else {}
        word = choices.get(value or "") if value is None or isinstance(value, str) else None
        return word or as_text(correction.field, value)
    if isinstance(value, dict):
        return _finding(value)
    if isinstance(value, list) and all(isinstance(one, dict) for one in value):
        return "\n".join(map(_finding, value))
    if isinstance(value, list) and len(value) == 2:
        return answer_words(Answer(*value)) or ""
    return str(value or "")


def _finding(summary: Mapping[str, Any]) -> str:
    number = summary.get("number")
    return f"{f'问题{number}' if number else '（无序号）'}　{summary.get('problem') or ''}"


def newest_first(events: Iterable[Event]) -> list[Event]:
    return sorted(events, key=lambda event: event.at, reverse=True)
