"""The tests have teeth: a defect that is put into the code on purpose is found."""

from __future__ import annotations

import ast
import os
import subprocess
import sys

import pytest

from tests.mutation.__main__ import chosen, some
from tests.mutation.mutants import mutant, sites
from tests.mutation.planted import PLANTED
from tests.mutation.subjects import PACKAGE, PACKS, ROOT, SUBJECTS, files, modules
from tests.mutation.words import word_mutants

EXAMPLE = '''
"""A module."""
MOST: int = 3

def first(items, most=MOST):
    """The first items, if there are any."""
    if not items or len(items) > most:
        raise ValueError("太多了。")
    check(items)
    return [one + 1 for one in items if one in (1, 2)][:1]
'''


def told(source: str) -> list[str]:
    module = ast.parse(source)
    return [f"{one.kind}: {one.told}" for one in (mutant("m", "m.py", module, site) for site in sites(module))]


def test_an_example_gets_each_kind_of_defect() -> None:
    found = told(EXAMPLE)
    for defect in (
        "constant: 3 -> 4",
        "constant: 3 -> 2",
        "comparison: len(items) > most -> len(items) >= most",
        "and/or: not items or len(items) > most -> not items and len(items) > most",
        "condition: not items -> items",
        "left out: check(items) -> pass",
        "return: return [one + 1 for one in items if one in (1, 2)][:1] -> return None",
        "arithmetic: one + 1 -> one - 1",
        "comparison: one in (1, 2) -> one not in (1, 2)",
        "condition: one in (1, 2) -> not one in (1, 2)",
    ):
        assert defect in found, defect


def test_what_is_only_said_is_left_alone() -> None:
    assert not [one for one in told(EXAMPLE) if "太多了" in one or "The first" in one or "module" in one]


def test_a_module_is_whole_again_after_each_defect() -> None:
    module = ast.parse(EXAMPLE)
    before = ast.dump(module)
    for site in sites(module):
        mutant("m", "m.py", module, site)
        assert ast.dump(module) == before


def test_a_defect_is_in_the_code_that_is_run() -> None:
    module = ast.parse("def most():\n    return 3\n")
    values = []
    for site in sites(module):
        names: dict[str, object] = {}
        exec(mutant("m", "m.py", module, site).code, names)  # noqa: S102  # the two lines above
        values.append(names["most"]())  # type: ignore[operator]
    assert values == [None, 4, 2]


def test_the_same_seed_chooses_the_same_defects() -> None:
    first, again, other = ([trial.mutant.told for trial in chosen(["core/review"], 9, seed)] for seed in (1, 1, 2))
    assert first == again != other
    assert len(first) == 9
    assert list(some("abc", 0, "")) == list(some("abc", 5, "")) == list("abc")


def test_a_word_is_taken_out_of_a_pack_and_nothing_else() -> None:
    first = next(word_mutants("deadlines", PACKAGE))
    names: dict[str, object] = {"__name__": "zhenggai.catalog"}
    exec(first.code, names)  # noqa: S102  # our own reader of packs
    where, word = first.told.split(": without ")
    held = names["pack"]("deadlines")  # type: ignore[operator]
    for step in where.split("."):
        held = held[int(step) if step.isdigit() else step]
    assert word not in held
    assert len(held) > 0


@pytest.mark.parametrize("patterns", [*SUBJECTS.values(), *PACKS.values()])
def test_every_subject_names_tests_that_are_there(patterns: tuple[str, ...]) -> None:
    assert all(files((pattern,)) for pattern in patterns)


def test_every_module_with_a_say_has_its_tests() -> None:
    asked = {path.relative_to(PACKAGE).as_posix() for path, _ in modules("")}
    assert {"core/rules/sums.py", "core/review.py", "findings/queries.py", "findings/actions/settling.py"} <= asked


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="defects are tried in processes that branch off (POSIX)")
def test_every_planted_defect_is_found() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.mutation", "--planted"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"in all{len(PLANTED):46}" in done.stdout, done.stdout
