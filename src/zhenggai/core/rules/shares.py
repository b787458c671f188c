"""Shares of a whole recomputed: 46个中已修复26个，占56.5%."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from zhenggai.core.quantities import Quantity
from zhenggai.core.rules.arithmetic import adds_up, alike, amount, by_sentence, shown
from zhenggai.core.rules.facts import Plan, Text, any_word
from zhenggai.core.rules.points import Point, plain, point


def points(plan: Plan) -> Iterator[Point]:
    """Reports a share that its part and whole do not make (26 of 46 as 65.5%)."""
    for text in plan.texts:
        for figures in by_sentence(text):
            for place, share in enumerate(figures[2:], 2):
                yield from _share(plan, text, figures[:place], share)


def _share(plan: Plan, text: Text, earlier: list[Quantity], share: Quantity) -> Iterator[Point]:
    part = earlier[-1]
    if share.uom != "percent" or share.bound != "exact" or share.high or not adds_up(part):
        return
    wholes = [one for one in earlier[:-1] if adds_up(one) and alike(one, part) and amount(one, part) > part.value]
    if not wholes or not _link().fullmatch(text.text[part.end : share.start]):
        return
    digits = share.value.as_tuple().exponent
    step = Decimal(10) ** (digits if isinstance(digits, int) else 0)
    if any(abs(part.value / amount(one, part) * 100 - share.value) <= step for one in wholes):
        return
    whole = wholes[-1]
    rate = round(part.value / amount(whole, part) * 100, 2)
    message = f"{plan.where(text)}：{part.text}占{whole.text}的{plain(rate)}%，与所写{share.text}不符。"
    arithmetic = f"{shown(part, whole)} ÷ {shown(whole, whole)} = {plain(rate)}% ≠ {plain(share.value)}%"
    passages = [text.around(whole.start, share.end)]
    yield point("share_disagrees", message, findings=text.findings, passages=passages, arithmetic=arithmetic)


@cache
def _link() -> re.Pattern[str]:
    """占总数的, 修复率为: between a part and its share."""
    of, rate, linked = (any_word("shares", key) for key in ("of", "rate", "linked"))
    return re.compile(
        rf"[^，,。；;、\d]{{0,14}}[，,（(]?\s*(?:(?:{of})|[^，,。；;\d]{{0,6}}(?:{rate}))(?:{linked})?\s*"
    )
