"""The same invented plan as text, Markdown, web page, Word document, workbook, PDF and archive reads the same."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.documents.good_files import Words, docx, p, packed, pdf, tbl, tr, xlsx
from tests.made_plans import MadePlan, answers, lines, plans, rows
from zhenggai.core.plan import PlanDraft
from zhenggai.core.plan_text.draft import read_plan
from zhenggai.documents.opening import open_document

ON_A_PAGE = 34  # characters on a line
FEW = settings(max_examples=12, deadline=None)


def drafted(data: bytes) -> PlanDraft:
    (source,) = open_document(data, "方案")
    return read_plan(source)


def wrapped(plan: MadePlan) -> list[str]:
    """The lines as a page prints them: two blanks before a paragraph, cut at the margin where a page may cut."""
    found = [plan.title]
    for line in lines(plan)[1:]:
        rest = f"　　{line}"
        while width(rest) > ON_A_PAGE:
            fits = next(place for place in range(len(rest), 0, -1) if width(rest[:place]) <= ON_A_PAGE)
            cut = next(place for place in range(fits, 0, -1) if may_be_parted(rest[place - 1], rest[place]))
            found.append(rest[:cut])
            rest = rest[cut:]
        found.append(rest)
    return found


def width(text: str) -> float:
    """In Chinese characters; figures are half as wide."""
    return len(text) - sum(map(str.isascii, text)) / 2


def may_be_parted(last: str, first: str) -> bool:
    """Figures stay together, no line begins with a stop, none ends with a bracket or the stop of a number."""
    return first not in "。，、；：:）." and last not in "（）." and not (last.isascii() and first.isascii())


def as_text(codec: str) -> Callable[[MadePlan], bytes]:
    return lambda plan: "\n".join(lines(plan)).encode(codec)


def as_markdown(plan: MadePlan) -> bytes:
    title, *others = lines(plan)
    return "\n\n".join([f"# {title}", *others]).encode()


def as_page(plan: MadePlan) -> bytes:
    title, *others = lines(plan)
    body = "".join(f"<p>&emsp;&emsp;{escape(line)}</p>\n" for line in others)
    return f"<!DOCTYPE html><html><head><title>网站</title></head><body><h1>{title}</h1>{body}</body></html>".encode()


def as_page_of_lines(plan: MadePlan) -> bytes:
    title, *others = lines(plan)
    return f"<html><body><h1>{title}</h1><div>{'<br>'.join(map(escape, others))}</div></body></html>".encode("gb18030")


def as_word(plan: MadePlan) -> bytes:
    return docx("".join(p(line) for line in lines(plan)))


def as_pdf(plan: MadePlan) -> bytes:
    return pdf(_pages(wrapped(plan)))


def _pages(printed: list[str], on_each: int = 40) -> list[list[Words]]:
    """Lines of 13 points on pages of so many lines."""
    return [
        [
            Words(70 + 13 * (len(line) - len(line.lstrip("　"))), 780 - 18 * n, line.strip("　"), 13)
            for n, line in enumerate(printed[begin : begin + on_each])
        ]
        for begin in range(0, len(printed), on_each)
    ]


def as_archive(plan: MadePlan) -> bytes:
    return packed({"整改/方案.docx": as_word(plan)})


RUNNING = {
    "utf-8": as_text("utf-8"),
    "utf-16": as_text("utf-16"),
    "gb18030": as_text("gb18030"),
    "markdown": as_markdown,
    "web page": as_page,
    "lines of a web page": as_page_of_lines,
    "word": as_word,
    "pdf": as_pdf,
    "archive": as_archive,
}


def in_markdown_table(plan: MadePlan) -> bytes:
    head, *body = ["| " + " | ".join(row) + " |" for row in rows(plan)]
    return "\n".join([f"# {plan.title}", "", head, "|" + "---|" * len(rows(plan)[0]), *body]).encode()


def in_page_table(plan: MadePlan) -> bytes:
    made = "".join("<tr>" + "".join(f"<td>{escape(text)}</td>" for text in row) + "</tr>" for row in rows(plan))
    return f"<html><body><h1>{plan.title}</h1><table>{made}</table></body></html>".encode()


def in_word_table(plan: MadePlan) -> bytes:
    return docx(p(plan.title) + tbl(*(tr(*row) for row in rows(plan))))


def in_workbook(plan: MadePlan) -> bytes:
    return xlsx(rows(plan))


def in_titled_workbook(plan: MadePlan) -> bytes:
    table = rows(plan)
    last = chr(ord("A") + len(table[0]) - 1)
    return xlsx([[plan.title] + [""] * (len(table[0]) - 1), *table], merges=[f"A1:{last}1"])


def with_tabs(plan: MadePlan) -> bytes:
    return "\n".join([plan.title, *("\t".join(row) for row in rows(plan))]).encode()


TABLES = {
    "markdown": in_markdown_table,
    "web page": in_page_table,
    "word": in_word_table,
    "workbook": in_workbook,
    "workbook with its title": in_titled_workbook,
    "tabs": with_tabs,
}


@pytest.mark.parametrize("kind", RUNNING)
@FEW
@given(plan=plans())
def test_a_made_plan_reads_the_same_in_every_format(kind: str, plan: MadePlan) -> None:
    draft = drafted(RUNNING[kind](plan))
    assert answers(draft) == plan.answers()
    assert draft.about.title is not None
    assert draft.about.title.text == plan.title


@FEW
@given(plan=plans(), margin=st.integers(16, 60))
def test_a_text_broken_at_any_margin_reads_the_same(plan: MadePlan, margin: int) -> None:
    printed = [line[begin : begin + margin] for line in lines(plan) for begin in range(0, len(line), margin)]
    assert answers(drafted("\n".join(printed).encode())) == plan.answers()


@pytest.mark.parametrize("kind", TABLES)
@FEW
@given(plan=plans(deepest=0))
def test_a_made_table_reads_the_same_in_every_format(kind: str, plan: MadePlan) -> None:
    assert answers(drafted(TABLES[kind](plan))) == plan.answers()


@FEW
@given(plan=plans(deepest=0))
def test_a_file_opened_twice_gives_the_same_source(plan: MadePlan) -> None:
    for kind in (as_word, as_page, in_workbook):
        assert open_document(kind(plan), "方案") == open_document(kind(plan), "方案")
