"""Dates as printed: full dates, months, Chinese digits, periods. No clock.

A date keeps what the text says: 「2024年3月」 has no day. `last_day` gives the calendar day that ends it.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from zhenggai.core.numbering import chinese_to_int
from zhenggai.core.typography import fold_width

S = r"[\s\u00a0]{0,4}"
YEAR = r"(?:(?:19|20)\d\d|[一二][〇零○Oo0九一二三四五六七八]{3})"
SMALL = r"(?:\d{1,2}|[一二三四五六七八九十廿卅]{1,3})"


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date in a text. month and day are None where the text does not name them."""

    text: str
    year: int
    month: int | None
    day: int | None
    start: int
    end: int

    @property
    def iso(self) -> str:
        """As far as the text says: 2024-03-05, 2024-03 or 2024."""
        return "-".join([f"{self.year:04}", *(f"{part:02}" for part in (self.month, self.day) if part is not None)])

    @property
    def last_day(self) -> str:
        """The ISO day that ends the day, month or year."""
        month = self.month or 12
        return iso(self.year, month, self.day or days_in(self.year, month))


@dataclass(frozen=True, slots=True)
class Period:
    """From one date to another, both ISO days; `text` is the whole passage."""

    text: str
    first: str
    last: str
    start: int
    end: int


def iso(year: int, month: int, day: int) -> str:
    return f"{year:04}-{month:02}-{day:02}"


def days_in(year: int, month: int) -> int:
    return calendar.monthrange(year, month)[1]


def is_day(year: int, month: int, day: int) -> bool:
    """True if the calendar has that day."""
    return 1 <= month <= 12 and 1 <= day <= days_in(year, month)


def add_months(start: str, months: int) -> str:
    """The same day so many months later, or the last day of that month where it has no such day."""
    first = date.fromisoformat(start)
    years, month = divmod(first.month - 1 + months, 12)
    year, month = first.year + years, month + 1
    return iso(year, month, min(first.day, days_in(year, month)))


def add_days(start: str, days: int) -> str:
    return (date.fromisoformat(start) + timedelta(days=days)).isoformat()


def year_value(printed: str) -> int | None:
    """二〇二四, 2024 -> 2024; 24 -> 2024."""
    value = chinese_to_int(re.sub("[Oo]", "〇", printed).replace("0", "〇") if not printed.isdigit() else printed)
    return value + 2000 if value is not None and value < 100 else value


def find_dates(text: str) -> list[FoundDate]:
    """Every date that names its year, in order: 2024年3月5日, 2024-03-05, 2024.3.5, 二〇二四年三月, 2024年."""
    found = (_as_date(text, match) for match in _dates().finditer(fold_width(text)))
    return [date_ for date_ in found if date_ is not None]


def find_periods(text: str) -> list[Period]:
    """Every period whose beginning is a full date: 2023年10月17日至11月16日 -> 2023-10-17, 2023-11-16."""
    folded, periods = fold_width(text), []
    for match in _periods().finditer(folded):
        year = year_value(match["y1"])
        first = [chinese_to_int(match[name]) for name in ("m1", "d1")]
        last_year = year_value(match["y2"]) if match["y2"] else year
        last = [chinese_to_int(match["m2"]) if match["m2"] else first[0], chinese_to_int(match["d2"])]
        if None in (year, last_year, *first, *last):
            continue
        begin, end = (int(year or 0), *map(_int, first)), (int(last_year or 0), *map(_int, last))
        if is_day(*begin) and is_day(*end):
            periods.append(
                Period(text[match.start() : match.end()], iso(*begin), iso(*end), match.start(), match.end())
            )
    return periods


def _int(value: int | None) -> int:
    return value or 0


def _as_date(text: str, match: re.Match[str]) -> FoundDate | None:
    kind = next(name for name in ("a", "b") if match[f"y{name}"])
    year = year_value(match[f"y{kind}"])
    month = chinese_to_int(match[f"m{kind}"]) if match[f"m{kind}"] else None
    day = chinese_to_int(match[f"d{kind}"]) if match[f"d{kind}"] else None
    if year is None or not is_day(year, month or 1, day or 1):
        return None
    return FoundDate(text[match.start() : match.end()], year, month, day, match.start(), match.end())


@cache
def _dates() -> re.Pattern[str]:
    chinese = rf"(?P<ya>{YEAR}){S}年(?:{S}(?P<ma>{SMALL}){S}月(?:{S}(?P<da>{SMALL}){S}[日号])?)?"
    signs = r"(?P<yb>(?:19|20)\d\d)(?P<sep>[-./—])(?P<mb>\d{1,2})(?P=sep)(?P<db>\d{1,2})(?![\d.])"
    return re.compile(rf"(?<!\d)(?:{chinese}|{signs})")


@cache
def _periods() -> re.Pattern[str]:
    first = rf"(?P<y1>{YEAR}){S}年{S}(?P<m1>{SMALL}){S}月{S}(?P<d1>{SMALL}){S}[日号]?"
    last = rf"(?:(?P<y2>{YEAR}){S}年{S})?(?:(?P<m2>{SMALL}){S}月{S})?(?P<d2>{SMALL}){S}[日号]"
    return re.compile(rf"(?<!\d){first}{S}(?:至|到|[-—–~～－]+){S}{last}")
