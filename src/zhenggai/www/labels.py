"""The words of the pages for fields, roles and choices."""

from __future__ import annotations

LABELS = {
    "number": "序号",
    "feedback_number": "反馈问题编号",
    "headings": "类别",
    "problem": "问题",
    "goal": "目标",
    "measures": "措施",
    "units": "单位",
    "person": "责任人",
    "deadline": "期限",
    "status": "状态",
    "progress": "进展",
}
ABOUT_LABELS = {
    "title": "标题",
    "kind": "种类",
    "status": "稿次",
    "region": "地区",
    "issued_on": "印发日期",
    "team": "督察组",
    "start": "督察开始",
    "end": "督察结束",
    "feedback_date": "反馈日期",
}
ABOUT_CHOICES = {
    "kind": {
        "plan": "整改方案",
        "progress": "进展情况",
        "closure_notice": "销号公示",
        "feedback": "反馈意见",
        "other": "其他",
    },
    "status": {"": "没有注明", "draft": "征求意见稿", "issued": "正式稿"},
}
ROLE_WORDS = {"lead": "牵头", "responsible": "责任", "supporting": "配合", "supervising": "督导", "accepting": "验收"}


def as_text(name: str, value: object) -> str:
    """A field's value as one text, one entry per line. JSON gives lists back where tuples were put in."""
    if value is None:
        return ""
    if name == "units" and isinstance(value, tuple | list):
        return "\n".join(f"{unit}（{ROLE_WORDS[role]}）" for unit, role in value)
    return "\n".join(map(str, value)) if isinstance(value, tuple | list) else str(value)
