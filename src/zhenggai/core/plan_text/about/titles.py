"""The title of a document, which may run over two lines or stand above a table, and the region it names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from zhenggai.catalog import pack
from zhenggai.core.numbering import leading_number
from zhenggai.core.plan_text.words.labels import find_labels, slot_of_header
from zhenggai.core.plan_text.words.lexicon import known
from zhenggai.core.plan_text.words.numbered import number_of
from zhenggai.core.plan_text.words.raw import Piece, passage
from zhenggai.core.source import Line, Passage, Source
from zhenggai.core.typography import fold, fold_width

_ASIDE = r"(?:[（(〔【][^（()）]{1,24}[）)〕】])"
_DOCUMENT_NUMBER = r".{1,14}[〔\[［（(]\s*\d{4}\s*[〕\]］）)]\s*(?:第\s*)?\d+\s*号"
_ANNEX = r"附\s*[件表]\s*[\d一二三四五六七八九十]*[:：]?"
_NOTICE = re.compile(r".*印发[《〈](?P<inner>.+)[》〉].*的通知$")
_PUBLISHES = re.compile(r"现将《(?P<title>[^《》]{6,80})》(?:予以)?(?:公布|公开|印发|公示)")
_ABOUT = re.compile(r"(?<=.)关于(?:对|巡察|巡视|督察|督查|审计|检查)?(?=.{2,30}的.{0,6}(?:意见|报告))")
_SERIES = re.compile(r"[（(][^（()）]{1,20}[）)]")  # （2023年第8期） under the name of a monthly paper
_DAY = re.compile(r"[（(]?\d{4}年\d{1,2}月(?:\d{1,2}日)?[）)]?")
_YEAR = re.compile(r"(?:\d{4}|[XxＸ×]{4})年")
_HEADS = 2  # rows of a table that may hold the title of the paper
_CELLS = 3  # filled cells of a row that may be heads of columns
_LOOK = 40  # lines among which the title is


@cache
def _words(table: str, key: str) -> str:
    return "|".join(map(re.escape, sorted(pack("kinds")[table][key], key=len, reverse=True)))


@cache
def _ending() -> re.Pattern[str]:
    return re.compile(rf"(?:{_words('title', 'endings')})[”\"」』]?{_ASIDE}*(?:[一二三四五六七八九十\d]+)?$")


@cache
def _complete() -> re.Pattern[str]:
    return re.compile(rf"的(?:{_words('title', 'last_words')}){_ASIDE}?$")


@cache
def _furniture() -> re.Pattern[str]:
    """Lines above a title that are none: red head, document number, annex mark, the stamp of a draft, what a site
    prints around it."""
    stamp, printed = _words("status", "draft"), _words("title", "furniture")
    return re.compile(
        rf"{_ANNEX}|[［\[].{{1,10}}[］\]].*|.{{2,30}}文件|{_DOCUMENT_NUMBER}|{stamp}|(?:{printed}).*|.*>.*"
    )


@cache
def _body() -> re.Pattern[str]:
    return re.compile(rf".{{2,30}}(?:{_words('title', 'bodies')})(?:\s.{{2,30}})?$")


@cache
def _place(*, party: bool) -> re.Pattern[str]:
    """One or more names of places: 晋城市城区, 新疆生产建设兵团第十二师, 第十八师昆岗市."""
    name = rf"(?:(?!{_words('region', 'not_in_names')}|第[一二三四五六七八九十百]+[轮批次项号条件期个])[一-龥X×某])"
    committee = "" if party else "|委(?!员会关于|员会贯)"  # 中共某县委: the county's party committee
    common = rf"(?!{_words('region', 'not_before')})"  # 镇市场监管所, 县区域环境: another word goes on
    double = rf"(?<!州(?=[市县区]))(?<![乡镇](?=[市县]{common}))(?<!县(?=区{common}))"  # 新乡市, 景德镇市, 沙县区
    places = tuple(pack("kinds")["region"]["suffixes"])
    provinces = [one for one in pack("kinds")["region"]["bare"] if one.endswith(places)]  # 贵州省
    unbroken = "".join(f"(?<!{one}(?=省))" for one in provinces)
    after = rf"{double}{unbroken}(?!{_words('region', 'not_before')}{committee}|城(?!乡)|长(?!江|期|效|治))"
    corps = r"(?:新疆(?:维吾尔自治区)?(?=生产建设兵团)(?:生产建设)?兵团)?(?:第[一二三四五六七八九十]{1,3}师)?"
    suffixes = _words("region", "suffixes")
    also = rf"(?:[（(]{name}{{1,7}}(?:{suffixes})[）)])?"  # one place under two names: 医药高新区（高港区）
    part = rf"{name}(?:{_words('region', 'one_before')}){after}|{name}{{1,11}}?(?:{suffixes}){after}"
    return re.compile(rf"{corps}(?:(?!{_words('region', 'not_alone')})(?:{part}))+{also}")


@cache
def _team() -> re.Pattern[str]:
    return re.compile(f"第[一二三四五六七八九十]{{1,3}}[^，。《》]{{2,24}}?组(?:{_words('title', 'toward')})")


@cache
def _lead() -> re.Pattern[str]:
    aside = r"[（(][^（()）]{1,12}[）)]"
    return re.compile(rf"(?:{_words('region', 'leads')}|{aside}|《|〈|“|<|\s|\d{{4}}年(?:度)?)*")


def find_title(source: Source, sheet: str | None = None) -> Passage | None:
    """The first lines that read like a title, the red head, document numbers and page furniture set aside.

    sheet: the sheet of a workbook that holds the findings, whose title counts.
    """
    lines = [
        line
        for line in source.lines
        if line.text and line.place.part == "body" and not line.hidden and sheet in (None, line.place.sheet)
    ]
    lines = lines[:_LOOK]
    best: Passage | None = None
    heads = _heads_of_columns(lines)
    for place, line in enumerate(lines):
        if best is not None and (line.place.row or 0) > _HEADS:
            return best
        if line.index in heads:
            continue
        if _may_be_title(line):
            if _ending().search(fold_width(line.text)):
                return _inner_title(source, lines, _whole_title(source, lines, place))
            if place + 1 < len(lines) and len(lines[place + 1].text) < 4 and _ending().fullmatch(lines[place + 1].text):
                return passage(source, [Piece.whole(line), Piece.whole(lines[place + 1])])
            if best is None and (line.centred or line.heading == 1) and len(line.text) >= 6:
                best = passage(source, [Piece.whole(line)])
        elif len(line.text) > 90 or (place > 4 and best is None and find_labels(line.text[:40]) and not line.numbering):
            glued = _glued_title(source, line)
            if glued or best:
                return glued or best
            break
    if best or not lines:
        return best
    return _glued_title(source, lines[0]) or _published(source, lines) or _first(source, lines)


def _heads_of_columns(lines: Sequence[Line]) -> set[int]:
    """The lines of cells that stand behind others in a row of several: none is a title, though it ends like one
    (序号 | 问题清单 | 措施清单); the first cell may be (某县整改台账 | 填报单位：… | 2024年5月)."""
    rows: dict[tuple[object, ...], list[Line]] = {}
    for line in lines:
        if line.place.column is not None:
            rows.setdefault((line.place.sheet, line.place.table, line.place.row), []).append(line)
    heads: set[int] = set()
    for cells in rows.values():
        if len({line.place.column for line in cells}) >= _CELLS:
            heads.update(line.index for line in cells if line.place.column != cells[0].place.column)
    return heads


def _published(source: Source, lines: Sequence[Line]) -> Passage | None:
    """The list that the first paragraph says it publishes: 现将《某市整改任务清单》予以公布."""
    found = _PUBLISHES.search(lines[0].text)
    return passage(source, [Piece(lines[0].index, *found.span("title"))]) if found else None


def _first(source: Source, lines: Sequence[Line]) -> Passage | None:
    """A short first line above a paragraph, as over news."""
    first, below = lines[0], lines[1:4]
    headline = _may_be_title(first) and 10 <= len(first.text) <= 50 and first.place.column is None
    return passage(source, [Piece.whole(first)]) if headline and any(len(line.text) > 40 for line in below) else None


def _may_be_title(line: Line) -> bool:
    text = line.text
    if not 4 <= len(text) <= 90 or text.endswith(("。", "；", "：", ":", "，", "、")) or line.numbering:
        return False
    if line.place.column is not None and slot_of_header(text) is not None and not _heads_card(line):
        return False
    if _furniture().fullmatch(text) or leading_number(text[:20]) is not None:
        return False
    hits = find_labels(text)
    return not hits or hits[0].start > 0 or not hits[0].colon


def _heads_card(line: Line) -> bool:
    """Whether a cell that ends like a label heads a card, since it names a place or a year: 某镇问题整改情况."""
    first = line.place.row == 1 and line.place.column == 1 and known(line.text) is None
    return first and (_YEAR.search(line.text) is not None or region_of(line.text) is not None)


def _whole_title(source: Source, lines: Sequence[Line], place: int) -> Passage:
    """A title over several lines: the line before has no ending of its own, or this one has not the last word."""
    first = last = place
    if place and _continues(lines[place - 1], lines[place]):
        first = place - 1
    text = lines[place].text
    after = lines[place + 1] if place + 1 < len(lines) else None
    if after is not None and _goes_on_below(lines[place], after):
        return passage(source, [Piece.whole(line) for line in lines[first : place + 2]])
    if (
        after is not None
        and "关于" in text
        and not _complete().search(text)
        and _complete().search(after.text)
        and len(after.text) <= 40
    ):
        last = place + 1
    return passage(source, [Piece.whole(line) for line in lines[first : last + 1]])


def _goes_on_below(line: Line, after: Line) -> bool:
    """…反馈问题 ⏎ 整改方案（征求意见稿）: a weak ending, and a short line of the same look with an ending below it."""
    open_end = line.text.endswith(tuple(pack("kinds")["title"]["open_endings"]))
    alike = line.centred == after.centred and line.heading == after.heading and line.place.column == after.place.column
    short = len(after.text) <= 24 and not after.text.endswith(("。", "：", ":"))
    numbered = after.numbering or number_of(after.text) is not None
    return open_end and alike and short and not numbered and bool(_ending().search(after.text))


def _continues(before: Line, line: Line) -> bool:
    """Whether a line goes on with the title begun in the line before."""
    if _same_cell(before, line):
        return True
    if (
        not _may_be_title(before)
        or _SERIES.fullmatch(before.text)
        or _DAY.fullmatch(before.text)
        or _ending().search(before.text)
        or line.index - before.index > 2
        or "文件" in before.text
    ):
        return False
    if _party_reports(before, line):
        return True
    if _body().fullmatch(before.text):
        return False
    return len(before.text) >= 6


def _party_reports(before: Line, line: Line) -> bool:
    """中共某医院委员会 ⏎ 关于市委巡察整改进展情况的通报: the body's name is the first half of the title."""
    party = before.text.startswith(tuple(pack("kinds")["title"]["party"]))
    return (
        party
        and before.centred == line.centred
        and line.text.startswith("关于")
        and bool(_complete().search(line.text))
    )


