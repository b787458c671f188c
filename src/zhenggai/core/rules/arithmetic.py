"""What may be added up and compared, and how figures are written in messages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from zhenggai.core.quantities import Bound, Quantity
from zhenggai.core.quantity_words import uoms
from zhenggai.core.rules.facts import Text, any_word
from zhenggai.core.rules.points import plain

ADDITIVE = {"area", "length", "mass", "volume", "money", "count", "household", "person", "power", "steam", "energy"}
WHOLE = {"count", "household", "person"}


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each sentence."""
    for match in re.finditer(r"[^。！？\n]+", text):
        yield match.start(), match.end()


def by_sentence(text: Text) -> Iterator[list[Quantity]]:
    """The figures of each sentence that has any."""
    rest = list(reversed(text.figures))
    for start, end in sentences(text.text):
        inside: list[Quantity] = []
        while rest and rest[-1].start < end:
            figure = rest.pop()
            if start <= figure.start and figure.end <= end:
                inside.append(figure)
        if inside:
            yield inside


def adds_up(figure: Quantity) -> bool:
    """True for an exact figure of a kind that can be added; 2.9座 is a number that a converter tore apart."""
    uom = uoms().get(figure.uom)
    if uom is None or uom.dimension not in ADDITIVE or figure.bound != Bound.EXACT or figure.high is not None:
        return False
    return uom.dimension not in WHOLE or figure.value == int(figure.value)


def alike(one: Quantity, other: Quantity) -> bool:
    """True where two figures count or measure in the same way, so that they can be added."""
    a, b = uoms()[one.uom], uoms()[other.uom]
    return a.dimension == b.dimension and (a.dimension != "count" or one.printed_uom == other.printed_uom)


def amount(figure: Quantity, like: Quantity) -> Decimal:
    """The value of a figure in the unit of another."""
    return figure.value * uoms()[figure.uom].factor / uoms()[like.uom].factor


def in_chinese(figure: Quantity) -> bool:
    """True for 二十家: Chinese numerals often count nothing (一批, 三方)."""
    return re.search(r"\d", figure.text) is None


def uom_words(figure: Quantity) -> str:
    """The unit of measurement as messages write it: 万元, 万亩, 户."""
    money = {"wan_yuan": "万元", "yi_yuan": "亿元"}.get(figure.uom)
    return money or ("万" if scale(figure) > 1 else "") + figure.printed_uom


def scale(figure: Quantity) -> int:
    """10,000 where the figure is printed in 万 and the unit of measurement does not say so already."""
    return 10_000 if re.search(r"\d\s*[余多]?万", figure.text) and uoms()[figure.uom].dimension != "money" else 1


def in_scale(value: Decimal, like: Quantity) -> str:
    """A value as written in the scale that a figure is printed in: 1470 like 0.147万户 -> 0.147."""
    return plain(value / scale(like))


def shown(figure: Quantity, like: Quantity) -> str:
    """The value of a figure in the unit and scale that another is printed in."""
    return in_scale(amount(figure, like), like)


def equal(total: Decimal, whole: Decimal) -> bool:
    """Equal, or equal once the sum is rounded to the digits the whole is printed with."""
    digits = whole.as_tuple().exponent
    return total == whole or (isinstance(digits, int) and digits < 0 and total.quantize(whole) == whole)


def noun_behind(text: Text, figure: Quantity) -> str:
    """The noun counted, where it stands right after the figure; "" elsewhere."""
    return figure.counts if figure.counts and text.text.startswith(figure.counts, figure.end) else ""


def before(text: Text, figure: Quantity, stops: str = "，,；;。、（(：:\n") -> str:
    """What stands before a figure in its own clause."""
    start = max(text.text.rfind(stop, 0, figure.start) for stop in stops) + 1
    return text.text[start : figure.start]


def is_part(text: Text, figure: Quantity, whole: Quantity) -> bool:
    """True where a figure may be a part of a whole: counted alike, no rate, no change, not another kind of thing."""
    if not alike(figure, whole) or _no_part().search(before(text, figure)):
        return False
    noun, of = noun_behind(text, figure), noun_behind(text, whole) or whole.counts
    return not noun or not of or noun[-1] == of[-1] or not same_counter_only(figure)


def same_counter_only(figure: Quantity) -> bool:
    """True for things counted (46个): two of them are one kind only where their nouns agree as well."""
    return uoms()[figure.uom].dimension == "count"


@cache
def _no_part() -> re.Pattern[str]:
    return re.compile(rf"(?:{any_word('sums', 'not_a_part')})[^\d]{{0,2}}$")
