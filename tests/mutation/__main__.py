"""Do the tests notice defects? Puts small ones into the code, one at a time, and counts how many a test finds.

    python -m tests.mutation                        a seeded choice of every module that has a say
    python -m tests.mutation core/rules --each 20   20 defects in each module of a folder (0: all there are)
    python -m tests.mutation catalog/uoms           words taken out of a pack
    python -m tests.mutation --planted              the defects that must be found, as in every run of the tests

Prints killed and survived by module, and every survivor. Long; the same seed gives the same choice.
"""

from __future__ import annotations

import argparse
import ast
import random
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from tests.mutation.mutants import Mutant, mutant, sites
from tests.mutation.planted import planted
from tests.mutation.subjects import PACKAGE, module_name, modules, packs
from tests.mutation.trial import PATIENCE, TIMES, Outcome, Trial, branch, ended, run_all, tried
from tests.mutation.words import word_mutants

_One = TypeVar("_One")


def main(arguments: Sequence[str]) -> int:
    asked = _parser().parse_args(arguments)
    trials = planted() if asked.planted else list(chosen(asked.modules or [""], asked.each, asked.seed))
    # Where the planted ones are looked for, the tests themselves are run beside.
    seconds = {} if asked.planted else {tests: time_of(tests) for tests in dict.fromkeys(one.tests for one in trials)}
    if failing := [tests for tests, taken in seconds.items() if taken is None]:
        print(f"These tests fail without any defect: {failing}")
        return 2
    trials = [replace(one, patience=max(PATIENCE, TIMES * (seconds.get(one.tests) or 0))) for one in trials]
    counted: dict[str, Counter[Outcome]] = {}
    survivors: list[Mutant] = []
    for trial, outcome in run_all(trials, asked.jobs):
        counted.setdefault(subject(trial.mutant), Counter())[outcome] += 1
        if outcome is Outcome.SURVIVED:
            survivors.append(trial.mutant)
            print(f"survived  {subject(trial.mutant)}:{trial.mutant.line}  {trial.mutant.kind}  {trial.mutant.told}")
            sys.stdout.flush()
    report(counted)
    return 1 if asked.planted and survivors else 0


def chosen(wanted: Sequence[str], each: int, seed: int) -> Iterator[Trial]:
    """The same defects for the same seed; no more than `each` of a module or pack, all of them if it is 0."""
    for begin in wanted:
        for path, tests in modules(begin):
            module, name = ast.parse(path.read_text(encoding="utf-8")), module_name(path)
            for site in some(sites(module), each, f"{seed} {name}"):
                yield Trial(mutant(name, str(path), module, site), tests)
        for pack, tests in packs(begin):
            for one in some(list(word_mutants(pack, PACKAGE)), each, f"{seed} {pack}"):
                yield Trial(one, tests)


def some(held: Sequence[_One], n: int, seed: str) -> Sequence[_One]:
    if not n or n >= len(held):
        return held
    places = sorted(random.Random(seed).sample(range(len(held)), n))
    return [held[place] for place in places]


def time_of(tests: tuple[str, ...]) -> float | None:
    """Seconds that the tests take as things are; None if they fail."""
    began = time.monotonic()
    pid, outcome = branch(lambda: tried(None, tests)), None
    while outcome is None:
        time.sleep(0.02)
        outcome = ended(pid, began, float("inf"))
    return time.monotonic() - began if outcome is Outcome.SURVIVED else None


def subject(mutant: Mutant) -> str:
    return mutant.code.co_filename if mutant.kind == "word" else mutant.module.removeprefix("zhenggai.")


def report(counted: dict[str, Counter[Outcome]]) -> None:
    print(f"\n{'module':44}{'killed':>8}{'survived':>10}{'share':>8}")
    whole = Counter[Outcome]()
    for name, outcomes in [*sorted(counted.items()), ("in all", whole)]:
        survived = outcomes[Outcome.SURVIVED]
        killed = outcomes.total() - survived
        told = f"   ({outcomes[Outcome.ENDLESS]} ran on)" if outcomes[Outcome.ENDLESS] else ""
        print(f"{name:44}{killed:8}{survived:10}{killed / max(outcomes.total(), 1):8.0%}{told}")
        if outcomes is not whole:
            whole.update(outcomes)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.mutation", description="Do the tests notice defects?")
    parser.add_argument("modules", nargs="*", help="where to put them, e.g. core/rules or findings/actions")
    parser.add_argument("--each", type=int, default=6, help="at most so many in a module; 0: all")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2, help="so many at a time")
    parser.add_argument("--planted", action="store_true", help="only the defects that must be found")
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