def _same_cell(one: Line, other: Line) -> bool:
    here, there = one.place, other.place
    return here.column is not None and (here.sheet, here.table, here.row, here.column) == (
        there.sheet,
        there.table,
        there.row,
        there.column,
    )


def _inner_title(source: Source, lines: Sequence[Line], title: Passage) -> Passage:
    """The title of the paper that a notice hands on, where that paper follows."""
    notice = _NOTICE.match(title.text)
    if notice is None:
        return title
    wanted = fold(notice["inner"])
    for line in source.lines[lines[0].index :]:
        if fold(line.text) == wanted:
            return passage(source, [Piece.whole(line)])
    return title


def _glued_title(source: Source, line: Line) -> Passage | None:
    """A title that runs straight into the first item: …整改措施清单一、思想认识…"""
    head = line.text[:240]
    begun = re.match(rf"\S{{6,60}}(?:{_words('title', 'endings')})(?=\s+(?:{_words('title', 'openings')}))", head)
    if begun:  # …整改方案 为做好…
        return passage(source, [Piece(line.index, 0, begun.end())])
    found = re.search(rf"(?:{_words('title', 'endings')})(?=\s*(?:[（(]?一[）)、]|1[.、．]|第一))", head)
    if found is None:
        return None
    begin = max(head.rfind(mark, 0, found.start()) for mark in "。：:；; ") + 1
    return passage(source, [Piece(line.index, begin, found.end())])


