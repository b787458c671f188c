"""The health report for a terminal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from zhenggai.writers.columns import wrap
from zhenggai.writers.health_rows import Row, held, held_head, rows, summary_of, title_of


def report(reports: Sequence[Mapping[str, Any]], width: int = 100) -> str:
    """Every report in turn: title, summary, one paragraph per point. `width` counts columns of the terminal."""
    return "\n\n".join(_one(each, width) for each in reports) + "\n"


def _one(each: Mapping[str, Any], width: int) -> str:
    lines = [title_of(each), f"文件：{each['file']}", summary_of(each)]
    for row in rows(each):
        lines += ["", *_point(row, width)]
    if sentences := held(each):
        lines += ["", held_head(sentences), *(f"  {line}" for one in sentences for line in wrap(one, width - 2))]
    return "\n".join(lines)


def _point(row: Row, width: int) -> list[str]:
    head = f"{row.number:>3}. [{row.severity}] "
    lines = wrap(row.message, width - 12)
    printed = [head + lines[0], *(" " * 12 + line for line in lines[1:])]
    if row.arithmetic:
        printed.append(" " * 12 + f"算式：{row.arithmetic}")
    for quote in row.quotes:
        first, *rest = wrap(quote, width - 18)
        printed += [" " * 12 + f"原文：{first}", *(" " * 18 + line for line in rest)]
    return printed
