"""What a document says of itself: title, kind, draft or issued, region, inspection, cited documents, dates."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from zhenggai.catalog import pack
from zhenggai.core.dates import FoundDate, find_dates, find_periods
from zhenggai.core.plan import About, Inspection, Kind, Status
from zhenggai.core.plan_text.about.kinds import kind_of
from zhenggai.core.plan_text.about.titles import region_of, region_of_body
from zhenggai.core.plan_text.words.raw import Slot
from zhenggai.core.references import find_references
from zhenggai.core.source import Line, Passage, Source
from zhenggai.core.typography import fold_width

_FEEDBACK = re.compile(r"反馈")
_SENTENCE = re.compile(r"[^。；;！？\n]+[。；;！？]?")
_CITED = re.compile(r"《[^《》]*》(?:[（(〔][^（()）〔〕]*[）)〕])?")  # another paper may be a draft
_OWN_NUMBER = re.compile(r"[^\s，。；]{2,12}[〔\[【(]\d{4}[〕\]】)]第?\d+号")
_SHORT_DATE = re.compile(r"(?<!\d)(\d{1,2})\s*月\s*(\d{1,2})\s*日")
_PRINTED = re.compile(r"日\s*印发(?=[\s）)]|$)|印发(?:日期|时间)")
_TITLE_YEAR = re.compile(r"(20\d{2})年(?!第|度?工作)")
_N = r"[\d〇零○一二三四五六七八九十]"
_DATE_LINE = re.compile(
    rf"[（(]?\s*(?:发布(?:时间|日期)[:：]\s*)?{_N}{{2,4}}\s*年\s*{_N}{{1,3}}\s*月\s*{_N}{{1,3}}\s*日\s*(?:印发)?\s*[)）]?"
)


@cache
def _words(key: str) -> str:
    return "|".join(sorted(pack("kinds")["inspection"][key], key=len, reverse=True))


@cache
def _team_names() -> re.Pattern[str]:
    """A team with its number (省第三生态环境保护督察组), or of a host or level right before its work (省委巡视组)."""
    hosts, levels, organs, works = (_words(key) for key in ("hosts", "levels", "organs", "works"))
    subjects, offices = _words("subjects"), _words("offices")
    sender = f"(?:[一-龥]{{2,8}}?(?:{_words('senders')})(?=第))?"
    numbered = rf"(?:{hosts}|[一-龥]{{0,7}}?(?:{levels})(?:{organs})*{sender})?(?:国务院)?(?:{subjects})*(?:专项)?"
    number = "第[一二三四五六七八九十]{1,3}"
    works_again = f"(?:{works})(?:{_words('again')})?"
    named = rf"[一-龥]{{0,10}}{works_again}{number}(?:{works})?组|{number}[一-龥]{{0,14}}?{works_again}组"
    numbered += f"(?:{named})"
    office = rf"(?:{offices})[一-龥X×某]{{2,6}}?(?:局|特派员?办(?:事处)?)"
    return re.compile(
        rf"{numbered}|{office}|(?:{hosts}|{levels}|自治[区州县])(?:{organs})*[一-龥]{{0,10}}?(?:{works})组"
    )


@cache
def _before_team() -> re.Pattern[str]:
    """What is caught before a team's name and belongs to the sentence: …已完成, 镇, 某市省安委会…"""
    hosts, levels = _words("hosts"), _words("levels")
    follows = "|".join(_words(key) for key in ("organs", "works", "subjects"))
    under = rf"[一-龥]+[市州盟师县区旗](?=(?:{_words('high')})(?:第|{follows}))"
    before = (
        rf"[一-龥]*(?:(?!{_words('before_kept')})(?:{_words('before')}))(?={hosts}|[一-龥]{{0,4}}(?:{levels})|自治|第)"
    )
    return re.compile(rf"^(?:{under}|{before})?(?:第[一二三四五六七八九十]+轮)?")


def read_about(source: Source, title: Passage | None, slots: set[Slot]) -> About:
    """What the document says of itself. slots: the fields of its findings, for titles that tell no kind."""
    lines = _reading_order(source)
    words = title.text if title else ""
    kind = kind_of(words, slots)
    opening = _opening(lines)
    issued_on = _issued_on(lines)
    inspection = _fed_back_here(_with_stay(_inspection(opening, words), lines), kind, opening, issued_on)
    return About(
        title=title,
        kind=kind,
        status=_status(words, lines, kind, issued_on),
        region=region_of(words) or region_of_body(lines, title),
        inspection=inspection,
        references=tuple(find_references("\n".join(line.text for line in lines))),
        issued_on=issued_on,
        year=_year(issued_on, inspection, lines, words),
    )


def _reading_order(source: Source) -> list[Line]:
    return [
        line for line in source.lines if line.text and line.place.part not in ("header", "footer") and not line.hidden
    ]


def _opening(lines: Sequence[Line]) -> str:
    """The sentences at the beginning; titles and addressees are none."""
    told = rf"[。，,；.]|(?:{_words('happens')})(?:{_words('when')})"
    return "\n".join(line.text[:1500] for line in lines[:40] if re.search(told, line.text))[:6000]


