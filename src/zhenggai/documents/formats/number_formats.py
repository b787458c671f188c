"""Numbers and dates as a spreadsheet shows them: the value, and the number format of its cell.

Dates count days from 1899-12-30 (or 1904-01-01); the built-in formats are those of a Chinese spreadsheet.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import lru_cache

_BUILT_IN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00",
    14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM",
    20: "h:mm", 21: "h:mm:ss", 22: "yyyy/m/d h:mm", 27: 'yyyy"年"m"月"', 28: 'm"月"d"日"', 29: 'm"月"d"日"',
    30: "m/d/yy", 31: 'yyyy"年"m"月"d"日"', 32: 'h"时"mm"分"', 33: 'h"时"mm"分"ss"秒"', 36: 'yyyy"年"m"月"',
    37: "#,##0", 38: "#,##0", 39: "#,##0.00", 40: "#,##0.00", 45: "mm:ss", 46: "h:mm:ss", 47: "mm:ss",
    50: 'yyyy"年"m"月"', 51: 'm"月"d"日"', 52: 'yyyy"年"m"月"', 53: 'm"月"d"日"', 54: 'm"月"d"日"',
    57: 'yyyy"年"m"月"', 58: 'm"月"d"日"',
}  # fmt: skip
_PIECES = re.compile(
    r'"([^"]*)"|\\(.)|\[[^\]]*\]|_.|\*.|(AM/PM|上午/下午|[yY]+|[mM]+|[dD]+|[hH]+|[sS]+|[aA]{3,4}|\.0+)|(.)', re.DOTALL
)
_LITERALS = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
_LOCALE = re.compile(r"\[\$([^\]-]*)(?:-[^\]]*)?\]")
_NUMBER = re.compile(r"[#0?][#0?,]*(?:\.[#0?]*)?")
_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
_WEEKDAYS = "一二三四五六日"
_CHINESE_DIGITS = str.maketrans("0123456789", "〇一二三四五六七八九")
_LATEST = 2_958_466  # days to the end of the year 9999


def code_of(format_id: int, custom: dict[int, str]) -> str:
    """The format code of a cell: the workbook's own, else the built-in one, else "General"."""
    return custom.get(format_id) or _BUILT_IN.get(format_id, "General")


@lru_cache(maxsize=512)
def is_date_code(code: str) -> bool:
    """True if the format shows a date or a time."""
    bare = _LITERALS.sub("", code.split(";")[0])
    return bool(re.search(r"[yYdDhHsSmM]|[aA]{3}", bare)) and not re.search(r"[#0?]\s*[%E]|General", bare)


def displayed(value: str, code: str, *, from_1904: bool = False) -> str:
    """What the cell shows for the stored number `value`, e.g. ("45473", "yyyy/m/d") -> "2024/6/30"."""
    try:
        number = Decimal(value)
    except InvalidOperation:
        return value
    if not number.is_finite():
        return value
    if code == "General" or code == "@":
        return _general(number)
    if is_date_code(code):
        days = number + (1462 if from_1904 else 0)
        return _date(days, code) if 0 <= days < _LATEST else _general(number)
    return _formatted(number, code)


def moment(days: Decimal) -> datetime:
    """The moment a serial number stands for (1900 system; the leap day that never was is skipped)."""
    whole = int(days)
    start = datetime(1899, 12, 30) if whole >= 60 else datetime(1899, 12, 31)  # noqa: DTZ001  wall-clock time of a sheet
    seconds = int(((days - whole) * 86_400).to_integral_value(ROUND_HALF_UP))
    return start + timedelta(days=whole, seconds=seconds)