def region_of(title: str) -> str | None:
    """The place a title begins with (晋城市城区贯彻落实… -> 晋城市城区), or to which it speaks (向临漠州反馈…,
    某省第三督察组关于怀化市…)."""
    text = fold_width(title)
    lead = _lead().match(text)
    found = _place(party="中" in text[: lead.end()] if lead else False).match(text, lead.end() if lead else 0)
    team = _team().match(text, found.end()) if found else None
    if team:  # 某省第三督察组关于某市…的反馈意见: the team's province is not the place it speaks of
        found = _place(party=False).match(text, team.end()) or found
    if found is None:
        towards = re.search("[向对](?=.{2,16}?反馈)", text)
        found = _place(party=False).match(text, towards.end()) if towards else None
        about = None if found else _ABOUT.search(text)
        found = _place(party=False).match(text, about.end()) if about else found
        found = found or re.compile(_words("region", "bare")).match(text, lead.end() if lead else 0)
    return title[found.start() : found.end()] if found and found.end() > found.start() else None


def region_of_body(lines: Sequence[Line], title: Passage | None) -> str | None:
    """The place in the name of the body on the line above a title that names none: 中共某市某区水利局党组."""
    if title is None or not title.spans:
        return None
    above = next((line.text for line in reversed(lines) if line.index < title.spans[0].line), "")
    return region_of(above) if _body().fullmatch(above) else None
