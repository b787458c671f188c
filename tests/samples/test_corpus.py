"""Every sample document is read and held against what a person expects of it."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from bench.scoring import Score, samples, score_folder

PLANS = Path(__file__).parent / "plans"
FLOOR = 0.93  # of one document, over all its values
TARGET = 0.97  # mean F1 of the fields over all documents
NAMES = [folder.name for folder in samples(PLANS)]


@cache
def score(name: str) -> Score:
    return score_folder(PLANS / name)


@pytest.mark.parametrize("name", NAMES)
def test_a_sample_is_read(name: str) -> None:
    found = score(name)
    assert found.false_findings == 0, found.errors
    assert found.micro_f1 >= FLOOR, found.errors


def test_all_samples_together_reach_the_target() -> None:
    total = Score()
    for name in NAMES:
        total.add(score(name))
    assert total.false_findings == 0
    assert total.macro_f1 >= TARGET, {field: round(tally.f1, 3) for field, tally in total.fields.items()}


def test_the_corpus_is_large_and_holds_papers_without_findings() -> None:
    assert len(NAMES) >= 40
    assert sum(name.startswith("neg_") for name in NAMES) >= 8
