"""How a finding was handled: the status in a few words, and the progress told at length.

Forms mix the two: a column 整改完成情况 may hold 已完成, or a report that opens or closes with the status.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from zhenggai.catalog import pack
from zhenggai.core.plan_text.words.blanks import is_blank
from zhenggai.core.plan_text.words.layout_words import alternatives
from zhenggai.core.plan_text.words.raw import Piece, RawFinding, Slot, Strand, strand
from zhenggai.core.source import Passage, Source

_SENTENCE_END = re.compile(r"[。；;！!]|(?<=[\u4e00-\u9fff）)”\"])[.．](?!\d)")
_OPENING_MARK = re.compile(
    r"[（(【\[〔](?P<bracketed>[^（()）【】\[\]]{2,24})[)）】\]〕][：:，,。]?|(?P<before>[^：:。；;]{2,16})[：:]"
)
_CLOSING_MARK = re.compile(r"[（(【\[〔]([^（()）【】\[\]]{2,24})[)）】\]〕][。.]?$")
_CLAUSE = re.compile(r"[，,、；;：:]")
_ENDS = "。；;！!.． "
_FIGURE = re.compile(r"[0-9０-９]")
_DATE = r"(?:[0-9０-９]{4}年)?[0-9０-９XxＸ×＊*]{1,2}月(?:[0-9０-９XxＸ×＊*]{1,2}日|[上中下]旬|[底末初])?"
_SHORT = 16  # a status cell that no word explains is taken as it is up to this length


def read_handling(raw: RawFinding, source: Source) -> tuple[Passage | None, Passage | None]:
    """Status and progress of a finding, either of them None."""
    if not raw.fields.keys() & {Slot.STATUS, Slot.PROGRESS}:
        return None, None
    status = _laid(raw.pieces(Slot.STATUS), source)
    told = [piece for piece in raw.pieces(Slot.PROGRESS) if not is_blank(piece.text(source))]
    if not status.text and len(told) > 1 and is_status(told[0].text(source)):
        status, told = strand(source, told[:1]), told[1:]  # 完成情况 | 已完成整改, then 整改进展 | …
    progress = strand(source, told)
    if status.text and progress.text:
        if is_status(progress.text) and not is_status(status.text):
            status, progress = progress, status
        return _without_stop(status), progress.cut()
    if status.text and (is_status(status.text) or _is_short(status.text)):
        return _without_stop(status), None
    laid = status if status.text else progress
    return _split(laid) if laid.text else (None, None)


def is_status(text: str) -> bool:
    """Whether a text says a status and nothing else: 已完成整改。 正在整改，已达到序时进度"""
    body = text.strip(_ENDS).replace(" ", "")
    if body in pack("statuses")["marks"]:
        return True
    clauses = [clause for clause in _CLAUSE.split(re.sub(r"[（(][^（()）]*[)）]", "", body)) if clause]
    if not clauses or len(body) > 60 or not _clause().fullmatch(clauses[0]):
        return False
    return all(_clause().fullmatch(clause) or _going_on().fullmatch(clause) for clause in clauses[1:])


@cache
def _clause() -> re.Pattern[str]:
    """Subject, date, adverbs, one core, tails: 该问题 + 已于2021年9月 + 整改完成; or 经县级验收合格."""
    names = ("subjects", "adverbs", "cores", "tails", "reaches", "kinds", "marks_reached", "dated")
    subjects, adverbs, cores, tails, reaches, kinds, marks, dated = (alternatives(pack("statuses")[n]) for n in names)
    by, checks, passed = (alternatives(pack("statuses")[name]) for name in ("passed_by", "checks", "passed"))
    done = rf"(?:{dated}{_DATE})?{adverbs}*(?:{cores}|{reaches}{kinds}*{marks}){tails}*"
    return re.compile(rf"{subjects}?(?:{done}|{by}[\u4e00-\u9fff]{{0,10}}?{checks}{passed})")


@cache
def _going_on() -> re.Pattern[str]:
    """A clause behind a status that says how the work goes on: 并持续规范."""
    lasting, kept = (alternatives(pack("statuses")[name]) for name in ("lasting", "kept"))
    return re.compile(f"{lasting}+{kept}")


@cache
def _promise() -> re.Pattern[str]:
    names = ("promises", "adverbs", "cores", "tails")
    promises, adverbs, cores, tails = (alternatives(pack("statuses")[name]) for name in names)
    return re.compile(rf"{promises}[0-9０-９XxＸ×＊*年月日上下半季度初中旬底末前后左右内 ]+{adverbs}*{cores}{tails}*")


@cache
def _lead_in_words() -> re.Pattern[str]:
    now, until, topics, told = (alternatives(pack("statuses")[name]) for name in ("now", "until", "topics", "told"))
    date = r"(?:\d{4}年)?(?:\d{1,2}月)?(?:\d{1,2}日|[上中下]旬|[年月]?[底末初])?"
    return re.compile(rf"(?:{now}|{until}{date})[，,]|{topics}*{told}[：:]")


def _promises_the_end(text: str) -> bool:
    """正在整改，预计2020年8月底完成: one sentence without figures that closes with a promised date."""
    *before, last = [clause for clause in _CLAUSE.split(text.strip(_ENDS)) if clause] or [""]
    begun = tuple(pack("statuses")["begun"])
    return (
        bool(before)
        and len(text) <= 50
        and _promise().fullmatch(last.strip()) is not None
        and all(clause.startswith(begun) and not _FIGURE.search(clause) for clause in before)
    )


def _split(laid: Strand) -> tuple[Passage | None, Passage | None]:
    """A report that opens or closes with its status gives it up: in brackets, before a colon, or as a sentence.

    A closing sentence that names what it speaks of (该项问题已完成整改。) belongs to the report too and stays in it.
    """
    marked = _mark(laid)
    if marked is not None:
        return marked
    sentences = list(_sentences(laid.text))
    count = 0
    while count < len(sentences) and is_status(laid.text[slice(*sentences[count])]):
        count += 1
    if count == len(sentences) or (len(sentences) == 1 and _promises_the_end(laid.text)):
        return _without_stop(laid), None
    if count:
        begin = sentences[count][0]
        return _trimmed(laid, 0, begin), laid.cut(begin)
    start, end = sentences[-1]
    begin = start + _lead_in(laid.text[start:end])
    if len(sentences) > 1 and is_status(laid.text[begin:end]):
        labelled = laid.text[start:begin].endswith(("：", ":"))
        subject = _names_its_subject(laid.text[begin:end])
        narrated = (begin > start and not labelled) or subject > 0
        return _trimmed(laid, begin + subject, end), laid.cut() if narrated else laid.cut(0, start)
    return None, laid.cut()


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    begin = 0
    for match in _SENTENCE_END.finditer(text):
        yield begin, match.end()
        begin = match.end()
    if text[begin:].strip():
        yield begin, len(text)


def _mark(laid: Strand) -> tuple[Passage, Passage] | None:
    """（已完成整改）市财政局已印发… · 已办结：责令停业… · …全部入库。（已完成整改）"""
    opening = _OPENING_MARK.match(laid.text)
    if opening is not None and opening.end() < len(laid.text):
        group = "bracketed" if opening["bracketed"] else "before"
        if is_status(opening[group]):
            return laid.cut(*opening.span(group)), laid.cut(opening.end())
    closing = _CLOSING_MARK.search(laid.text)
    if closing is not None and closing.start() and is_status(closing[1]):
        return laid.cut(*closing.span(1)), laid.cut(0, closing.start())
    return None


def _lead_in(sentence: str) -> int:
    """The length of 目前， or 截至2024年6月底， before a status."""
    match = _lead_in_words().match(sentence)
    return match.end() if match else 0


def _names_its_subject(sentence: str) -> int:
    """The length of the words 该项问题 or 此任务 that a sentence begins with; 0 without."""
    naming = pack("statuses")["naming"]
    subjects = (word for word in pack("statuses")["subjects"] if any(name in word for name in naming))
    return max((len(word) for word in subjects if sentence.startswith(word)), default=0)


def _without_stop(laid: Strand) -> Passage:
    """A field that is nothing but a status, without the stop that ends its one sentence."""
    text = laid.text.rstrip(_ENDS)
    return laid.cut(0, len(text)) if text and not _SENTENCE_END.search(text) else laid.cut()


def _trimmed(laid: Strand, start: int, end: int) -> Passage:
    """A sentence of a report without the stop at its end."""
    while end > start and laid.text[end - 1] in _ENDS:
        end -= 1
    return laid.cut(start, end)


def _laid(pieces: list[Piece], source: Source) -> Strand:
    return strand(source, [piece for piece in pieces if not is_blank(piece.text(source))])


def _is_short(text: str) -> bool:
    return len(text.strip(_ENDS)) <= _SHORT and "。" not in text.strip(_ENDS)
