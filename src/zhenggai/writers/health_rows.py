"""The rows of a health report, whatever paper they are printed on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from zhenggai.core.rules.registry import HOLDING, SEVERITY_WORDS

HEADS = ("序号", "涉及问题", "程度", "原文及位置", "体检意见", "修改建议")
PASSAGES = 6  # more of them would fill the page; the rest is counted
NUMBERS = 20  # findings whose numbers a row prints; of more it tells how many there are
WHOLE_PLAN = "全文"


@dataclass(frozen=True, slots=True)
class Row:
    """One point in words. quotes: passages with their places. answer: what a person wrote about it, or None."""

    number: int
    findings: str
    severity: str
    quotes: tuple[str, ...]
    message: str
    arithmetic: str | None
    answer: str | None = None

    @property
    def opinion(self) -> str:
        """The message and, on lines of their own, the sum that was done and what a person wrote about it."""
        said = [self.message]
        said += [f"算式：{self.arithmetic}"] if self.arithmetic else []
        said += [f"处理：{self.answer}"] if self.answer else []
        return "\n".join(said)


def rows(report: Mapping[str, Any]) -> list[Row]:
    """The points of one report (`zhenggai.check.v1` with its `plan`) that ask for something, numbered in order. A point
    may carry `answer` ({"choice", "text"}, see `core.review.Answer`): one that a person has marked 已阅 is left out."""
    return [_row(number, point) for number, point in enumerate(_told(report), 1)]


def held(report: Mapping[str, Any]) -> list[str]:
    """What was checked and holds, a sentence each with its sum: nobody has to propose anything there."""
    points = [point for point in report["points"] if point["code"] in HOLDING]
    return [f"{one['message']}算式：{one['arithmetic']}。" if one["arithmetic"] else one["message"] for one in points]


def held_head(sentences: Sequence[str]) -> str:
    """The line above what holds."""
    return f"以下{len(sentences)}处数字已经核对，前后一致："


def _asking(report: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return [point for point in report["points"] if point["code"] not in HOLDING]


def _told(report: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return [point for point in _asking(report) if (point.get("answer") or {}).get("choice") != "dismissed"]


def _row(number: int, point: Mapping[str, Any]) -> Row:
    findings = list(dict.fromkeys(point["findings"]))
    said = "、".join(findings[:NUMBERS]) if findings else WHOLE_PLAN
    if len(findings) > NUMBERS:
        said += f"等{len(findings)}个"
    answer = (point.get("answer") or {}).get("text") or None
    severity = SEVERITY_WORDS.get(point["severity"], point["severity"])
    return Row(number, said, severity, _quotes(point["passages"]), point["message"], point["arithmetic"], answer)


def _quotes(passages: list[Mapping[str, str]]) -> tuple[str, ...]:
    said = [f"“{one['text']}”（{one['place']}）" if one.get("place") else f"“{one['text']}”" for one in passages]
    left = len(said) - PASSAGES
    return (*said[:PASSAGES], f"另有{left}处") if left > 0 else tuple(said)


def title_of(report: Mapping[str, Any]) -> str:
    """《…》征求意见反馈 for a draft out for comment, 《…》方案体检意见 for any other plan."""
    document = report["plan"]["document"]
    name = (document["title"] or report["file"]).replace("《", "〈").replace("》", "〉")
    return f"《{name}》{'征求意见反馈' if document['status'] == 'draft' else '方案体检意见'}"


def summary_of(report: Mapping[str, Any]) -> str:
    """共17个问题，体检意见30条，其中错误1条、疑点20条、提示9条。另有2条已阅，不再列出。"""
    n_findings, points = len(report["plan"]["findings"]), _told(report)
    n_seen, n_held = len(_asking(report)) - len(points), len(held(report))
    seen = f"另有{n_seen}条已阅，不再列出。" if n_seen else ""
    holds = f"核对一致的数字{n_held}处，列在最后。" if n_held else ""
    if not n_findings:
        return "文件中没有识别到问题清单，没有可体检的内容。"
    if not points and seen:
        return f"共{n_findings}个问题，体检意见{n_seen}条均已阅，不再列出。{holds}"
    if not points:
        return f"共{n_findings}个问题，没有发现需要说明的情况。{holds}"
    counted = Counter(point["severity"] for point in points)
    parts = "、".join(f"{words}{counted[code]}条" for code, words in SEVERITY_WORDS.items() if counted[code])
    return f"共{n_findings}个问题，体检意见{len(points)}条，其中{parts}。{seen}{holds}"
