"""Defects that must be found: each is one that a hasty change could bring back. Part of every run of the tests."""

from __future__ import annotations

from tests.mutation.mutants import Mutant
from tests.mutation.subjects import PACKAGE, module_name
from tests.mutation.trial import Trial

# Module, what stands there, what a hasty change would put there, the tests that must object.
PLANTED: list[tuple[str, str, str, str]] = []


def planted() -> list[Trial]:
    return [Trial(_mutant(*one[:3]), (one[3],)) for one in PLANTED]


def _mutant(name: str, before: str, after: str) -> Mutant:
    path = PACKAGE / name
    text = path.read_text(encoding="utf-8")
    assert text.count(before) == 1, f"{name} no longer holds {before!r} once: plant the defect anew"
    line = text[: text.index(before)].count("\n") + 1
    code = compile(text.replace(before, after), str(path), "exec")
    return Mutant(module_name(path), line, "planted", f"{before.strip()} -> {after.strip()}", code)
