"""Runs tests against a defect: each in a process of its own, in which the module is imported with the defect in it."""

from __future__ import annotations

import importlib.abc
import importlib.machinery
import os
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from pathlib import Path
from types import CodeType, ModuleType

import django  # noqa: F401  # brought in once here, so that the processes that branch off have it already
import hypothesis
import pytest

from tests.mutation.mutants import Mutant

PATIENCE = 60.0  # seconds at least; a defect that makes the tests run on and on counts as found
TIMES = 5  # so many times as long as without a defect


class Outcome(StrEnum):
    KILLED = "killed"
    SURVIVED = "survived"
    ENDLESS = "endless"  # found, too: somebody would notice


@dataclass(frozen=True)
class Trial:
    """A defect and the tests that concern it. patience: seconds after which they are given up."""

    mutant: Mutant
    tests: tuple[str, ...]
    patience: float = PATIENCE


class _Defective(SourceFileLoader):
    """Loads one module with other code than its file holds."""

    def __init__(self, name: str, path: str, code: CodeType) -> None:
        super().__init__(name, path)
        self._code = code

    def get_code(self, fullname: str) -> CodeType:
        return self._code


class _Finder(importlib.abc.MetaPathFinder):
    def __init__(self, mutant: Mutant) -> None:
        self.mutant = mutant

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname != self.mutant.module or (spec := PathFinder.find_spec(fullname, path)) is None:
            return None
        assert spec.origin
        spec.loader = _Defective(fullname, spec.origin, self.mutant.code)
        return spec


def run_all(trials: Sequence[Trial], n_jobs: int) -> Iterator[tuple[Trial, Outcome]]:
    """Every trial with its outcome, as they end; `n_jobs` at a time."""
    waiting, running = list(reversed(trials)), dict[int, tuple[Trial, float]]()
    while waiting or running:
        while waiting and len(running) < n_jobs:
            trial = waiting.pop()
            running[branch(lambda trial=trial: tried(trial.mutant, trial.tests))] = trial, time.monotonic()
        for pid in list(running):
            trial, began = running[pid]
            if (outcome := ended(pid, began, trial.patience)) is not None:
                del running[pid]
                yield trial, outcome
        time.sleep(0.02)


def ended(pid: int, began: float, patience: float) -> Outcome | None:
    """How a process ended; None while it runs. One that runs too long is ended."""
    done, status = os.waitpid(pid, os.WNOHANG)
    if done:
        return Outcome.SURVIVED if os.waitstatus_to_exitcode(status) == 0 else Outcome.KILLED
    if time.monotonic() - began < patience:
        return None
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    return Outcome.ENDLESS


def branch(do: Callable[[], int]) -> int:
    """A process that does it and ends with its answer; the id of the process."""
    if pid := os.fork():
        return pid
    code = 3
    try:
        with Path(os.devnull).open("w") as nowhere:
            os.dup2(nowhere.fileno(), 1)
            os.dup2(nowhere.fileno(), 2)
        # A database of its own: tests that run beside each other in one would fail without any defect.
        with tempfile.TemporaryDirectory(prefix="zhenggai-trial-") as folder:
            os.environ["ZHENGGAI_DATA_DIR"] = folder
            code = do()
    finally:
        os._exit(code)


def tried(mutant: Mutant | None, tests: Sequence[str]) -> int:
    """Runs the tests here, up to the first that fails; pytest's exit status."""
    if mutant is not None:
        loaded = sorted(name for name in sys.modules if name.startswith("zhenggai"))
        assert not loaded, f"imported too early: {loaded}"
        sys.meta_path.insert(0, _Finder(mutant))
    # The same examples every time: a defect must not be found by luck.
    hypothesis.settings.register_profile("mutation", derandomize=True, database=None, deadline=None)
    hypothesis.settings.load_profile("mutation")
    return int(pytest.main(["-x", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", *tests]))
