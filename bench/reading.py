"""How long reading takes, beside the least that any reader must do."""

from __future__ import annotations

import io
import unicodedata
import zipfile

from docx import Document
from docx.table import Table
from lxml import etree

from bench.figures import Figure, WrongAnswer, in_turns
from bench.inputs import long_docx, plan_text
from zhenggai.core.plan_text.draft import read_plan
from zhenggai.documents.opening import open_document

_ROUNDS = 7
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
    """A 60-page DOCX, bytes to findings (T19): against lxml by hand <= 3, against python-docx's bare text <= 0.5.

    Twice: with the bare mark-up of a program (one run a paragraph, the hardest yardstick: there is hardly any XML to
    read), and marked up as office programs leave it when a person typed it.
    """
    return [*_docx("one run a paragraph"), *_docx("as typed", typed=True)]


def _docx(name: str, *, typed: bool = False) -> list[Figure]:
    """Every round takes a document of its own: what was looked up for the one before must not help."""
    documents = [long_docx(seed=seed, typed=typed) for seed in range(1, 2 + _ROUNDS)]
    n_characters = len(by_hand(documents[0]))
    n_findings = len(read_plan(open_document(documents[0], "plan.docx")[0]).findings)
    if n_findings != 100:
        raise WrongAnswer(f"100 findings expected, {n_findings} read")
    ours, hand, library = (iter(documents) for _ in range(3))
    whole, least, most = in_turns(
        lambda: read_plan(open_document(next(ours), "plan.docx")[0]),
        lambda: by_hand(next(hand)),
        lambda: by_library(next(library)),
        rounds=_ROUNDS,
    )
    name = f"DOCX ({name}) of {n_characters} characters to {n_findings} findings"
    return [
        Figure(name, whole * 1000, least * 1000, "ms", "bare text, lxml by hand", "<= 3", whole <= 3 * least),
        Figure(name, whole * 1000, most * 1000, "ms", "bare text, python-docx", "<= 0.5", whole <= 0.5 * most),
    ]


def by_hand(data: bytes) -> str:
    """The bare text, paragraphs and tables in order, as anyone would write it with lxml."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        body = etree.fromstring(archive.read("word/document.xml"))[0]
    lines: list[str] = []
    for item in body:
        if item.tag == f"{_W}p":
            lines.append(_text(item))
        elif item.tag == f"{_W}tbl":
            for row in item.iter(f"{_W}tr"):
                cells = row.iter(f"{_W}tc")
                lines.append("\t".join("\n".join(_text(each) for each in cell.iter(f"{_W}p")) for cell in cells))
    return "\n".join(lines)


def by_library(data: bytes) -> str:
    """The bare text, paragraphs and tables in order, by python-docx."""
    lines: list[str] = []
    for item in Document(io.BytesIO(data)).iter_inner_content():
        if isinstance(item, Table):
            lines += ["\t".join(cell.text for cell in row.cells) for row in item.rows]
        else:
            lines.append(item.text)
    return "\n".join(lines)


def _text(paragraph: etree._Element) -> str:
    return "".join(node.text or "" for node in paragraph.iter(f"{_W}t"))
