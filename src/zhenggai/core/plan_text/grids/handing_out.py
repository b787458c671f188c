"""The sentence that hands a task out where no label does: 此项工作由甲牵头，乙配合，2025年6月底前完成。"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from zhenggai.core.plan_text.words.layout_words import any_word, listed
from zhenggai.core.plan_text.words.raw import UNIT_SLOTS, Piece, RawFinding, Slot
from zhenggai.core.source import Source


def take_handing_out(finding: RawFinding, source: Source) -> None:
    """Move lead, units and deadline out of the last measure into their own fields, where no label gave them."""
    pieces = finding.fields.get(Slot.MEASURES, [])
    if not pieces or any(slot in finding.fields for slot in (*UNIT_SLOTS, Slot.DEADLINE)):
        return
    last = pieces[-1]
    line = source.lines[last.line].text
    found = _sentence().search(line, last.start, last.end)
    if found is None or not due().search(found["due"]):
        return
    pieces[-1] = replace(last, end=found.start())
    helps = Slot.SUPPORTING_UNITS if found["how"] in listed("handing_out", "helps") else Slot.UNITS
    for slot, name in ((Slot.LEAD_UNITS, "lead"), (helps, "units"), (Slot.DEADLINE, "due")):
        if found[name]:
            finding.add(slot, [Piece(last.line, found.start(name), found.end(name))])


@cache
def _sentence() -> re.Pattern[str]:
    words = {key: any_word("handing_out", key) for key in ("this", "kinds", "about", "things", "by", "bears", "leads")}
    how = f"{any_word('handing_out', 'helps')}|{any_word('handing_out', 'does')}"
    return re.compile(
        r"(?:^|(?<=[。；;！]))(?:{this}{kinds}?{about}?{things}?)?"
        r"{by}(?P<lead>[^，,。；;由]{{2,40}}?){bears}?{leads}{bears}?[，,]"
        r"(?:(?P<units>[^，,。；;]{{2,80}}?)(?P<how>{how})[，,])?(?P<due>[^。；;]{{3,80}})[。；;]?".format(
            how=how, **words
        )
    )


@cache
def due() -> re.Pattern[str]:
    """What shows that words tell a deadline: a part of a date, or 立行立改 and the like."""
    return re.compile(rf"\d\s*[年月日]|{any_word('handing_out', 'soon')}")
