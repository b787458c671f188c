"""Numbers that begin a paragraph: 一、（一） 1.（1） ① 一是 第一 序号十.

`leading_number` recognises them in any width and with blanks inside; it leaves alone what only looks like one:
years, quantities, decimals, 「1、2号炉」, 「二、三产业」. See docs/rules/numbering.md.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache

from zhenggai.core.typography import fold_width

_DIGITS = {
    c: n
    for n, chars in enumerate(("〇零○", "一壹", "二贰两", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖"))
    for c in chars
}
_PLACES = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
MOST_DIGITS = 18
_MYRIADS = {"万": 10**4, "亿": 10**8}
CHINESE_NUMERAL = "[〇零○一二三四五六七八九十百千万亿两壹贰叁肆伍陆柒捌玖拾佰仟廿卅]"


class NumberStyle(StrEnum):
    """How a number is printed; the value is its typical look."""

    CHINESE_COMMA = "一、"
    CHINESE_BRACKET = "（一）"
    CHINESE_HALF_BRACKET = "一）"
    ARABIC_DOT = "1."
    ARABIC_COMMA = "1、"
    ARABIC_BRACKET = "（1）"
    ARABIC_HALF_BRACKET = "1）"
    ARABIC_BARE = "1 "
    DECIMAL = "1.1"
    CIRCLED = "①"
    ENUMERATED = "一是"
    ORDINAL = "第一"
    ITEM = "序号1"
    ARTICLE = "第一条"
    ROMAN = "Ⅰ."
    LETTER = "a."


# Looks that people mix within one list.
_FAMILY = {
    NumberStyle.ARABIC_COMMA: NumberStyle.ARABIC_DOT,
    NumberStyle.ARABIC_BARE: NumberStyle.ARABIC_DOT,
    NumberStyle.ARABIC_HALF_BRACKET: NumberStyle.ARABIC_BRACKET,
    NumberStyle.CHINESE_HALF_BRACKET: NumberStyle.CHINESE_BRACKET,
}


def family(style: NumberStyle | None) -> NumberStyle | None:
    """Looks that people mix within one list count as one: 1. and 1、"""
    return _FAMILY.get(style, style) if style else None


@dataclass(slots=True, unsafe_hash=True)  # never changed: `frozen` would make it three times as dear
class Number:
    """A leading number.

    style: how it is printed. value: its value (for 1.2.3 the last part; for a. it is 1).
    end: index in the text where the words after the number start. text: the number as printed.
    """

    style: NumberStyle
    value: int
    end: int
    text: str = ""


def chinese_to_int(text: str) -> int | None:
    """The value of a Chinese or Arabic numeral: 二十三 -> 23, 二〇二四 -> 2024, 12 -> 12. None where it is none, or
    where nobody would count so far (more than 18 digits)."""
    text = text if text.isascii() else fold_width(text)
    text = text.replace(" ", "")
    if len(text) > MOST_DIGITS:
        return None
    if text.isascii() and text.isdigit():
        return int(text)
    value = place_value(text)
    if value is None and len(text) > 1 and all(c in _DIGITS for c in text):
        value = int("".join(str(_DIGITS[c]) for c in text))
    return value


def place_value(text: str) -> int | None:
    """A Chinese numeral with its places written out (二十三, 一百零五, 五千万); None for 二〇二四, 三五, 十四五."""
    text = text.replace("廿", "二十").replace("卅", "三十")
    if not text:
        return None
    for sign, size in sorted(_MYRIADS.items(), key=lambda item: -item[1]):
        if sign in text:
            high, low = text.split(sign, 1)
            above = place_value(high)
            below = place_value(low.lstrip("零〇")) if low else 0
            return None if above is None or below is None or below >= size else above * size + below
    return _below_myriad(text)


def _below_myriad(text: str) -> int | None:
    total, digit, smallest = 0, None, 10**4
    for position, char in enumerate(text):
        if char in _PLACES:
            place = _PLACES[char]
            if place >= smallest or (digit is None and (place > 10 or (position and text[position - 1] not in "零〇"))):
                return None
            total, digit, smallest = total + (1 if digit is None else digit) * place, None, place
        elif char in "零〇○":
            if digit is not None or (len(text) > 1 and not total):
                return None
            if len(text) == 1:
                return 0
        elif char in _DIGITS and digit is None:
            digit = _DIGITS[char]
        else:
            return None
    return total + (digit or 0)


def leading_number(text: str, at: int = 0) -> Number | None:
    """The number that text begins with at position `at`, or None. Blanks before and after it are skipped."""
    first = text[at : at + 1]
    if not first.isspace() and not _beginning_with(first):
        return None
    number = _number_before(text[at : at + _WINDOW])
    if number is None or at == 0:
        return number
    return Number(number.style, number.value, at + number.end, number.text)


@lru_cache(maxsize=4096)  # readers and judges ask for the number of the same line again and again
def _number_before(text: str) -> Number | None:
    folded = fold_width(text)
    start = len(folded) - len(folded.lstrip())
    for pattern, style in _beginning_with(folded[start : start + 1]):
        found = pattern.match(folded, start)
        value = _value(found.group("n"), style) if found else None
        if found is not None and value is not None:
            return Number(style, value, found.end(), text[start : found.end()].rstrip())
    return None


@cache
def _beginning_with(character: str) -> tuple[tuple[re.Pattern[str], NumberStyle], ...]:
    """The patterns that may match where this character stands, in their order; most characters begin none."""
    folded = fold_width(character)
    return tuple((_compiled(pattern), style) for firsts, pattern, style in _PATTERNS if _compiled(firsts).match(folded))


_WINDOW = 48  # no printed number is longer

_CN = "[〇零一二三四五六七八九十百两]{1,5}"
_S = r"[\s\u00a0]{0,6}"
_LONG = r"(?:(?!19|20)\d{4}|\d{5})"  # no year
# Counters that never stand after a decimal: 「2.3家企业」 is item 2 with three enterprises.
_WHOLE = "[家个处座眼户名起件条项口台辆批块宗人所]"
_AFTER_DOT = rf"(?:(?!{_S}\d)|(?={_S}(?:19|20)\d\d{_S}年)|(?=\d{{1,4}}{_WHOLE}(?!百分点)))"
# What follows 「1、」 in a list of things: 1、2号机组; 一、二级保护区.
_NO_SERIES = rf"(?!{_S}\d{{1,3}}{_S}(?:[#号级类期和]|、\d))"
_NO_CN_SERIES = rf"(?!{_S}[一二三四五六七八九十]{{1,2}}{_S}(?:[级类期产线环楼号批轮档]|、[一二三四五六七八九十]))"
_NO_YEAR = r"(?:\d{1,3}|1[0-8]\d\d)"  # where nothing but the figure tells a number from a year
_CN_FIRST = "[〇零一二三四五六七八九十百两]"
_CIRCLED = "[\u2460-\u2473\u3251-\u325f\u32b1-\u32bf\u2776-\u277f\u24eb-\u24f4\u278a-\u2793\u2780-\u2789]"
# The characters that a pattern may begin with, the pattern, the style it shows.
_PATTERNS: tuple[tuple[str, str, NumberStyle], ...] = (
    (
        r"[(\[【反整督具序问隐任措事编]",
        rf"[(\[【]?{_S}(?:反馈|整改|督察|具体)?(?:序号|问题|隐患|任务|措施|事项|编号)(?:序号|编号)?{_S}[:：]?{_S}(?P<n>\d{{1,4}}|{_CN})(?![\d年月日万余多个家处项条])(?:{_S}[)\]】])?{_S}[:：、.,]?{_S}",
        NumberStyle.ITEM,
    ),
    (
        r"[(\[【第]",
        rf"[(\[【]?{_S}第{_S}(?P<n>\d{{1,4}}|{_CN}){_S}项(?:{_S}[)\]】])?{_S}[:：、.,]?{_S}",
        NumberStyle.ITEM,
    ),
    ("第", rf"第{_S}(?P<n>\d{{1,4}}|{_CN}){_S}[条章节]{_S}[:：、]?{_S}", NumberStyle.ARTICLE),
    ("第", rf"(?:第(?P<n>{_CN}|\d{{1,2}}){_S}(?:[、,:：]|是(?!否)))" + _S, NumberStyle.ORDINAL),
    ("[其首再]", rf"其?(?P<n>首先|其次|再次){_S}[、,:：]{_S}", NumberStyle.ORDINAL),
    ("其", rf"其(?P<n>[一二三四五六七八九]){_S}[、,:：]{_S}", NumberStyle.ORDINAL),
    (
        "[一二三四五六七八九十]",
        rf"(?P<n>[一二三四五六七八九十]{{1,3}})[是要](?![否求点素]){_S}[,:：、]?{_S}",
        NumberStyle.ENUMERATED,
    ),
    (r"[(]", rf"[(]{_S}(?P<n>{_CN}){_S}[)]{_S}[、.．,]?{_S}", NumberStyle.CHINESE_BRACKET),
    ("[\u3220-\u3229]", rf"(?P<n>[\u3220-\u3229]){_S}[、.．]?{_S}", NumberStyle.CHINESE_BRACKET),
    (_CN_FIRST, rf"(?P<n>{_CN}){_S}[)]{_S}", NumberStyle.CHINESE_HALF_BRACKET),
    (_CN_FIRST, rf"(?P<n>{_CN}){_S}[、.．]{_NO_CN_SERIES}{_S}", NumberStyle.CHINESE_COMMA),
    (r"[(]", rf"[(]{_S}(?P<n>{_NO_YEAR}){_S}[)]{_S}[、.．,]?{_S}", NumberStyle.ARABIC_BRACKET),
    ("[\u2474-\u2487]", rf"(?P<n>[\u2474-\u2487]){_S}[、.．]?{_S}", NumberStyle.ARABIC_BRACKET),
    (r"\d", rf"(?P<n>\d{{1,3}}){_S}[)]{_S}", NumberStyle.ARABIC_HALF_BRACKET),
    (
        r"\d",
        rf"(?:\d{{1,2}}[.．]){{1,3}}(?P<n>\d{{1,2}})(?:[.．、]|(?=[\s\u00a0]+[^\d\s])){_S}(?!\d)",
        NumberStyle.DECIMAL,
    ),
    (
        r"\d",
        rf"(?P<n>\d{{1,3}}|(?!19|20)\d{{4}}(?!{_S}。)|\d{{5}}(?!{_S}。)){_S}[.．。]{_AFTER_DOT}{_S}",
        NumberStyle.ARABIC_DOT,
    ),
    ("[\u2488-\u249b]", rf"(?P<n>[\u2488-\u249b]){_S}", NumberStyle.ARABIC_DOT),
    (
        r"\d",
        rf"(?P<n>\d{{1,3}}|(?!19|20)\d{{4}}(?!{_S}、{_S}\d)|\d{{5}}(?!{_S}、{_S}\d)){_S}、{_NO_SERIES}{_S}",
        NumberStyle.ARABIC_COMMA,
    ),
    (r"\d", rf"(?P<n>\d{{1,3}}){_S},(?!\s*\d){_S}", NumberStyle.ARABIC_COMMA),
    (
        _CIRCLED,
        rf"(?P<n>{_CIRCLED}){_S}[、.．]?{_S}",
        NumberStyle.CIRCLED,
    ),
    (
        "[\u2160-\u216bIVX]",
        rf"(?P<n>[\u2160-\u216b]|[IVX]{{1,5}}){_S}[、.．)](?![A-Za-z\u2160-\u216b]){_S}",
        NumberStyle.ROMAN,
    ),
    ("[(A-Za-z]", rf"[(]?(?P<n>[A-Za-z]){_S}(?:[)]|[、.．])(?![A-Za-z\d]){_S}", NumberStyle.LETTER),
    (
        r"\d",
        rf"(?P<n>{_NO_YEAR})"
        r"[ \t\u00a0]+(?=[^\W\d_a-zA-Z])(?!"
        r"[年月日时号万亿千百余多个家处座眼户名起件条项口台辆批块宗人所公平亩吨元立])",
        NumberStyle.ARABIC_BARE,
    ),
)
_WORDS = {"首先": 1, "其次": 2, "再次": 3}
_ROMAN = {"I": 1, "V": 5, "X": 10}
_SERIES = (
    (0x3220, 1),
    (0x2474, 1),
    (0x2488, 1),
    (0x2460, 1),
    (0x3251, 21),
    (0x32B1, 36),
    (0x2776, 1),
    (0x24EB, 11),
    (0x278A, 1),
    (0x2780, 1),
    (0x2160, 1),
)


def _value(printed: str, style: NumberStyle) -> int | None:
    if printed in _WORDS:
        return _WORDS[printed]
    if style is NumberStyle.LETTER:
        return ord(printed.lower()) - 96
    if style is NumberStyle.ROMAN and printed.isascii():
        return _roman(printed)
    return _sign_value(printed) if len(printed) == 1 and ord(printed) in _signs() else chinese_to_int(printed)


@cache
def _signs() -> dict[int, int]:
    sizes = {0x3220: 10, 0x2474: 20, 0x2488: 20, 0x2460: 20, 0x3251: 15, 0x32B1: 15, 0x2160: 12}
    return {first + n: value + n for first, value in _SERIES for n in range(sizes.get(first, 10))}


def _sign_value(sign: str) -> int:
    return _signs()[ord(sign)]


def _roman(printed: str) -> int | None:
    values = [_ROMAN[c] for c in printed]
    total = sum(-v if v < max(values[i:]) else v for i, v in enumerate(values))
    return total if 0 < total < 40 else None


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)
