"""The sentence that hands a task out where no label does: 此项工作由甲牵头，乙配合，2025年6月底前完成。"""

from __future__ import annotations

import re
from dataclasses import replace

from zhenggai.core.plan_text.raw import UNIT_SLOTS, Piece, RawFinding, Slot
from zhenggai.core.source import Source

_SENTENCE = re.compile(
    r"(?:^|(?<=[。；;！]))(?:(?:此|该|本|上述|以上)(?:项|类)?(?:整改)?(?:工作|任务|问题|措施)?)由(?P<lead>[^，,。；;由]{2,40}?)(?:负责)?牵头(?:负责)?[，,]"
    r"(?:(?P<units>[^，,。；;]{2,80}?)(?P<how>配合|参与|协助|协同|负责落实|具体落实|负责实施|落实|实施|负责)[，,])?"
    r"(?P<due>[^。；;]{3,80})[。；;]?"
)
_DUE = re.compile(r"\d\s*[年月日]|立行立改|立即|长期|持续|常态")
_HELPS = frozenset({"配合", "参与", "协助", "协同"})


def take_handing_out(finding: RawFinding, source: Source) -> None:
    """Move lead, units and deadline out of the last measure into their own fields, where no label gave them."""
    pieces = finding.fields.get(Slot.MEASURES, [])
    if not pieces or any(slot in finding.fields for slot in (*UNIT_SLOTS, Slot.DEADLINE)):
        return
    last = pieces[-1]
    line = source.lines[last.line].text
    found = _SENTENCE.search(line, last.start, last.end)
    if found is None or not _DUE.search(found["due"]):
        return
    pieces[-1] = replace(last, end=found.start())
    helps = Slot.SUPPORTING_UNITS if found["how"] in _HELPS else Slot.UNITS
    for slot, name in ((Slot.LEAD_UNITS, "lead"), (helps, "units"), (Slot.DEADLINE, "due")):
        if found[name]:
            finding.add(slot, [Piece(last.line, found.start(name), found.end(name))])
