"""How right the reader is over the sample corpus: the yardstick is a perfect reading."""

from __future__ import annotations

from pathlib import Path

from bench.figures import Figure
from bench.scoring import Score, samples, score_folder

SAMPLES = Path(__file__).resolve().parents[1] / "tests" / "samples" / "plans"
TARGET = 0.97


def run() -> list[Figure]:
    """Precision, recall and F1 of every field, the mean F1 (target 0.97) and the number of false findings (target
    none)."""
    total = Score()
    for folder in samples(SAMPLES):
        total.add(score_folder(folder))
    perfect = "perfect reading"
    rows = [
        Figure(f"{measure} of {name}", value, 1.0, "", perfect)
        for name, tally in sorted(total.fields.items())
        for measure, value in (("precision", tally.precision), ("recall", tally.recall), ("F1", tally.f1))
    ]
    rows.append(Figure("macro F1", total.macro_f1, 1.0, "", perfect, f">= {TARGET}", total.macro_f1 >= TARGET))
    n_false = total.false_findings
    rows.append(Figure("false findings", n_false, 0, "", perfect, "0", n_false == 0))
    return rows