def _general(number: Decimal) -> str:
    """As the format General prints it: 15 digits at most, no trailing zeros."""
    rounded = Decimal(format(number, ".15g")) if len(number.as_tuple().digits) > 15 else number
    if abs(rounded) >= Decimal("1e20") or (rounded and abs(rounded) < Decimal("1e-9")):
        return str(Decimal(format(rounded, ".10g")).normalize())
    text = format(rounded, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _section(number: Decimal, code: str) -> tuple[str, Decimal]:
    """The part of the format that applies to the sign of the number."""
    sections = re.split(r';(?=(?:[^"]*"[^"]*")*[^"]*$)', code)
    if number < 0 and len(sections) > 1:
        return sections[1], -number
    if number == 0 and len(sections) > 2:
        return sections[2], number
    return sections[0], number


def _formatted(number: Decimal, code: str) -> str:
    section, number = _section(number, code)
    if not section and ";" in code:
        return ""
    section = _LOCALE.sub(r'"\1"', section)
    literal_free = _LITERALS.sub("", section)
    if "E" in literal_free or "General" in section or "?/" in section:
        return _general(number)
    if "%" in literal_free:
        number *= 100
    pattern = _NUMBER.search(_masked(section))
    if pattern is None:
        return _literal(section) if section.strip() and literal_free.strip() != "@" else _general(number)
    digits = _digits(number, pattern[0])
    return f"{_literal(section[: pattern.start()])}{digits}{_literal(section[pattern.end() :])}".strip()


def _masked(section: str) -> str:
    """The section with its literals blanked, so that digits inside them are not placeholders."""
    return _LITERALS.sub(lambda match: " " * len(match[0]), section)


def _digits(number: Decimal, pattern: str) -> str:
    whole, _, fraction = pattern.partition(".")
    thousands = "," in whole.rstrip(",")
    scale = len(whole) - len(whole.rstrip(","))
    number = (number / (1000**scale)).quantize(Decimal(1).scaleb(-len(fraction)), ROUND_HALF_UP)
    text = format(abs(number), ",f" if thousands else "f")
    left, _, right = text.partition(".")
    least = whole.count("0")
    left = left.zfill(least) if least or left != "0" else ""
    required = len(fraction.rstrip("#?"))
    while len(right) > required and right.endswith("0"):
        right = right[:-1]
    sign = "-" if number < 0 else ""
    return f"{sign}{left}.{right}" if right else f"{sign}{left}"


def _literal(text: str) -> str:
    """What a piece of a format prints by itself."""
    printed = ""
    for match in _PIECES.finditer(text):
        printed += match[1] or match[2] or (match[0] if match[3] or (match[4] and match[4] not in "#?@") else "")
    return printed


def _date(days: Decimal, code: str) -> str:
    """A date or time in the given format; months and minutes share the letter m, their neighbours tell them apart."""
    section = code.split(";")[0]
    chinese = "DBNum1" in section
    when = moment(days)
    pieces = [(match[1] or match[2], match[3], match[4]) for match in _PIECES.finditer(section)]
    letters = [(piece[1] or "")[:1].lower() for piece in pieces]
    twelve = any(piece[1] in ("AM/PM", "上午/下午") for piece in pieces)
    printed = ""
    for position, (literal, field, other) in enumerate(pieces):
        if field:
            printed += _date_field(field, when, _is_minute(letters, position), twelve)
        else:
            printed += literal or other or ""
    printed = printed.replace("@", "").strip()
    return printed.translate(_CHINESE_DIGITS) if chinese else printed


def _is_minute(letters: list[str], position: int) -> bool:
    if letters[position] != "m":
        return False
    before = next((letter for letter in reversed(letters[:position]) if letter), "")
    after = next((letter for letter in letters[position + 1 :] if letter), "")
    return before == "h" or after == "s"


def _date_field(field: str, when: datetime, minute: bool, twelve: bool) -> str:
    letter, width = field[0].lower(), len(field)
    if field == "AM/PM":
        return "AM" if when.hour < 12 else "PM"
    if field == "上午/下午":
        return "上午" if when.hour < 12 else "下午"
    if letter == "a":
        return ("星期" if width == 4 else "") + _WEEKDAYS[when.weekday()]
    if letter == "y":
        return f"{when.year:04d}" if width > 2 else f"{when.year % 100:02d}"
    if letter == "m" and not minute and width >= 3:
        return _MONTHS[when.month - 1]
    if letter == "d" and width >= 3:
        return "星期" + _WEEKDAYS[when.weekday()]
    if letter == ".":
        return ""
    hour = (when.hour % 12 or 12) if twelve else when.hour
    value = {"m": when.minute if minute else when.month, "d": when.day, "h": hour, "s": when.second}[letter]
    return f"{value:02d}" if width >= 2 else str(value)
