"""How right the reader is: over the corpus it was mended against, and over papers nothing was mended against."""

from __future__ import annotations

from pathlib import Path

from bench.figures import Figure
from bench.scoring import Score, samples, score_folder

SAMPLES = Path(__file__).resolve().parents[1] / "tests" / "samples"
TARGET = 0.97


def run() -> list[Figure]:
    """Precision, recall and F1 of every field, the mean F1 (target 0.97) and the number of false findings (target
    none), for the corpus and, where one lies there, for the unseen set. The yardstick is a perfect reading."""
    return [*_figures("corpus", SAMPLES / "plans"), *_figures("unseen", SAMPLES / "unseen")]


def _figures(name: str, root: Path) -> list[Figure]:
    """The figures of one set; none where it holds no sample."""
    folders = samples(root)
    if not folders:
        return []
    total = Score()
    for folder in folders:
        total.add(score_folder(folder))
    perfect = "perfect reading"
    rows = [
        Figure(f"{name}: {measure} of {field}", value, 1.0, "", perfect)
        for field, tally in sorted(total.fields.items())
        for measure, value in (("precision", tally.precision), ("recall", tally.recall), ("F1", tally.f1))
    ]
    n_false = total.false_findings
    rows.append(Figure(f"{name}: macro F1", total.macro_f1, 1.0, "", perfect, f">= {TARGET}", total.macro_f1 >= TARGET))
    rows.append(Figure(f"{name}: false findings", n_false, 0, "", perfect, "0", n_false == 0))
    return rows