def _status(title: str, lines: Sequence[Line], kind: Kind, issued_on: str | None) -> Status | None:
    """draft where title or the lines around it say 征求意见稿 and the like; issued where the paper bears a mark of
    issue (a number of its own, a date of its own, words such as 印发 or 公示期); else not known."""
    words = pack("kinds")["status"]["draft"]
    head = title + "\n".join(_CITED.sub("", line.text) for line in lines[:8] if len(line.text) <= 40)
    if any(word in head for word in words):
        return "draft"
    numbered = any(_OWN_NUMBER.fullmatch(fold_width(line.text)) for line in lines[:8])
    marks = pack("kinds")["status"]["issued"]
    told = any(mark in _CITED.sub("", line.text) for line in [*lines[:12], *lines[-8:]] for mark in marks)
    dated = issued_on is not None and kind != "other"  # news bear a date as well
    return "issued" if numbered or told or dated else None


def _inspection(opening: str, title: str) -> Inspection | None:
    """Team, period and date of feedback from the opening; None without a team. In titles only a number counts."""
    teams = [_team(found[0]) for found in _team_names().finditer(opening)]
    teams = teams or [name for found in _team_names().finditer(title) if "第" in (name := _team(found[0]))]
    if not teams:
        return None
    team = next((name for name in teams if "第" in name), teams[0])
    start = end = feedback = None
    seen: FoundDate | None = None
    for found in _SENTENCE.finditer(opening):
        sentence = found[0]
        period = next(iter(find_periods(sentence)), None)
        if period is not None and start is None and re.search(_words("happens"), sentence):
            start, end = period.first, period.last
        named = find_dates(sentence)
        if feedback is None and _FEEDBACK.search(sentence):
            feedback = _feedback_date(sentence, named, period.end if period else 0, seen)
        seen = named[-1] if named else seen
    return Inspection(team, start, end, feedback)


def _with_stay(inspection: Inspection | None, lines: Sequence[Line]) -> Inspection | None:
    """The period of the inspection from another line, where the opening has none: 督察进驻期间（5月9日—6月9日）."""
    if inspection is None or inspection.start:
        return inspection
    for line in lines:
        stay = re.search(_words("stay"), line.text)
        period = next(iter(find_periods(line.text[stay.end() :])), None) if stay else None
        if period is not None:
            return replace(inspection, start=period.first, end=period.last)
    return inspection


def _fed_back_here(inspection: Inspection | None, kind: Kind, opening: str, issued_on: str | None) -> Inspection | None:
    """A feedback paper that feeds back itself (现反馈如下) does so on the day it bears, where it names no other."""
    if inspection is None or inspection.feedback_date or kind != "feedback" or not re.search(_words("here"), opening):
        return inspection
    return replace(inspection, feedback_date=issued_on)


def _team(printed: str) -> str:
    return _before_team().sub("", printed)


def _feedback_date(sentence: str, dates: Sequence[FoundDate], after: int, seen: FoundDate | None) -> str | None:
    """The nearest date before a word 反馈 of the sentence; one without a year takes that of the date before it."""
    for word in _FEEDBACK.finditer(sentence):
        stop = word.start()
        if sentence.startswith(tuple(pack("kinds")["inspection"]["when"]), word.end()):  # 反馈时间：2025年1月9日
            later = next((date for date in dates if date.day is not None and date.start > stop), None)
            return later.iso if later else None
        full = [date for date in dates if date.day is not None and after <= date.start < stop]
        short = [found for found in _SHORT_DATE.finditer(fold_width(sentence), after) if found.start() < stop]
        if full and (not short or short[-1].end() <= full[-1].end):
            return full[-1].iso
        year = next((date.year for date in reversed(dates) if date.start < stop), seen.year if seen else None)
        if short and year is not None:
            return f"{year:04}-{int(short[-1][1]):02}-{int(short[-1][2]):02}"
    return None


def _issued_on(lines: Sequence[Line]) -> str | None:
    """The first line that is nothing but a date; a line 印发 outweighs it. A date in a cell is a deadline, or says when
    something was done: it dates no paper."""
    found: str | None = None
    for line in lines:
        printed = "印发" in line.text and _PRINTED.search(line.text) is not None
        if len(line.text) > 60 or "年" not in line.text or (line.place.row is not None and not printed):
            continue
        if printed or ("日" in line.text and _DATE_LINE.fullmatch(fold_width(line.text))):
            dates = [date for date in find_dates(line.text) if date.day is not None]
            if dates and printed and "《" not in line.text:
                return dates[-1].iso
            if dates and found is None:
                found = dates[-1].iso
    return found


def _year(issued_on: str | None, inspection: Inspection | None, lines: Sequence[Line], title: str) -> int | None:
    """The year of dates printed without one: that of issue, else that of a feedback early enough in the year, else the
    one in which the list was filled in (填报时间：2021年9月30日), else the only one its title names."""
    if issued_on:
        return int(issued_on[:4])
    if inspection and inspection.feedback_date and int(inspection.feedback_date[5:7]) <= 9:
        return int(inspection.feedback_date[:4])
    for line in lines[:12]:
        filled = re.search(rf"(?:{_words('filled')})[:：]?", line.text)
        dates = find_dates(line.text[filled.end() :]) if filled else []
        if dates:
            return dates[0].year
    years = set(_TITLE_YEAR.findall(title))
    return int(years.pop()) if len(years) == 1 else None
