"""The health report as one printable page that needs nothing from anywhere else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from html import escape
from typing import Any

from zhenggai.writers.health_rows import HEADS, Row, held, held_head, rows, summary_of, title_of

STYLE = """
body{font:16px/1.7 "FangSong","仿宋","STFangsong","Noto Serif CJK SC",serif;color:#111;
margin:2rem auto;max-width:72rem;padding:0 1rem}
h1{font:700 1.5rem/1.4 "SimHei","黑体","Noto Sans CJK SC",sans-serif;text-align:center}
p.meta{text-align:center;color:#444}
table{border-collapse:collapse;width:100%;font-size:.95rem}
th,td{border:1px solid #555;padding:.4rem .5rem;vertical-align:top;text-align:left;overflow-wrap:anywhere}
th{background:#f0f0f0;white-space:nowrap}
td.n,td.s{text-align:center;white-space:nowrap}
td.suggest{min-width:9rem}
tr.error td.s{font-weight:700}
tr.info td{color:#333}
.sum{font-variant-numeric:tabular-nums;display:block;margin-top:.3rem}
.quote{display:block}
.answer{display:block;margin-top:.3rem;white-space:pre-line}
section+section{margin-top:3rem}
@media print{body{margin:0;max-width:none;font-size:12pt}thead{display:table-header-group}tr{break-inside:avoid}
section+section{break-before:page}}
@page{size:A4 landscape;margin:20mm 18mm}
"""
CODES = {"错误": "error", "疑点": "warning", "提示": "info"}


def page(reports: Sequence[Mapping[str, Any]], today: date) -> str:
    """The reports as one HTML page, everything in them escaped. `today` is printed as the day of the check."""
    title = escape(title_of(reports[0])) if len(reports) == 1 else "方案体检报告"
    body = "\n".join(_section(each, today) for each in reports)
    return (
        f'<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n<title>{title}</title>\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<style>{STYLE}</style>\n</head>\n'
        f"<body>\n<main>\n{body}\n</main>\n</body>\n</html>\n"
    )


def _section(each: Mapping[str, Any], today: date) -> str:
    day = f"{today.year}年{today.month}月{today.day}日"
    head = f"<h1>{escape(title_of(each))}</h1>\n<p class=meta>{escape(summary_of(each))}</p>\n"
    head += f"<p class=meta>文件：{escape(each['file'])}　体检日期：{day}</p>\n"
    lines, foot = [_tr(row) for row in rows(each)], _held(held(each))
    if not lines:
        return f"<section>\n{head}{foot}</section>"
    heads = "".join(f'<th scope="col">{words}</th>' for words in HEADS)
    body = "\n".join(lines)
    table = f"<table>\n<thead><tr>{heads}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table>\n"
    return f"<section>\n{head}{table}{foot}</section>"


def _held(sentences: Sequence[str]) -> str:
    """What holds, below the table."""
    items = "".join(f"<li>{escape(one)}</li>" for one in sentences)
    return f'<p>{held_head(sentences)}</p>\n<ol class="held">{items}</ol>\n' if sentences else ""


def _tr(row: Row) -> str:
    quotes = "".join(f'<span class="quote">{escape(quote)}</span>' for quote in row.quotes)
    sum_ = f'<span class="sum">算式：{escape(row.arithmetic)}</span>' if row.arithmetic else ""
    answer = f'<span class="answer">处理：{escape(row.answer)}</span>' if row.answer else ""
    return (
        f'<tr class="{CODES.get(row.severity, "info")}"><td class="n">{row.number}</td><td>{escape(row.findings)}</td>'
        f'<td class="s">{escape(row.severity)}</td><td>{quotes}</td><td>{escape(row.message)}{sum_}{answer}</td>'
        f'<td class="suggest"></td></tr>'
    )
