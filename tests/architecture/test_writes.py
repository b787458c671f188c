"""Only actions.py saves; pages never touch a manager."""

import ast

import pytest

from tests.architecture.tree import PACKAGE, modules, name_of, tree

SAVING = {"save", "create", "bulk_create", "update", "bulk_update", "delete", "get_or_create", "update_or_create"}
MAY_SAVE = {"actions.py", "managers.py"}
STAGES = ["accounts", "audit", "documents", "findings", "www"]


def _calls(path):
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            yield node


def _touches_a_record(call: ast.Call) -> bool:
    """`x.objects.create(…)`, `queryset.update(…)`, `record.save(…)`; a dict's update or a set's is none."""
    owner = ast.unparse(call.func.value)
    if call.func.attr == "save":
        return True
    return call.func.attr in SAVING and ("objects" in owner or "filter(" in owner)


@pytest.mark.parametrize("path", [p for s in STAGES for p in sorted((PACKAGE / s).rglob("*.py"))], ids=name_of)
def test_saving_happens_in_actions_only(path) -> None:
    if path.name in MAY_SAVE or "migrations" in path.parts:
        return
    assert [call.lineno for call in _calls(path) if _touches_a_record(call)] == []


@pytest.mark.parametrize("path", sorted((PACKAGE / "www").rglob("*.py")), ids=name_of)
def test_pages_fetch_through_queries_only(path) -> None:
    managers = [
        n.lineno
        for n in ast.walk(tree(path))
        if isinstance(n, ast.Attribute) and n.attr in {"objects", "_default_manager"}
    ]
    assert managers == []


def test_the_core_reads_no_clock() -> None:
    barred = {"now", "today", "utcnow", "time"}
    for path in modules():
        if path.relative_to(PACKAGE).parts[0] not in {"core", "catalog"}:
            continue
        clocks = [
            c.lineno
            for c in _calls(path)
            if c.func.attr in barred
            and ast.unparse(c.func.value) in {"date", "datetime", "time", "datetime.date", "datetime.datetime"}
        ]
        assert clocks == [], name_of(path)
