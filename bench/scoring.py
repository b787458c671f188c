"""How well the reader reads a folder of sample documents: precision, recall and F1 for every field.

    python -m bench.scoring FOLDER [-v]

FOLDER holds one folder for each document: `source.<ext>` and `expected.json` (`zhenggai.expected.v1`). Findings are
paired one to one so that the sum of likeness (problem text, number) is greatest. Texts count as equal when they are
equal after folding blanks and width; `soft` is the mean likeness of long texts, which shows near misses.

A false finding (printed by the reader, expected by nobody) costs three times over: it is counted by itself, as a
wrong value of `finding`, and every value it carries is a wrong value of its field. A missed finding likewise misses
every value that it should have had.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from bench.pairing import best_pairs
from zhenggai.core.contract import as_contract
from zhenggai.core.plan_text.draft import read_plan
from zhenggai.core.typography import fold
from zhenggai.documents.opening import open_document

SCALARS = ("number", "feedback_number", "problem", "goal", "person", "status", "progress")
LISTS = ("headings", "measures", "lead_units", "units")
LONG = ("problem", "goal", "progress")
ABOUT = ("title", "kind", "status", "region")
INSPECTION = ("team", "start", "end", "feedback_date")
_ALIKE = 0.3  # below this two findings are not the same one

Json = dict[str, Any]


@dataclass(slots=True)
class Tally:
    """Right, invented and missed values of a field, and the likeness of its texts."""

    right: int = 0
    wrong: int = 0
    missed: int = 0
    soft: list[float] = field(default_factory=list)

    def add(self, other: Tally) -> None:
        self.right += other.right
        self.wrong += other.wrong
        self.missed += other.missed
        self.soft += other.soft

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0

    @property
    def f1(self) -> float:
        total = 2 * self.right + self.wrong + self.missed
        return 2 * self.right / total if total else 1.0


@dataclass(slots=True)
class Score:
    """The tallies of one document or of many, and what was wrong in words."""

    fields: dict[str, Tally] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)
    false_findings: int = 0

    def of(self, name: str) -> Tally:
        return self.fields.setdefault(name, Tally())

    def add(self, other: Score) -> None:
        for name, tally in other.fields.items():
            self.of(name).add(tally)
        self.errors += other.errors
        self.false_findings += other.false_findings

    @property
    def macro_f1(self) -> float:
        """The mean F1 of all fields that occur."""
        used = [tally.f1 for tally in self.fields.values() if tally.right + tally.wrong + tally.missed]
        return sum(used) / len(used) if used else 1.0

    @property
    def micro_f1(self) -> float:
        """F1 over all values, whatever their field."""
        total = Tally()
        for tally in self.fields.values():
            total.add(tally)
        return total.f1


def score_document(expected: Json, got: Json) -> Score:
    """One reading in contract form against what a person expects of it."""
    score = Score()
    _score_about(score, expected.get("document", {}), got["document"])
    wanted, found = expected["findings"], got["findings"]
    pairs = best_pairs([[likeness(one, other) for other in found] for one in wanted], _ALIKE)
    for position, finding in enumerate(wanted):
        if position in pairs:
            _score_finding(score, finding, found[pairs[position]])
        else:
            score.of("finding").missed += 1
            score.errors.append(f"finding missed: {finding['number']} {finding['problem'][:40]}")
            _score_finding(score, finding, {})
    for position, finding in enumerate(found):
        if position in pairs.values():
            score.of("finding").right += 1
        else:
            score.of("finding").wrong += 1
            score.false_findings += 1
            score.errors.append(f"false finding: {finding['number']} {finding['problem'][:40]}")
            _score_finding(score, {}, finding)
    return score


def likeness(expected: Json, got: Json) -> float:
    """How alike two findings are: shared pairs of characters of the problem, and the number."""
    texts = [expected["problem"], *expected.get("problem_also", [])]
    alike = max(_shared(fold(text or ""), fold(got["problem"])) for text in texts)
    return alike + (0.25 if expected["number"] == got["number"] and alike > 0.1 else 0.0)


def _shared(one: str, other: str) -> float:
    pairs, others = ({text[i : i + 2] for i in range(len(text) - 1)} for text in (one, other))
    return 2 * len(pairs & others) / (len(pairs) + len(others)) if pairs and others else float(one == other)


def _allowed(expected: Json, name: str) -> list[Any]:
    """Every value a field may have, the plain reading first."""
    also = expected.get(f"{name}_also", [])
    return [expected.get(name), *(also if isinstance(also, list) else [also])]


def _same(one: Any, other: Any) -> bool:
    if isinstance(one, str) and isinstance(other, str):
        return fold(one) == fold(other)
    return bool(one == other)


def _score_scalar(score: Score, where: str, name: str, expected: Json, got: Any) -> None:
    """Equal to an allowed value is right; another value is invented and, where one was expected, missed as well."""
    tally = score.of(name if where != "document" else f"document.{name}")
    allowed = _allowed(expected, name.split(".")[-1])
    if any(_same(value, got) for value in allowed):
        tally.right += got is not None and got != []
        return
    tally.wrong += got is not None and got != []
    tally.missed += allowed[0] is not None and allowed[0] != []
    score.errors.append(f"{where} {name}: expected {allowed[0]!r}, got {got!r}")


def _score_list(score: Score, where: str, name: str, expected: Json, got: Sequence[str]) -> None:
    """Values in any order, each counted once; optional ones may be there or not; an `_also` list stands for all."""
    tally = score.of(name)
    wanted = list(expected.get(name, []))
    for other in expected.get(f"{name}_also", []):
        if isinstance(other, list) and [fold(v) for v in other] == [fold(v) for v in got]:
            wanted = other
    optional = [fold(value) for value in expected.get(f"{name}_optional", [])]
    left = [fold(value) for value in wanted]
    wrong = []
    for value in got:
        folded = fold(value)
        if folded in left:
            left.remove(folded)
            tally.right += 1
        elif folded in optional:
            optional.remove(folded)
        else:
            wrong.append(value)
    missed = [value for value in left if value not in [fold(v) for v in expected.get(f"{name}_optional", [])]]
    tally.wrong += len(wrong)
    tally.missed += len(missed)
    if wrong or missed:
        score.errors.append(f"{where} {name}: missed {missed!r}, wrong {wrong!r}")


def _score_finding(score: Score, expected: Json, got: Json) -> None:
    where = f"[{expected.get('number', got.get('number'))}]"
    for name in SCALARS:
        _score_scalar(score, where, name, expected, got.get(name))
    for name in LISTS:
        values = [v["text"] if isinstance(v, dict) else v for v in got.get(name) or []]
        _score_list(score, where, name, expected, values)
    allowed = [expected.get("deadline") or {}, *[other or {} for other in expected.get("deadline_also", [])]]
    _score_deadline(score, where, allowed, got.get("deadline") or {})
    for name in LONG:
        if expected.get(name) and got.get(name):
            ratio = SequenceMatcher(None, fold(expected[name]), fold(got[name]), autojunk=False).ratio()
            score.of(name).soft.append(ratio)


def _score_deadline(score: Score, where: str, allowed: Sequence[Json], got: Json) -> None:
    """Against the allowed deadline that fits best, else against the plain reading. An empty one allows that none is
    printed; a printed one is scored all the same."""
    fitting = [one for one in allowed if any(_same(one.get(k), got.get(k)) for k in ("text", "dates"))]
    wanted = max(
        fitting or allowed[:1],
        key=lambda one: sum(_same(one.get(k), got.get(k)) for k in ("text", "dates", "immediate", "long_term")),
    )
    _score_scalar(score, where, "deadline.text", wanted, got.get("text"))
    _score_scalar(score, where, "deadline.dates", wanted, got.get("dates"))
    for name in ("immediate", "long_term"):
        _score_scalar(score, where, f"deadline.{name}", {name: wanted.get(name) or None}, got.get(name) or None)


def _score_about(score: Score, expected: Json, got: Json) -> None:
    for name in ABOUT:
        _score_scalar(score, "document", name, expected, got.get(name))
    inspection = expected.get("inspection")
    given = got.get("inspection")
    if not any(_same(other, given) for other in expected.get("inspection_also", [])):
        for name in INSPECTION:
            _score_scalar(score, "document", f"inspection.{name}", inspection or {}, (given or {}).get(name))
    wanted = {name: _cited(expected.get(name, [])) for name in ("references", "references_optional")}
    also = [_cited(other) for other in expected.get("references_also", [])]
    _score_list(score, "document", "references", {**wanted, "references_also": also}, _cited(got.get("references", [])))


def _cited(references: Sequence[Json]) -> list[str]:
    return [f"{reference['title']}|{reference['number'] or ''}" for reference in references]


def score_folder(folder: Path) -> Score:
    """One sample: its source read and held against its expectation. Archives have one expectation for each member."""
    expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    source = next(path for path in sorted(folder.iterdir()) if path.name.startswith("source."))
    readings = [as_contract(read_plan(each)) for each in open_document(source)]
    wanted = [{"file": name, **one} for name, one in expected.get("documents", {"": expected}).items()]
    score = Score()
    for one, got in _matched(wanted, readings):
        score.add(score_document(one, got))
    return score


def _matched(wanted: Sequence[Json], readings: Sequence[Json]) -> Iterator[tuple[Json, Json]]:
    """Members of an archive by name, else by order; a reading that nobody expects is held against nothing."""
    left = list(readings)
    nothing: Json = {"document": {}, "findings": []}
    for position, one in enumerate(wanted):
        name = one["file"]
        match = next((r for r in left if name and Path(r["source"]["file"]).name == Path(name).name), None)
        if match is None:
            match = left[0] if left and (not name or len(left) == len(wanted) - position) else None
        if match is None:
            yield one, nothing
        else:
            left.remove(match)
            yield one, match
    for reading in left:
        yield nothing, reading


def samples(root: Path) -> list[Path]:
    """The folders below `root` that hold a sample, `root` itself included."""
    return sorted(path.parent for path in root.rglob("expected.json"))


def _print(total: Score) -> None:
    print(f"{'field':28}{'precision':>10}{'recall':>8}{'F1':>8}{'n':>7}{'soft':>8}")
    for name, tally in sorted(total.fields.items()):
        n = tally.right + tally.missed
        if n or tally.wrong:
            soft = f"{sum(tally.soft) / len(tally.soft):8.3f}" if tally.soft else ""
            print(f"{name:28}{tally.precision:10.3f}{tally.recall:8.3f}{tally.f1:8.3f}{n:7}{soft}")
    print(f"macro F1 {total.macro_f1:.4f} · micro F1 {total.micro_f1:.4f} · false findings {total.false_findings}")


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m bench.scoring", description="Score the reader on sample documents."
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("-v", "--verbose", action="store_true", help="print every error")
    options = parser.parse_args(arguments)
    total = Score()
    for folder in samples(options.folder):
        score = score_folder(folder)
        print(
            f"{score.micro_f1:.3f}  {folder.name}"
            + (f"  ({score.false_findings} false)" if score.false_findings else "")
        )
        if options.verbose:
            print("".join(f"    {error}\n" for error in score.errors), end="")
        total.add(score)
    _print(total)
    return 0


if __name__ == "__main__":
    sys.exit(main())
