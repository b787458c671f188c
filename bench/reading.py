"""How long reading takes, beside the least that any reader must do."""

from __future__ import annotations

import io
import unicodedata
import zipfile

from lxml import etree

from bench.figures import Figure, WrongAnswer, in_turns
from bench.inputs import long_docx, plan_text
from zhenggai.core.plan_text.draft import read_plan
from zhenggai.documents.opening import open_document

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def run_plan() -> list[Figure]:
    """From text to findings in process; target 20 ms, yardstick the Unicode normal form of the same text."""
    name, text = plan_text()
    data = text.encode()
    sources = open_document(data, "plan.txt")
    n_findings = len(read_plan(sources[0]).findings)
    if n_findings != 17:
        raise WrongAnswer(f"17 findings expected, {n_findings} read")
    whole, least = in_turns(
        lambda: read_plan(open_document(data, "plan.txt")[0]), lambda: unicodedata.normalize("NFKC", text), rounds=15
    )
    return [
        Figure(
            f"{name}, text to {n_findings} findings",
            whole * 1000,
            least * 1000,
            "ms",
            "NFKC of the same text",
            "<= 20 ms",
            whole <= 0.020,
        )
    ]


def run_docx() -> list[Figure]:
    """A 60-page DOCX, bytes to findings, against lxml by hand over its bare text (T19: <= 3)."""
    data = long_docx()
    n_characters = len(bare_text(data))
    n_findings = len(read_plan(open_document(data, "plan.docx")[0]).findings)
    if n_findings != 100:
        raise WrongAnswer(f"100 findings expected, {n_findings} read")
    whole, by_hand = in_turns(lambda: read_plan(open_document(data, "plan.docx")[0]), lambda: bare_text(data))
    name = f"DOCX of {n_characters} characters to {n_findings} findings"
    return [Figure(name, whole * 1000, by_hand * 1000, "ms", "lxml by hand", "<= 3", whole <= 3 * by_hand)]


def bare_text(data: bytes) -> str:
    """Paragraphs and tables in order, by hand: what T19 measures against."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    lines = []
    for paragraph in root.iter(f"{_W}p"):
        lines.append("".join(node.text or "" for node in paragraph.iter(f"{_W}t")))
    return "\n".join(lines)
