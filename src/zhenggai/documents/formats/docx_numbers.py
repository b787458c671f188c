"""Word's automatic numbering: what it prints before a paragraph, which stands nowhere in the text.

Counters belong to the abstract list; a list that overrides the start of a level begins anew when it is first used
(ECMA-376 part 1, 17.9). Bullets print nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from zhenggai.documents.formats.safe_xml import whole_number
from zhenggai.documents.names import printable

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_VAL = W + "val"
_PLACEHOLDER = re.compile("%([1-9])")
_CHINESE = "〇一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"),
    (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
_MAX_LEVEL = 8
_MAX_NUMBER = 1_000_000


@dataclass(slots=True)
class _Level:
    start: int = 1
    style: str = "decimal"
    text: str = ""
    restart: int | None = None  # level after which it begins anew, counted from 1; 0 never; None every higher one
    legal: bool = False
    paragraph_style: str | None = None


@dataclass(slots=True)
class _List:
    """One w:num: its abstract list, with the levels it changes and the starts it overrides."""

    abstract: str
    levels: dict[int, _Level]
    starts: dict[int, int] = field(default_factory=dict)
    begun: set[int] = field(default_factory=set)


class WordNumbering:
    """Prints the numbers of a document, paragraph after paragraph in reading order."""

    def __init__(self, root: etree._Element | None) -> None:
        self._lists: dict[str, _List] = {}
        self._counters: dict[str, dict[int, int]] = {}
        if root is not None:
            self._load(root)

    def printed(self, list_id: str, level: int) -> str:
        """The number printed before the next paragraph of this list and level; "" for bullets and unknown lists."""
        numbering = self._lists.get(list_id)
        level = min(max(level, 0), _MAX_LEVEL)
        if numbering is None or level not in numbering.levels:
            return ""
        counters = self._counters.setdefault(numbering.abstract, {})
        self._count(numbering, level, counters)
        definition = numbering.levels[level]
        if definition.style == "bullet":
            return ""

        def number(match: re.Match[str]) -> str:
            shown = int(match[1]) - 1
            shown_level = numbering.levels.get(shown, definition)
            value = counters.setdefault(shown, shown_level.start) if shown <= level else shown_level.start
            return in_style(value, "decimal" if definition.legal else shown_level.style)

        return printable(_PLACEHOLDER.sub(number, definition.text))

    def level_of_style(self, list_id: str, style: str) -> int | None:
        """The level that the list ties to a paragraph style."""
        numbering = self._lists.get(list_id)
        levels = numbering.levels if numbering else {}
        return next((index for index, level in levels.items() if level.paragraph_style == style), None)

    def _count(self, numbering: _List, level: int, counters: dict[int, int]) -> None:
        start = numbering.starts.get(level)
        if start is not None and level not in numbering.begun:
            counters[level] = start
        elif level in counters:
            counters[level] = min(counters[level] + 1, _MAX_NUMBER)
        else:
            counters[level] = numbering.levels[level].start
        numbering.begun.add(level)
        for deeper in [other for other in counters if other > level]:
            restart = numbering.levels[deeper].restart if deeper in numbering.levels else None
            if restart is None or level < restart:
                del counters[deeper]

    def _load(self, root: etree._Element) -> None:
        abstracts: dict[str, dict[int, _Level]] = {}
        links: dict[str, str] = {}
        styled: dict[str, str] = {}
        for abstract in root.iterchildren(W + "abstractNum"):
            name = abstract.get(W + "abstractNumId", "")
            abstracts[name] = dict(_read_level(level) for level in abstract.iterchildren(W + "lvl"))
            link, style = abstract.find(W + "numStyleLink"), abstract.find(W + "styleLink")
            if link is not None:
                links[name] = link.get(_VAL, "")
            if style is not None:
                styled[style.get(_VAL, "")] = name
        for element in root.iterchildren(W + "num"):
            reference = element.find(W + "abstractNumId")
            name = reference.get(_VAL, "") if reference is not None else ""
            name = styled.get(links.get(name, ""), name)
            numbering = _List(name, dict(abstracts.get(name, {})))
            for override in element.iterchildren(W + "lvlOverride"):
                _apply_override(numbering, override)
            self._lists[element.get(W + "numId", "")] = numbering


def _apply_override(numbering: _List, override: etree._Element) -> None:
    level = whole_number(override.get(W + "ilvl"), 0)
    start, definition = override.find(W + "startOverride"), override.find(W + "lvl")
    if definition is not None:
        numbering.levels[level] = _read_level(definition)[1]
    if start is not None:
        numbering.starts[level] = whole_number(start.get(_VAL), 1)


def _read_level(element: etree._Element) -> tuple[int, _Level]:
    level = _Level()
    for child in element.iter(W + "start", W + "numFmt", W + "lvlText", W + "lvlRestart", W + "isLgl", W + "pStyle"):
        value = child.get(_VAL, "")
        if child.tag == W + "start":
            level.start = whole_number(value, 1)
        elif child.tag == W + "numFmt":
            level.style = child.get(W + "format", "") if value == "custom" else value
        elif child.tag == W + "lvlText":
            level.text = value
        elif child.tag == W + "lvlRestart":
            level.restart = whole_number(value, 0)
        elif child.tag == W + "isLgl":
            level.legal = value not in ("0", "false", "off")
        else:
            level.paragraph_style = value
    return whole_number(element.get(W + "ilvl"), 0), level


def in_style(value: int, style: str) -> str:
    """A number as Word prints it in a numbering style (names of ECMA-376 ST_NumberFormat)."""
    if style in ("none", "bullet"):
        return ""
    if style in _CHINESE_STYLES:
        return chinese(value, by_digits=style in _BY_DIGITS)
    first = _FIRST_CHARACTERS.get(style)
    if first is not None:
        character, last = first
        return chr(ord(character) + value - 1) if 1 <= value <= last else str(value)
    if style in ("upperLetter", "lowerLetter"):
        letter = chr(65 + (value - 1) % 26) * ((value - 1) // 26 + 1) if 1 <= value <= 780 else str(value)
        return letter if style == "upperLetter" else letter.lower()
    if style in ("upperRoman", "lowerRoman"):
        return _roman(value) if style == "upperRoman" else _roman(value).lower()
    if style in ("ideographTraditional", "ideographZodiac"):
        characters = _STEMS if style == "ideographTraditional" else _BRANCHES
        return characters[(value - 1) % len(characters)] if value > 0 else str(value)
    return _decimal(value, style)


def chinese(value: int, *, by_digits: bool = False, legal: bool = False) -> str:
    """A number below 100,000 in Chinese characters: 23 -> 二十三, by digits 二三. Larger ones stay Arabic."""
    digits = _LEGAL if legal else _CHINESE
    if by_digits:
        return "".join(digits[int(digit)] for digit in str(max(value, 0)))
    if not 0 < value < 100_000:
        return str(value)
    places = ("", "拾", "佰", "仟", "万") if legal else ("", "十", "百", "千", "万")
    text, gap = "", False
    for position, digit in enumerate(reversed(str(value))):
        if digit == "0":
            gap = gap or bool(text)
            continue
        text = digits[int(digit)] + places[position] + ("零" if gap else "") + text
        gap = False
    return text.removeprefix("一") if text.startswith("一十") and not legal else text


def _decimal(value: int, style: str) -> str:
    if style in ("decimalZero",):
        return f"{value:02d}"
    if style == "numberInDash":
        return f"- {value} -"
    if style == "chineseLegalSimplified" or style == "ideographLegalTraditional":
        return chinese(value, legal=True)
    if style in ("decimalFullWidth", "decimalFullWidth2"):
        return str(value).translate({48 + digit: 0xFF10 + digit for digit in range(10)})
    if style == "ordinal":
        return f"{value}."
    custom = re.match(r"^(0+)1\b", style)  # custom formats print as their examples: 001, 002, 003
    return str(value).zfill(len(custom[1]) + 1) if custom else str(value)


def _roman(value: int) -> str:
    if not 0 < value < 4000:
        return str(value)
    text = ""
    for size, letters in _ROMAN:
        times, value = divmod(value, size)
        text += letters * times
    return text


_BY_DIGITS = frozenset(("ideographDigital", "japaneseDigitalTenThousand", "taiwaneseDigital", "koreanDigital2"))
_CHINESE_STYLES = _BY_DIGITS | {
    "chineseCounting",
    "chineseCountingThousand",
    "japaneseCounting",
    "taiwaneseCounting",
    "taiwaneseCountingThousand",
}
_FIRST_CHARACTERS = {
    "decimalEnclosedCircle": ("①", 20),
    "decimalEnclosedCircleChinese": ("①", 20),
    "decimalEnclosedParen": ("⑴", 20),
    "decimalEnclosedFullstop": ("⒈", 20),
    "ideographEnclosedCircle": ("㊀", 10),
}
