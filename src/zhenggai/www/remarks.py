"""Remarks beside findings: points of the health report and the reader's notices as shown, answered and counted.

Every page that says how many doubts there are asks `tally`, so that all of them say the same.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from zhenggai.core.review import Answer
from zhenggai.core.settling import DROPPED
from zhenggai.www.labels import LABELS

ORDER = ("error", "warning", "good", "info")
LIGHTS = {"error": "错误", "warning": "疑点", "info": "提示"}
SEEN = "已阅"


@dataclass(frozen=True, slots=True)
class Remark:
    """A notice of the reader or a point of the health report.

    line, lines: where it stands in the source, first and everywhere. origin: tells a remark that stands beside several
    findings from two remarks. notice, point: by which of them it is answered; a sum that holds asks for nothing.
    answer: what was said to it, None while it is open.
    """

    severity: str
    light: str
    message: str
    code: str
    arithmetic: str = ""
    line: int | None = None
    lines: tuple[int, ...] = ()
    place: str = ""
    origin: str = ""
    title: str = ""
    passages: tuple[str, ...] = ()
    notice: int | None = None
    point: str = ""
    answer: str | None = None

    @property
    def asks(self) -> bool:
        return self.severity in LIGHTS


@dataclass(frozen=True, slots=True)
class Tally:
    """How many remarks are open, each once however many findings it concerns, and how many are settled."""

    error: int
    warning: int
    info: int
    seen: int

    @property
    def doubts(self) -> int:
        return self.error + self.warning


def tally(remarks: Iterable[Remark]) -> Tally:
    told = {one.origin: one for one in remarks if one.asks}.values()
    still = [one.severity for one in told if one.answer is None]
    return Tally(still.count("error"), still.count("warning"), still.count("info"), len(told) - len(still))


def answer_words(answer: Answer | None) -> str | None:
    """What was said to a remark, or what a correction did about it; None while it is open."""
    if answer is None or answer.choice == "answered":
        return answer.text if answer else None
    if answer.choice == "dismissed":
        return SEEN
    return "这个问题已从清单中去掉" if answer.text == DROPPED else f"{LABELS.get(answer.text, '')}已更正"


def by_weight(remarks: Iterable[Remark]) -> list[Remark]:
    """Errors first; what is settled last."""
    return sorted(remarks, key=lambda one: (one.answer is not None, ORDER.index(one.severity)))
