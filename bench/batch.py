"""Many documents through all cores."""

from __future__ import annotations

import tempfile
from pathlib import Path

from bench.figures import Figure, WrongAnswer, in_turns
from bench.inputs import short_plan
from zhenggai.documents.batch import read_files
from zhenggai.documents.guard import available_cores

N_DOCUMENTS = 1000
ROUNDS = 3


def run(n_documents: int = N_DOCUMENTS, rounds: int = ROUNDS) -> list[Figure]:
    """1,000 plans by one worker and by all; perfect scaling is the one worker's time divided by the cores (>= 90 %)."""
    cores = available_cores()
    with tempfile.TemporaryDirectory() as folder:
        files = []
        for seed in range(n_documents):
            path = Path(folder) / f"{seed:04}.txt"
            path.write_text(short_plan(seed), encoding="utf-8")
            files.append(path)
        alone, together = in_turns(
            lambda: _read(files, workers=1), lambda: _read(files, workers=cores), rounds=rounds
        )  # fmt: skip
    return [
        Figure(
            f"{n_documents} documents, {cores} workers",
            together,
            alone / cores,
            "s",
            f"one worker's {alone:.2f} s / {cores}",
            ">= 90 % of perfect scaling",
            alone / cores / together >= 0.9,
        )
    ]


def _read(files: list[Path], workers: int) -> None:
    n_read = sum(1 for outcome in read_files(files, workers=workers) if "error" not in outcome)
    if n_read != len(files):
        raise WrongAnswer(f"{len(files)} documents given, {n_read} read")
