"""One entrance: a source becomes the draft of a plan."""

from __future__ import annotations

from dataclasses import replace

from zhenggai.core.plan import FindingDraft, Notice, PlanDraft
from zhenggai.core.plan_text.about.reading import read_about
from zhenggai.core.plan_text.about.titles import find_title
from zhenggai.core.plan_text.fields.reading import read_fields
from zhenggai.core.plan_text.gather import gather
from zhenggai.core.plan_text.grids.tables import Readout, lay_out
from zhenggai.core.plan_text.own_ledger import read_own_ledger
from zhenggai.core.plan_text.words.blanks import is_blank
from zhenggai.core.plan_text.words.raw import Piece, RawFinding, Slot, passage
from zhenggai.core.plan_text.words.script import as_printed, shadow, simplify
from zhenggai.core.references import find_references
from zhenggai.core.source import Passage, Source

_TRADITIONAL = "文件是繁体字（可能由转换得来），按简体词语识别，内容照原文保留。"
_NO_FINDINGS = "没有读到问题清单。如果清单在附件或图片里，请把附件另外读入。"


def read_plan(source: Source) -> PlanDraft:
    """Read a document: its findings with their passages, what it says of itself, and what is uncertain.

    Deterministic; never raises for odd content. A document that holds no findings gives none.
    """
    own = read_own_ledger(source)
    if own is not None:
        return own
    simplified = shadow(source)
    if simplified is not None:
        read = _read(simplified)
        references = find_references("\n".join(line.text for line in source.lines))
        about = replace(as_printed(read.about, source), references=tuple(references))
        region = about.region and _printed_region(about.title, about.region)
        notice = Notice("traditional_script", "info", _TRADITIONAL)
        return replace(
            as_printed(read, source),
            about=replace(about, region=region),
            notices=(*as_printed(read.notices, source), notice),
        )
    return _read(source)


def _printed_region(title: Passage | None, region: str) -> str:
    """The region as the title prints it: the shadow has the same positions."""
    text = title.text if title else ""
    start = next((at for at in range(len(text)) if simplify(text[at : at + len(region)]) == region), -1)
    return text[start : start + len(region)] if start >= 0 else region


def _read(source: Source) -> PlanDraft:
    items = lay_out(source)
    telling = (item.grid for item in items if isinstance(item, Readout) and _tells(item, source))
    sheet = next((grid.sheet for grid in telling if grid), None)
    title = find_title(source, sheet)
    gathered = gather(source, items, title)
    slots = {slot for raw in gathered.findings if _says_something(raw, source) for slot in raw.fields}
    about = read_about(source, title, slots)
    findings: list[FindingDraft] = []
    notices = [Notice(remark.code, remark.severity, remark.message) for remark in source.remarks]
    for raw in gathered.findings:
        draft, doubts = read_fields(raw, source, issued_on=about.issued_on, year=about.year)
        if not draft.problem:
            continue
        here = len(findings)
        findings.append(draft)
        notices += [replace(doubt, finding=here) for doubt in doubts]
    said = {remark.code for remark in source.remarks}
    notices += [_notice(source, *doubt) for doubt in gathered.doubts if doubt[0] not in said]
    if not findings and about.kind in ("plan", "progress", "closure_notice"):
        notices.append(Notice("no_findings", "info", _NO_FINDINGS))
    return PlanDraft(source, about, tuple(findings), tuple(notices))


def _tells(item: Readout, source: Source) -> bool:
    return any(_says_something(raw, source) for raw in item.findings)


def _says_something(raw: RawFinding, source: Source) -> bool:
    """Whether its problem is told; an empty form has labels and nothing behind them."""
    return any(not is_blank(piece.text(source)) for piece in raw.pieces(Slot.PROBLEM))


def _notice(source: Source, code: str, message: str, piece: Piece | None) -> Notice:
    return Notice(code, "warning", message, passage=passage(source, [piece]) if piece else None)
