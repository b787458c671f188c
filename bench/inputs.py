"""Documents made for measuring: seeded, in Chinese, of realistic length. Nothing is read from outside the clone."""

from __future__ import annotations

import io
import random
import re
from pathlib import Path

from docx import Document
from docx.document import Document as DocxDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from lxml import etree

from zhenggai import catalog

ROOT = Path(__file__).resolve().parents[1]
REAL_PLANS = ROOT.parent / "shared" / "seeds"
_TOPICS = [
    "扬尘",
    "污水",
    "秸秆",
    "矿山",
    "油烟",
    "噪声",
    "固废",
    "饮用水",
    "河道",
    "养殖",
    "散煤",
    "臭氧",
    "排污口",
    "垃圾",
    "湿地",
]
_BUREAUS = ["生态环境局", "住建局", "水利局", "农业农村局", "自然资源局", "城管局", "发改局", "财政局"]
_SCRIPT = re.compile(r"[^\u2000-\uffff]+|[\u2000-\uffff]+")  # office programs begin a new run where the script changes
_PHRASES = [
    "巡查频次不够",
    "台账记录不全",
    "设施运行不正常",
    "管网混接错接",
    "防渗措施缺失",
    "手续办理滞后",
    "监管责任悬空",
    "整改标准偏低",
]


def plan_text() -> tuple[str, str]:
    """(what it is, text): the real plan where it lies beside the clone, else the sample plan."""
    real = sorted(REAL_PLANS.glob("*.txt")) if REAL_PLANS.exists() else []
    if real:
        return "real plan", real[0].read_text(encoding="utf-8")
    return "sample plan", sample_plan()


def sample_plan() -> str:
    return (Path(catalog.__file__).parent / "plans" / "140502" / "plan.txt").read_text(encoding="utf-8")


def problem(chance: random.Random) -> str:
    """A problem of about 120 characters."""
    topic, place = chance.choice(_TOPICS), chance.randint(2, 40)
    said = "，".join(chance.sample(_PHRASES, 4))
    since = f"其中{chance.randint(1, place)}处自{chance.randint(2019, 2023)}年以来没有整改"
    return f"{topic}治理推进不力，抽查发现{place}处点位{said}，{since}，群众反映强烈，有关部门督促指导不到位。"


def finding(number: int, chance: random.Random) -> list[str]:
    """The paragraphs of one entry of a plan's list."""
    bureau = chance.choice(_BUREAUS)
    year, month = chance.randint(2024, 2026), chance.randint(1, 12)
    return [
        f"{number}.（反馈问题{number + 3}）：{problem(chance)}",
        f"整改目标：完成{chance.randint(2, 60)}处点位治理，建立长效机制。",
        "整改措施：",
        f"（1）县{bureau}牵头开展排查，{year}年{month}月底前建立问题台账，逐一销号。",
        f"（2）各乡镇（街道）加强日常巡查，{problem(chance)}",
        f"责任单位：县{bureau}、各乡镇（街道）",
        "责任人：责任单位主要负责同志",
        f"整改时限：{year}年{month}月底",
    ]


def long_docx(n_findings: int = 100, n_rows: int = 180, seed: int = 7, *, typed: bool = False) -> bytes:
    """A DOCX of about 60 pages: paragraphs of a list, then a table of statistics.

    typed: marked up as office programs do when a person typed it; else one bare run a paragraph.
    """
    chance = random.Random(seed)
    document = Document()
    document.add_paragraph("某县贯彻落实生态环境保护督察反馈意见整改方案")
    document.add_paragraph("一、大气和水污染防治存在短板")
    for number in range(1, n_findings + 1):
        for text in finding(number, chance):
            document.add_paragraph(text)
    table = document.add_table(rows=1, cols=4)
    for cell, head in zip(table.rows[0].cells, ["乡镇", "点位数", "已完成", "备注"], strict=True):
        cell.text = head
    for row in range(n_rows):
        cells = table.add_row().cells
        for cell, text in zip(
            cells,
            [f"第{row}号乡", str(chance.randint(1, 90)), str(chance.randint(0, 40)), problem(chance)],
            strict=True,
        ):
            cell.text = text
    if typed:
        as_typed(document)
        etree.cleanup_namespaces(document.element, top_nsmap={"w": document.element.nsmap["w"]})
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def as_typed(document: DocxDocument) -> None:
    """Mark a document up as office programs do: a run for each stretch of one script, fonts at every run, spacing and
    indent at every paragraph, revision marks, a bookmark here and there."""
    for at, paragraph in enumerate(document.element.body.iter(qn("w:p"))):
        text = "".join(node.text or "" for node in paragraph.iter(qn("w:t")))
        for run in paragraph.findall(qn("w:r")):
            paragraph.remove(run)
        paragraph.set(qn("w:rsidR"), f"00A{at:05X}")
        paragraph.set(qn("w:rsidRDefault"), f"00B{at:05X}")
        properties = paragraph.get_or_add_pPr()
        properties.append(parse_xml(f'<w:spacing {nsdecls("w")} w:line="560" w:lineRule="exact"/>'))
        properties.append(parse_xml(f'<w:ind {nsdecls("w")} w:firstLineChars="200" w:firstLine="640"/>'))
        for piece in _SCRIPT.findall(text):
            hint = 'w:hint="eastAsia" ' if piece[0] > "\u2000" else ""
            paragraph.append(
                parse_xml(
                    f'<w:r {nsdecls("w")} w:rsidRPr="00C{at:05X}"><w:rPr><w:rFonts {hint}w:ascii="仿宋_GB2312" '
                    'w:eastAsia="仿宋_GB2312" w:hAnsi="Times New Roman" w:cs="Times New Roman"/><w:sz w:val="32"/>'
                    f'<w:szCs w:val="32"/></w:rPr><w:t xml:space="preserve">{piece}</w:t></w:r>'
                )
            )
        if at % 20 == 0:
            paragraph.append(parse_xml(f'<w:bookmarkStart {nsdecls("w")} w:id="{at}" w:name="_Hlk{at}"/>'))
            paragraph.append(parse_xml(f'<w:bookmarkEnd {nsdecls("w")} w:id="{at}"/>'))


def short_plan(seed: int) -> str:
    """A plan of 10 findings as text."""
    chance = random.Random(seed)
    lines = [f"第{seed}县贯彻落实生态环境保护督察反馈意见整改方案", "一、污染防治存在短板"]
    for number in range(1, 11):
        lines += finding(number, chance)
    return "\n".join(lines)
