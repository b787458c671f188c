"""Ends of time in a text: every printed date, month, quarter, half year, year or span that something must be done by.

The text is read in its folded width, positions stay those of the text. One pattern (`end_patterns`) finds candidates
from left to right; `_Reader` gives each its calendar day and carries the year along; beginnings and results drop out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from zhenggai.catalog import pack
from zhenggai.core.dates import add_days, add_months, days_in, is_day, iso, year_value
from zhenggai.core.deadline_words import words
from zhenggai.core.end_patterns import end_pattern
from zhenggai.core.numbering import chinese_to_int
from zhenggai.core.typography import fold_width

_NAMED = re.compile(r"[《〔\[【](?:(?<=《)[^》]{0,200}》|(?<!《)\s?\d{4}\s?[〕\]】])")
_MARKED = re.compile(r"[底末前内]|季度|半年")
_STOP = re.compile(r"[，,。；;、\n]")


@dataclass(frozen=True, slots=True)
class End:
    """A passage that names an end. date: ISO day, or None where it cannot be had; doubts say why, or what was taken."""

    text: str
    start: int
    end: int
    date: str | None
    doubts: tuple[str, ...] = ()


def find_ends(text: str, *, issued_on: str | None = None, year: int | None = None, in_prose: bool = False) -> list[End]:
    """Every end in order. `in_prose`: only those that a mark (底, 前, 内) or a verb of finishing shows to be an end."""
    folded = _without_titles(fold_width(text))
    reader = _Reader(folded, issued_on, year)
    ends = []
    for match in end_pattern().finditer(folded):
        if _is_no_end(folded, match) or (in_prose and not _is_marked(folded, match)):
            reader.remember(match)
            continue
        date, doubts = reader.meaning(match)
        ends.append(End(text[match.start() : match.end()], match.start(), match.end(), date, doubts))
    return ends


def _without_titles(text: str) -> str:
    """Titles in 《》 and years of document numbers blanked out, length kept: they are no dates."""
    return _NAMED.sub(lambda found: "▢" * len(found[0]), text)


def _is_no_end(folded: str, match: re.Match[str]) -> bool:
    """True for a beginning (截至…, …起), a result (已于…), an act of every year, a year that only names a paper."""
    before = folded[max(0, match.start() - 12) : match.start()].rstrip(" (")
    after = folded[match.end() : match.end() + 12].lstrip(" ")
    if before.endswith(_no_end_before()) or _is_compared(before, match[0], after):
        return True
    if after.startswith(words("since_after")) or (
        after.startswith(words("result_after")) and not match[0].endswith("前")
    ):
        return True
    return match["year"] is not None and match["body"] is None and after.startswith(words("year_of"))


def _is_compared(before: str, said: str, after: str) -> bool:
    """Whether a time is what another is measured by: 较2020年下降10%, 在2020年的基础上, 达到2020年同期水平."""
    against = before.rstrip('“"').endswith(words("compared_before")) and not before.endswith(words("share_before"))
    return against or (after.startswith(words("compared_after")) and not said.endswith("前"))


@cache
def _no_end_before() -> tuple[str, ...]:
    return (*words("result_before"), *words("since_before"), *words("recurring_before"), *words("done"))


def _is_marked(folded: str, match: re.Match[str]) -> bool:
    if match["relative"] or match["masked"] or _MARKED.search(match[0]):
        return True
    clause = _STOP.split(folded[match.end() : match.end() + 30], maxsplit=1)[0]
    return any(verb in clause for verb in words("end_verbs")) and not clause.startswith("的")


class _Reader:
    """Turns matches into days, left to right; `year` is the last year that was said, `date` the last day."""

    def __init__(self, folded: str, issued_on: str | None, year: int | None) -> None:
        self.folded = folded
        self.issued_on = issued_on
        self.context = year
        self.year: int | None = None
        self.date: str | None = None

    def remember(self, match: re.Match[str]) -> None:
        printed = match["year"] or match["first_year"] or match["event_year"]
        if printed:
            self.year = year_value(printed)

    def meaning(self, match: re.Match[str]) -> tuple[str | None, tuple[str, ...]]:
        date, doubts = self._day(match)
        if date and self.date and date < self.date and self._is_carried(match):
            doubts = ("year_from_context",)
        self.date = date or self.date
        return date, doubts

    def _day(self, match: re.Match[str]) -> tuple[str | None, tuple[str, ...]]:
        if match["masked"]:
            return None, ("masked",)
        if match["undated"]:
            self.remember(match)
            return None, () if self.date else ("not_understood",)
        if match["plan"]:
            return str(pack("deadlines")["periods"][match["plan"]]), ()
        if match["relative"]:
            return self._relative(match)
        if match["signs"] or match["compact"]:
            return self._signs(match)
        return self._words(match)

    def _signs(self, match: re.Match[str]) -> tuple[str | None, tuple[str, ...]]:
        parts = (match["cy"], match["cm"], match["cd"]) if match["compact"] else (match["sy"], match["sm"], match["sd"])
        year, month = int(parts[0]), int(parts[1])
        day = int(parts[2]) if parts[2] else (days_in(year, month) if 1 <= month <= 12 else 0)
        self.year = year
        return (iso(year, month, day), ()) if is_day(year, month, day) else (None, ("not_understood",))

    def _is_carried(self, match: re.Match[str]) -> bool:
        return not (match["year"] or match["signs"] or match["compact"] or match["plan"] or match["relative"])

    def _words(self, match: re.Match[str]) -> tuple[str | None, tuple[str, ...]]:
        self.remember(match)
        said = "".join((match["said"] or "").split())
        if self.year is not None and not said:
            day = _last_day(match, self.year)
            return (day, ()) if day else (None, ("not_understood",))
        if said in ("次年", "当年") and self.year is not None:
            return _last_day(match, self.year + (said == "次年")), ()
        base = self.context or (int(self.issued_on[:4]) if self.issued_on else None)
        if base is None:
            return None, ("year_missing",)
        day = _last_day(match, base + {"明年": 1, "次年": 1, "来年": 1, "后年": 2}.get(said, 0))
        if day and not said and self.context is None and self.issued_on and day < self.issued_on:
            day = _last_day(match, base + 1)  # 「3月底前」 in a plan of November
        return (day, ("year_from_context",)) if day else (None, ("not_understood",))

    def _relative(self, match: re.Match[str]) -> tuple[str | None, tuple[str, ...]]:
        since = re.search(
            r"([^,，。；;]{1,16})(?:之日起?|之后|以后|后)起?\s*$",
            self.folded[max(0, match.start() - 24) : match.start()],
        )
        if self.issued_on is None or (since and not re.search(words_pattern("issue_words"), since[1])):
            return None, ("relative_unanchored",)
        if match["half"]:
            return add_months(self.issued_on, 6), ()
        if match["said_month"]:
            later = add_months(self.issued_on[:8] + "01", 1 if match["said_month"] in "下次" else 0)
            return iso(int(later[:4]), int(later[5:7]), days_in(int(later[:4]), int(later[5:7]))), ()
        n, span = chinese_to_int(match["n"]), re.sub(r"\s", "", match["span"])
        if n is None or "工作日" in span:
            return None, ("relative_unanchored",)
        if "月" in span or "年" in span:
            return add_months(self.issued_on, n * (12 if "年" in span else 1)), ()
        return add_days(self.issued_on, n * (7 if span in ("周", "个星期", "星期") else 1)), ()


def words_pattern(key: str) -> str:
    return "|".join(re.escape(word) for word in words(key))


@cache
def _feasts() -> dict[str, str]:
    return dict(pack("deadlines")["named"])


def _last_day(match: re.Match[str], year: int) -> str | None:
    """The day that ends the month, quarter, half year or year of a match; None where the calendar has no such day."""
    if match["feast"]:
        return f"{year:04}-{_feasts()[match['feast']]}"
    month = 12
    if match["quarter"]:
        month = (chinese_to_int(match["quarter"]) or 0) * 3
    elif match["halfyear"]:
        month = 6 if match["halfyear"] == "上" else 12
    elif match["month"]:
        month = chinese_to_int(match["month"]) or 0
    if not 1 <= month <= 12:
        return None
    if match["day"]:
        day = chinese_to_int(match["day"]) or 0
    else:
        day = {"上旬": 10, "初": 10, "中旬": 20}.get(match["part"] or "", days_in(year, month))
    return iso(year, month, day) if is_day(year, month, day) else None
