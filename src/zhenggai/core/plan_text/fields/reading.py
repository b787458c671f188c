"""From pieces of lines to a finding: each field as the contract wants it, each with the spans it came from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from zhenggai.core.deadlines import read_deadline
from zhenggai.core.numbering import leading_number
from zhenggai.core.plan import FindingDraft, Notice, Severity
from zhenggai.core.plan_text.fields.measures_split import split_measures
from zhenggai.core.plan_text.fields.numbers import read_number
from zhenggai.core.plan_text.fields.problem_text import read_problem
from zhenggai.core.plan_text.fields.status_text import read_handling
from zhenggai.core.plan_text.fields.unit_fields import assigned_units
from zhenggai.core.plan_text.words.blanks import is_blank
from zhenggai.core.plan_text.words.raw import Piece, RawFinding, Slot, Strand, passage, strand
from zhenggai.core.source import Passage, Source
from zhenggai.core.units.names import UnitMention, ends_as_unit, full_names, is_group

_DEADLINE_DOUBTS: dict[str, tuple[Severity, str]] = {
    "year_missing": ("warning", "期限“{}”没有写年份，请补上。"),
    "year_from_context": ("info", "期限“{}”没有写年份，年份取自上下文，请核对。"),
    "relative_unanchored": ("warning", "期限“{}”从某一天算起，文中没有找到这一天，请补上日期。"),
    "masked": ("warning", "期限“{}”的数字被遮盖，请补上日期。"),
    "not_understood": ("warning", "没有看懂期限“{}”，请填写日期。"),
}


def read_fields(
    raw: RawFinding, source: Source, *, issued_on: str | None = None, year: int | None = None
) -> tuple[FindingDraft, tuple[Notice, ...]]:
    """The finding and what is uncertain about it (`Notice.finding` is left to the caller, who knows the position).

    issued_on: ISO date that anchors 半年内 and the like. year: the year of dates printed without one.
    """
    printed = read_number(raw, source)
    problem = read_problem(raw, source)
    status, progress = read_handling(raw, source)
    due = _stages(_distinct(_filled(raw.pieces(Slot.DEADLINE), source), source), source)
    draft = FindingDraft(
        problem=problem.statement,
        number=raw.number or printed.number or problem.number,
        feedback_number=raw.feedback_number or printed.feedback_number or problem.feedback_number,
        headings=tuple(raw.headings),
        goal=_text(raw, source, Slot.GOAL),
        measures=tuple(split_measures(source, _filled(raw.pieces(Slot.MEASURES), source))),
        units=assigned_units(raw, source),
        person=_person(raw, source),
        deadline_text=due,
        deadline=read_deadline(due.text, issued_on=issued_on, year=year) if due else None,
        status=status,
        progress=progress,
    )
    doubts = (Notice(c, "warning", m, passage=passage(source, [p]) if p else None) for c, m, p in raw.doubts)
    return draft, (*doubts, *doubts_of(draft))


def _filled(pieces: Sequence[Piece], source: Source) -> list[Piece]:
    return [piece for piece in pieces if not is_blank(piece.text(source))]


def _text(raw: RawFinding, source: Source, slot: Slot) -> Passage | None:
    """A field of one text: its paragraphs joined; a lone number before it is stripped, a list keeps its numbers."""
    laid = strand(source, _distinct(_filled(raw.pieces(slot), source), source))
    if not laid.text:
        return None
    end = _before_stop(laid.text) if slot is Slot.PERSON else len(laid.text)
    number = leading_number(laid.text[:40])
    if number is not None and number.value == 1 and number.end < len(laid.text) and not _goes_on(laid.text, number.end):
        return laid.cut(number.end, end)
    return laid.cut(0, end)


def _before_stop(text: str) -> int:
    """Where a few words end before the stop of the clause they were printed in; sentences keep theirs."""
    words = text.rstrip("。；; ")
    return len(text) if "。" in words or not words else len(words)


def _goes_on(text: str, begin: int) -> bool:
    """Whether a second number follows in the text."""
    return any(
        (number := leading_number(text[place : place + 40])) is not None and number.value == 2
        for place in range(begin, len(text))
        if text[place - 1] in "。；;：: .！？"
    )


def _distinct(pieces: Sequence[Piece], source: Source) -> list[Piece]:
    """Pieces without the repetitions that a cell copied down over several rows leaves."""
    if not any(piece.opens for piece in pieces):
        return list(pieces)
    kept: list[Piece] = []
    said: set[str] = set()
    for piece in pieces:
        text = piece.text(source)
        if not (piece.opens and text in said):
            kept.append(piece)
        said.add(text)
    return kept


def _stage(laid: Strand) -> Passage:
    return laid.cut(0, _before_stop(laid.text))


def _stages(pieces: Sequence[Piece], source: Source) -> Passage | None:
    """The wording of short texts; a blank parts those that stand in cells of their own, or apart from each other."""
    cells: list[list[Piece]] = []
    for piece in pieces:
        if piece.opens or piece.apart or not cells:
            cells.append([])
        cells[-1].append(piece)
    stages = [stage for cell in cells if (stage := _stage(strand(source, cell)))]
    if not stages:
        return None
    return Passage(" ".join(stage.text for stage in stages), tuple(span for stage in stages for span in stage.spans))


def _person(raw: RawFinding, source: Source) -> Passage | None:
    pieces = raw.pieces(Slot.PERSON)
    if any(piece.apart for piece in pieces):
        return _stages(_filled(pieces, source), source)
    return _text(raw, source, Slot.PERSON)


def doubts_of(draft: FindingDraft) -> Iterator[Notice]:
    """What is uncertain about a finding by itself: no problem, odd names of units, open dates."""
    if not draft.problem:
        yield Notice("problem_missing", "error", "这一条没有找到问题表述，请补上。")
    names = full_names([UnitMention(unit.name.text, 0, 0) for unit in draft.units])  # 西上庄、钟家庄街道办事处
    for unit, name in zip(draft.units, names, strict=True):
        if not ends_as_unit(name) and not is_group(name):
            yield Notice("unit_unclear", "info", f"“{unit.name.text}”不像单位名称，请核对。", passage=unit.name)
    if draft.deadline is not None and draft.deadline_text is not None:
        for doubt in draft.deadline.doubts:
            severity, words = _DEADLINE_DOUBTS.get(doubt, ("warning", "请核对期限“{}”。"))
            message = words.format(draft.deadline_text.text)
            yield Notice(f"deadline_{doubt}", severity, message, passage=draft.deadline_text)
