"""The pattern of ends of time, put together from the small forms that plans print. Compiled once, at first use."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from zhenggai.catalog import pack
from zhenggai.core.dates import SMALL, YEAR, S

_MASK = "[Xx×*＊Ⅹ]"
_TO = rf"{S}(?:起{S})?(?:至|到|[-—–~～－]{{1,2}}){S}"
_BEFORE = rf"(?:{S}(?:之前|以前|前后|前|之内|以内|内))?"
_SOMETHING = "(?(head)|(?(body)|(?!)))"


@cache
def end_pattern() -> re.Pattern[str]:
    """One candidate: a year (printed or said) with what is said of it, or one of the other forms."""
    usual = rf"{_span()}(?:{_signs()}|{_compact()}|{_head()}?{_body()}?{_SOMETHING}{_BEFORE})"
    return re.compile(rf"{_masked()}|{_plan()}|{_relative()}|{_undated()}|{usual}")


def _masked() -> str:
    """2024年X月XX日, 12月××日, 20XX年底."""
    day = rf"{S}{_MASK}{{1,2}}{S}[日号]?"
    month = rf"(?:{_MASK}{{1,2}}{S}月(?:{day}|{S}{SMALL}{S}[日号])?|{SMALL}{S}月{S}{_MASK}{{1,2}}{S}[日号]?)"
    year = rf"(?:{YEAR}|20{_MASK}{{2}}|{_MASK}{{1,4}}){S}年{S}"
    masked_year = rf"(?:20{_MASK}{{2}}|{_MASK}{{2,4}}){S}年(?:{S}{SMALL}{S}月)?"
    return rf"(?P<masked>(?:(?:{year})?{month}|{masked_year})(?:{S}[底末])?){_BEFORE}"


def _plan() -> str:
    """“十四五”末, 十四五期间."""
    names = _any_of(pack("deadlines")["periods"])
    close = r"[”\"'’」]?"
    return rf"[“\"'‘「]?(?P<plan>{names}){close}{S}(?:规划)?(?:期末|末期|末|期间|期内|时期|收官)(?:之年)?{_BEFORE}"


def _relative() -> str:
    """半年内, 三个月内, 60日内, 10个工作日内, 本月底前."""
    span = rf"个{S}月|年|日|天|周|个?星期|个?工作日"
    count = rf"(?<![\d.第〇零一二三四五六七八九十])(?P<n>\d{{1,3}}|[一二两三四五六七八九十]{{1,3}}){S}(?P<span>{span})"
    month = rf"(?P<said_month>[本当下次])个?{S}月{S}(?:[底末](?:之?前)?|内)"
    return rf"(?P<relative>(?:(?P<half>半{S}年)|{count})(?:之内|以内|内)|{month})"


def _undated() -> str:
    """汛期前, 2024年汛期前, 2024年牧民转场前: an event of the year whose day nobody printed."""
    phrases = _any_of(pack("deadlines")["undated"]["phrases"])
    not_event = rf"年|度|[底末内初中]|[上下]半|第|[一二三四]季|{_any_of(pack('deadlines')['named'])}|完成|全面|实现"
    event = rf"(?!{not_event})[\u4e00-\u9fff]{{2,8}}?(?:之前|以前|前)(?![期提后])"
    year = rf"(?<!\d)(?P<event_year>{YEAR}){S}年{S}"
    return rf"(?P<undated>{year}(?:{phrases}|{event})|(?:[今明]年)?(?:{phrases}))"


def _span() -> str:
    """What stands before 至 in a span: 2024年1月至, 2024—, 1-, 2024.1-. The year counts for the end too."""
    inner = rf"{SMALL}{S}(?:月{S}份?{S}(?:{SMALL}{S}[日号])?)?|[上下]半年|第?[一二三四]季度"
    signs = r"[-./]\d{1,2}(?:[-./]\d{1,2})?"
    year = rf"(?<!\d)(?P<first_year>{YEAR})(?:{signs}|{S}年?{S}(?:{inner})?)"
    return rf"(?:(?:{year}|(?<![\d.]){SMALL}{S}(?:月{S}份?{S}(?:{SMALL}{S}[日号])?)?){_TO})?"


def _signs() -> str:
    """2024-12-31, 2024.12, 2024/12/31, 2024.12月底."""
    dot = r"\s?[-./]\s?"
    stop = r"(?!\d|[-/.]\d|万|亿|公|亩|吨|%|米|元)"
    return (
        rf"(?P<signs>(?<![\d.])(?P<sy>(?:19|20)\d\d){dot}(?P<sm>\d{{1,2}})(?:{dot}(?P<sd>\d{{1,2}})|月)?{stop}"
        rf"(?:{S}[日底末])?){_BEFORE}"
    )


def _compact() -> str:
    return r"(?P<compact>(?<![\d.])(?P<cy>20[0-4]\d)(?P<cm>0[1-9]|1[0-2])(?P<cd>[0-2]\d|3[01])(?![\d.]))"


def _head() -> str:
    """2024年, 2024年度, 24年 (before 底 or a month), 今年."""
    more = rf"年?[底末内初]|{SMALL}{S}月|[上下]半|第?[一二三四]季"
    short = rf"(?:2\d|3\d)(?={S}年{S}(?:{more}))"
    return rf"(?P<head>(?<![\d.])(?P<year>{YEAR}|{short}){S}年度?{S}|(?P<said>[今本当明次来后]{S}年)度?{S})"


def _body() -> str:
    part = rf"月?{S}(?:(?P<part>上旬|中旬|下旬|初)|[底末])"
    month = rf"(?<![\d.])(?P<month>{SMALL}){S}月(?:{S}份)?(?:{S}(?:(?P<day>{SMALL}){S}[日号]|{part}))?"
    quarter = rf"前?第?{S}(?P<quarter>[一二三四1-4]){S}(?:个{S})?季{S}度?(?:{S}[底末])?"
    halfyear = rf"(?P<halfyear>[上下]){S}半{S}年(?:{S}[底末])?"
    feast = rf"(?P<feast>{_any_of(pack('deadlines')['named'])})"
    year_end = rf"(?:(?(head)年?|(?<![两一二三四五六七八九十几\d近])年){S}(?:底|末|终|内))"
    return rf"(?P<body>{month}|{quarter}|{halfyear}|{feast}|{year_end})"


def _any_of(phrases: Iterable[str]) -> str:
    return "|".join(re.escape(phrase) for phrase in sorted(phrases, key=len, reverse=True))
