"""Many documents through all cores."""

from __future__ import annotations

import os
import tempfile
import time
from pathlib import Path

from bench.figures import Figure
from bench.inputs import short_plan
from zhenggai.documents.batch import read_files

N_DOCUMENTS = 1000


def run() -> list[Figure]:
    """1,000 plans by one worker and by all; perfect scaling is the one worker's time divided by the cores (>= 90 %)."""
    cores = os.cpu_count() or 1
    with tempfile.TemporaryDirectory() as folder:
        files = []
        for seed in range(N_DOCUMENTS):
            path = Path(folder) / f"{seed:04}.txt"
            path.write_text(short_plan(seed), encoding="utf-8")
            files.append(path)
        one = [_timed(files, workers=1)]
        every = [_timed(files, workers=cores)]
        one.append(_timed(files, workers=1))
        every.append(_timed(files, workers=cores))
    alone, together = min(one), min(every)
    reached = alone / cores / together
    return [
        Figure(
            f"{N_DOCUMENTS} documents, {cores} workers",
            together,
            alone / cores,
            "s",
            f"one worker's {alone:.2f} s / {cores}",
            ">= 90 % of perfect scaling",
            reached >= 0.9,
        )
    ]


def _timed(files: list[Path], workers: int) -> float:
    start = time.perf_counter()
    n_read = sum(1 for outcome in read_files(files, workers=workers) if "error" not in outcome)
    assert n_read == N_DOCUMENTS, n_read
    return time.perf_counter() - start
