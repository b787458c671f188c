"""Plans as tables for a terminal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from zhenggai.writers.columns import table, wrap

SEVERITY = {"error": "错误", "warning": "注意", "info": "提示"}
# Head, share of the width that is left after the fixed columns, fixed width.
COLUMNS = (
    ("序号", 0, 6),
    ("反馈", 0, 6),
    ("存在问题", 4, 0),
    ("整改目标", 3, 0),
    ("责任单位", 3, 0),
    ("整改时限", 0, 14),
)


def tables(plans: Sequence[Mapping[str, Any]], width: int = 120) -> str:
    """Every plan (contract dict) in turn: what it is, its findings, what the reader was unsure of."""
    return "\n\n".join(_one(plan, width) for plan in plans) + "\n"


def _one(plan: Mapping[str, Any], width: int) -> str:
    document, findings = plan["document"], plan["findings"]
    lines = [document["title"] or plan["source"]["file"], f"文件：{plan['source']['file']}　问题：{len(findings)}个"]
    if findings:
        widths = _widths(width)
        lines.append(table([head for head, _, _ in COLUMNS], [_cells(finding) for finding in findings], widths))
    else:
        lines.append("没有识别到问题清单。")
    for notice in plan["notices"]:
        about = f"问题{notice['finding']}：" if notice["finding"] else ""
        first, *rest = wrap(f"{about}{notice['message']}", width - 9)
        lines += [
            f"[{SEVERITY.get(notice['severity'], notice['severity'])}] {first}",
            *(" " * 7 + line for line in rest),
        ]
    return "\n".join(lines)


def _widths(width: int) -> list[int]:
    fixed = sum(size for _, _, size in COLUMNS) + 3 * len(COLUMNS) + 1
    shares = sum(share for _, share, _ in COLUMNS)
    left = max(width - fixed, 10 * shares)
    return [size or left * share // shares for _, share, size in COLUMNS]


def _cells(finding: Mapping[str, Any]) -> list[str]:
    deadline = finding["deadline"]["text"] if finding["deadline"] else ""
    return [
        finding["number"] or "", finding["feedback_number"] or "", finding["problem"], finding["goal"] or "",
        "、".join(finding["units"]), deadline,
    ]  # fmt: skip
