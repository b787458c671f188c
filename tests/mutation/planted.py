"""Defects that must be found: each is one that a hasty change could bring back. Part of every run of the tests."""

from __future__ import annotations

from tests.mutation.mutants import Mutant
from tests.mutation.subjects import PACKAGE, module_name
from tests.mutation.trial import Trial

QUANTITIES, ACTS = "tests/core/test_quantities.py", "tests/findings/test_every_act.py"
PEOPLE = "tests/accounts/test_every_act.py"
# Module, what stands there, what a hasty change would put there, the tests that must object.
PLANTED: list[tuple[str, str, str, str]] = [
    ("core/review.py", "if len(positions) < 2:", "if len(positions) < 1:", "tests/core/test_review_merge_and_split.py"),
    ("core/review.py", "if i not in gone]", "if i in gone]", "tests/core/test_review.py"),
    ("core/editions.py", "if weight >= ENOUGH:", "if weight > ENOUGH:", "tests/core/test_edition_weights.py"),
    ("core/undoing.py", "if held.get(key) != finding}", "if key not in held}", "tests/core/test_undoing.py"),
    ("core/deadlines.py", 'doubts.append("not_understood")', "pass", "tests/core/test_deadlines.py"),
    ("core/quantities.py", "old.factor / new.factor, high=high", "new.factor / old.factor, high=high", QUANTITIES),
    ("core/rules/dates.py", "last < floor[0] and", "last <= floor[0] and", "tests/core/rules/test_boundaries.py"),
    ("findings/actions/opened.py", "    require_editor(by)\n    row", "    row", "tests/findings/test_every_act.py"),
    ("findings/actions/opened.py", "if row.version != version:", "if row.version < version:", ACTS),
    ("findings/managers.py", "self.filter(holds(user, Role.OFFICE))", "self.all()", "tests/findings/test_queries.py"),
    ("audit/actions.py", "if isinstance(error, Refusal):", "if False:", ACTS),
    ("accounts/queries.py", "user__is_active=True, role__in=roles).exists()", "role__in=roles).exists()", PEOPLE),
    ("writers/ledger_xlsx.py", "CELL_LIMIT = 32_767", "CELL_LIMIT = 32_768", "tests/writers/test_ledger_round_trip.py"),
]


def planted() -> list[Trial]:
    return [Trial(_mutant(*one[:3]), (one[3],)) for one in PLANTED]


def _mutant(name: str, before: str, after: str) -> Mutant:
    path = PACKAGE / name
    text = path.read_text(encoding="utf-8")
    assert text.count(before) == 1, f"{name} no longer holds {before!r} once: plant the defect anew"
    line = text[: text.index(before)].count("\n") + 1
    code = compile(text.replace(before, after), str(path), "exec")
    return Mutant(module_name(path), line, "planted", f"{before.strip()} -> {after.strip()}", code)
