"""How a finding was handled: the status in a few words, and the progress told at length.

Forms mix the two: a column 整改完成情况 may hold 已完成, or a report that opens or closes with the status.
"""

from __future__ import annotations

import re
from functools import cache

from zhenggai.catalog import pack
from zhenggai.core.plan_text.blanks import is_blank
from zhenggai.core.plan_text.raw import Piece, RawFinding, Slot, Strand, strand
from zhenggai.core.source import Passage, Source

_SENTENCE = re.compile(r"[^。；;！!]*[。；;！!]?")
_CLAUSE = re.compile(r"[，,、；;：:]")
_ENDS = "。；;！! "
_BEGUN = re.compile(r"目前|现|已|正在|正|尚|未|基本|部分|仍")
_FIGURE = re.compile(r"[0-9０-９]")
_SHORT = 16  # a status cell that no word explains is taken as it is up to this length


def read_handling(raw: RawFinding, source: Source) -> tuple[Passage | None, Passage | None]:
    """Status and progress of a finding, either of them None."""
    status = _laid(raw.pieces(Slot.STATUS), source)
    progress = _laid(raw.pieces(Slot.PROGRESS), source)
    if status.text and progress.text:
        if is_status(progress.text) and not is_status(status.text):
            status, progress = progress, status
        return status.cut(), progress.cut()
    if status.text and (is_status(status.text) or _is_short(status.text)):
        return status.cut(), None
    laid = status if status.text else progress
    return _split(laid) if laid.text else (None, None)


def is_status(text: str) -> bool:
    """Whether a text says a status and nothing else: 已完成整改。 正在整改，已达到序时进度"""
    body = text.strip(_ENDS).replace(" ", "")
    if body in pack("statuses")["marks"]:
        return True
    clauses = [clause for clause in _CLAUSE.split(re.sub(r"[（(][^（()）]*[)）]", "", body)) if clause]
    return bool(clauses) and len(body) <= 60 and all(_clause().fullmatch(clause) for clause in clauses)


@cache
def _clause() -> re.Pattern[str]:
    words = {
        name: "|".join(sorted(map(re.escape, pack("statuses")[name]), key=len, reverse=True))
        for name in ("subjects", "adverbs", "cores", "tails")
    }
    return re.compile("(?:{subjects})?(?:{adverbs})*(?:{cores})(?:{tails})*".format(**words))


@cache
def _promise() -> re.Pattern[str]:
    promises, cores = ("|".join(map(re.escape, pack("statuses")[name])) for name in ("promises", "cores"))
    return re.compile(
        f"(?:{promises})[0-9０-９XxＸ×＊*年月日上下半季度初中旬底末前后左右内 ]+(?:全部|全面|基本)?(?:{cores})"
    )


def _promises_the_end(text: str) -> bool:
    """正在整改，预计2020年8月底完成: one sentence without figures that closes with a promised date."""
    *before, last = [clause for clause in _CLAUSE.split(text.strip(_ENDS)) if clause] or [""]
    return (
        bool(before)
        and len(text) <= 50
        and _promise().fullmatch(last.strip()) is not None
        and all(_BEGUN.match(clause) and not _FIGURE.search(clause) for clause in before)
    )


def _split(laid: Strand) -> tuple[Passage | None, Passage | None]:
    """A report whose first sentence is the status gives it up; one whose last sentence is keeps it as well."""
    sentences = [(match.start(), match.end()) for match in _SENTENCE.finditer(laid.text) if match.end() > match.start()]
    count = 0
    while count < len(sentences) and is_status(laid.text[slice(*sentences[count])]):
        count += 1
    if count == len(sentences) or (len(sentences) == 1 and _promises_the_end(laid.text)):
        return laid.cut(), None
    if count:
        begin = sentences[count][0]
        return _trimmed(laid, 0, begin), laid.cut(begin)
    start, end = sentences[-1]
    if len(sentences) > 1 and is_status(laid.text[start:end]):
        return _trimmed(laid, start, end), laid.cut()
    return None, laid.cut()


def _trimmed(laid: Strand, start: int, end: int) -> Passage:
    """A sentence of a report without the stop at its end; a field that is nothing but a status stays as printed."""
    while end > start and laid.text[end - 1] in _ENDS:
        end -= 1
    return laid.cut(start, end)


def _laid(pieces: list[Piece], source: Source) -> Strand:
    return strand(source, [piece for piece in pieces if not is_blank(piece.text(source))])


def _is_short(text: str) -> bool:
    return len(text.strip(_ENDS)) <= _SHORT and "。" not in text.strip(_ENDS)
