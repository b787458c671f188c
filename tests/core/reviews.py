"""Reviews for tests: two findings of seven lines, a notice on each and one on the whole."""

from __future__ import annotations

from typing import Any

import pytest

from zhenggai.core import review as reviewing
from zhenggai.core.errors import Refused
from zhenggai.core.plan import About, AssignedUnit, FindingDraft, Notice, PlanDraft
from zhenggai.core.review import Review
from zhenggai.core.source import Line, Passage, Source, Span

LINES = ("河道有垃圾，岸线被占。", "清理完毕。", "清运垃圾。", "恢复岸线。", "县水利局", "6月底", "道路扬尘大。")


def passage(line: int) -> Passage:
    return Passage(LINES[line], (Span(line, 0, len(LINES[line])),))


def two_findings() -> Review:
    source = Source("方案.txt", "0" * 64, "text/plain", tuple(Line(i, text) for i, text in enumerate(LINES)))
    first = FindingDraft(
        problem=passage(0), number="1", goal=passage(1), measures=(passage(2), passage(3)),
        units=(AssignedUnit(passage(4), "responsible"),), deadline_text=passage(5),
    )  # fmt: skip
    second = FindingDraft(problem=passage(6), number="2", feedback_number="9", goal=passage(1))
    notices = tuple(Notice("code", "info", "请看。", finding) for finding in (0, 1, None))
    about = About(Passage("方案"), "plan", "issued", None, None)
    return reviewing.begin(PlanDraft(source, about, (first, second), notices))


def refused(code: str, said: str = "") -> Any:
    """A refusal with this code, whose sentence holds `said`."""
    return pytest.raises(Refused, check=lambda error: error.code == code and said in error.message)
