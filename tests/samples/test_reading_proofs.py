"""What holds for every reading: nothing in it was written by us, and it is the same however and wherever it is read."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.samples import read_all
from zhenggai import catalog
from zhenggai.core.contract import as_contract
from zhenggai.core.plan import FindingDraft, PlanDraft
from zhenggai.core.plan_text.draft import read_plan
from zhenggai.core.source import Passage, Source
from zhenggai.core.typography import fold
from zhenggai.documents import guard
from zhenggai.documents.opening import open_document

SAMPLES = dict(read_all.sources())
SAMPLE_PLAN = Path(catalog.__file__).parent / "plans" / "140502"


def passages(finding: FindingDraft) -> Iterator[Passage]:
    single = (finding.problem, finding.goal, finding.person, finding.deadline_text, finding.status, finding.progress)
    yield from (passage for passage in single if passage)
    yield from (*finding.headings, *finding.measures, *(unit.name for unit in finding.units))


def own_words(source: Source) -> list[str]:
    """All that the source prints, folded: as running text with the automatic numbers and without; names of sheets."""
    running = fold("".join(line.printed for line in source.lines)), fold("".join(line.text for line in source.lines))
    return [*running, *{fold(line.place.sheet) for line in source.lines if line.place.sheet}]


def stands_in(source: Source, passage: Passage) -> bool:
    """Whether a passage is printed: in one piece, or, where a page head or a column parts it, in its spans."""
    words = own_words(source)
    if any(fold(passage.text) in part for part in words):
        return True
    pieces = [source.lines[span.line].text[span.start : span.end] for span in passage.spans]
    return len(pieces) > 1 and fold("".join(pieces)) == fold(passage.text)


def contract_texts(finding: dict[str, Any]) -> set[str]:
    single = {finding[name] for name in ("problem", "goal", "person", "status", "progress") if finding[name]}
    deadline = {finding["deadline"]["text"]} if finding["deadline"] else set()
    listed = {*finding["headings"], *finding["lead_units"], *finding["units"]}
    return single | deadline | listed | {measure["text"] for measure in finding["measures"]}


def drafts(name: str) -> list[PlanDraft]:
    return [read_plan(source) for source in open_document(SAMPLES[name])]


@pytest.mark.parametrize("name", SAMPLES)
def test_every_text_that_is_read_stands_in_the_source(name: str) -> None:
    for draft in drafts(name):
        source, about = draft.source, draft.about
        for finding, published in zip(draft.findings, as_contract(draft)["findings"], strict=True):
            taken = list(passages(finding))
            assert contract_texts(published) <= {passage.text for passage in taken}
            assert [passage.text for passage in taken if not stands_in(source, passage)] == []
            for passage in taken:
                spans = [source.lines[span.line].text[span.start : span.end] for span in passage.spans]
                assert not spans or fold("".join(spans)) == fold(passage.text)
        cited = [text for each in about.references for text in (each.title, each.number) if text]
        quoted = [*([about.title] if about.title else []), *map(Passage, cited)]
        assert [passage.text for passage in quoted if not stands_in(source, passage)] == []


def test_the_proof_finds_a_word_that_is_not_in_the_source() -> None:
    (draft, *_) = drafts("prov_list_chinese_numeral_items")
    problem = draft.findings[0].problem
    assert stands_in(draft.source, problem)
    assert not stands_in(draft.source, Passage(problem.text + "并已整改", problem.spans))


def read_with_hash_seed(seed: int) -> dict[str, Any]:
    path = os.pathsep.join(entry for entry in sys.path if entry)
    environment = os.environ | {"PYTHONHASHSEED": str(seed), "PYTHONPATH": path, "PYTHONUTF8": "1"}
    command = [sys.executable, "-m", "tests.samples.read_all"]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", env=environment, check=True)
    readings: dict[str, Any] = json.loads(done.stdout)
    return readings


def test_reading_does_not_hang_on_the_order_of_sets() -> None:
    """Byte for byte: the JSON texts are compared, so the order of every list and key counts."""
    one, other = read_with_hash_seed(0), read_with_hash_seed(1)
    assert len(one) >= 100
    assert [name for name in one if json.dumps(one[name]) != json.dumps(other[name])] == []


def test_the_guarded_child_reads_the_same() -> None:
    here = read_all.read_all()
    with guard.Child() as child:
        for name, path in SAMPLES.items():
            arguments = {"name": path.name, "today": read_all.TODAY}
            there = child.call(guard.READ_BYTES, path.read_bytes(), arguments)
            assert json.dumps(there) == json.dumps(here[name]), name


def test_the_sample_plan_reads_alike_as_word_and_as_text() -> None:
    word, text = (
        as_contract(read_plan(open_document(SAMPLE_PLAN / f"plan.{suffix}")[0])) for suffix in ("docx", "txt")
    )
    assert len(text["findings"]) == 17
    assert word["findings"] == text["findings"]
    assert word["document"] == text["document"]
    assert word["notices"] == text["notices"]
