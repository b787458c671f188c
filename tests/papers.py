"""Drafts of plans as the reader would hand them over, made without any reader."""

from __future__ import annotations

import hashlib
from typing import Any

from zhenggai.core.deadlines import read_deadline
from zhenggai.core.plan import About, AssignedUnit, FindingDraft, Inspection, Notice, PlanDraft
from zhenggai.core.references import Reference
from zhenggai.core.source import Line, Paragraph, Passage, Place, Source, Span

TITLE = "云岭县贯彻落实省生态环境保护督察反馈意见整改方案"

FINDINGS: tuple[dict[str, Any], ...] = (
    {
        "number": "1",
        "feedback_number": "3",
        "headings": ("大气污染防治有差距",),
        "problem": "东关、西关两个街道秸秆焚烧火点多发，2023年共发现46处。",
        "goal": "火点数量较上年下降三成。",
        "measures": ("各镇（街道）落实网格巡查。", "县农业农村局推广秸秆离田，2024年12月底前离田1.2万吨。"),
        "units": (("各镇（街道）", "responsible"), ("县农业农村局", "lead")),
        "person": "责任单位主要负责同志",
        "deadline": "2024年12月底",
    },
    {
        "number": "2",
        "feedback_number": "7",
        "headings": ("大气污染防治有差距", "扬尘管控不严"),
        "problem": "城北片区8家工地扬尘防治措施不到位，裸土未覆盖。",
        "goal": "工地扬尘得到有效管控。",
        "measures": ("县住建局每月检查一次。",),
        "units": (("县住建局", "responsible"),),
        "person": "王某",
        "deadline": "立行立改，长期坚持",
    },
    {
        "number": "3",
        "feedback_number": "11",
        "headings": ("水生态保护修复滞后",),
        "problem": "历史遗留矿山尚有27.17公顷未完成修复治理。",
        "goal": "完成27.17公顷修复治理。",
        "measures": ("2024年12月底治理完成21.6公顷；2025年12月底治理完成5.57公顷。",),
        "units": (("县自然资源局", "lead"), ("西山、南坪街道办事处", "responsible")),
        "person": "责任单位主要负责同志",
        "deadline": "2025年12月底",
    },
    {
        "number": "4",
        "feedback_number": "20",
        "headings": ("水生态保护修复滞后",),
        "problem": "县城污水处理厂进水浓度偏低，雨污分流改造缓慢。",
        "goal": "改造管网12公里。",
        "measures": ("县水利局完成管网改造。",),
        "units": (("县水利局", "responsible"),),
        "person": "责任单位主要负责同志",
        "deadline": "2024年6月底",
    },
)


def draft_of(
    *,
    name: str = "方案.txt",
    content: bytes = b"first",
    title: str = TITLE,
    findings: tuple[dict[str, Any], ...] = FINDINGS,
    notices: tuple[Notice, ...] = (),
    status: str = "draft",
    region: str | None = "云岭县",
) -> PlanDraft:
    """A draft with a source whose lines are the texts, one after another, and spans that point at them."""
    page = _Page()
    heading = page.passage(title)
    drafts = tuple(_finding(page, values) for values in findings)
    source = Source(name, hashlib.sha256(content).hexdigest(), "text/plain", tuple(page.lines), tuple(page.layout))
    inspection = Inspection("省第二生态环境保护督察组", "2023-10-10", "2023-11-09", "2024-03-01")
    references = (Reference("关于印发整改方案的通知", "云市办发〔2024〕3号", 0, 20),)
    about = About(heading, "plan", status, region, inspection, references, "2024-03-15", 2024)  # type: ignore[arg-type]
    return PlanDraft(source, about, drafts, notices)


def changed(position: int, **values: Any) -> tuple[dict[str, Any], ...]:
    """The four findings, one of them changed."""
    return (*FINDINGS[:position], FINDINGS[position] | values, *FINDINGS[position + 1 :])


class _Page:
    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.layout: list[Paragraph] = []

    def passage(self, text: str) -> Passage:
        index = len(self.lines)
        self.lines.append(Line(index, text, Place(paragraph=index + 1)))
        self.layout.append(Paragraph(index))
        return Passage(text, (Span(index, 0, len(text)),))


def _finding(page: _Page, values: dict[str, Any]) -> FindingDraft:
    deadline = values.get("deadline")
    return FindingDraft(
        problem=page.passage(values["problem"]),
        number=values.get("number"),
        feedback_number=values.get("feedback_number"),
        headings=tuple(page.passage(text) for text in values.get("headings", ())),
        goal=page.passage(values["goal"]) if values.get("goal") else None,
        measures=tuple(page.passage(text) for text in values.get("measures", ())),
        units=tuple(AssignedUnit(page.passage(name), role) for name, role in values.get("units", ())),
        person=page.passage(values["person"]) if values.get("person") else None,
        deadline_text=page.passage(deadline) if deadline else None,
        deadline=read_deadline(deadline, year=2024) if deadline else None,
        status=page.passage(values["status"]) if values.get("status") else None,
        progress=page.passage(values["progress"]) if values.get("progress") else None,
    )
