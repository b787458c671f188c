"""Only actions.py, or the modules of an actions folder, save; pages never touch a manager; the core stays inside."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.architecture.tree import PACKAGE, modules, name_of, tree
from tests.architecture.writes import clock_lines, manager_lines, outside_lines, writing_lines

MAY_SAVE = {"actions.py", "managers.py"}
FOLDERS_THAT_SAVE = {"accounts/units/actions", "findings/actions"}
MAY_SEND_SQL = {"audit/guards.py"}  # sets the triggers that guard what is only ever added
STAGES = ["accounts", "audit", "documents", "findings", "www"]
PURE = [path for path in modules() if path.relative_to(PACKAGE).parts[0] in {"core", "catalog"}]
MAY_REACH = {"catalog/__init__.py": frozenset({"importlib.resources"})}  # the loader of the packs


def _may_save(path: Path) -> bool:
    place = path.relative_to(PACKAGE)
    folder = place.parent.as_posix()
    return path.name in MAY_SAVE or folder in FOLDERS_THAT_SAVE or place.as_posix() in MAY_SEND_SQL


@pytest.mark.parametrize("path", [p for s in STAGES for p in sorted((PACKAGE / s).rglob("*.py"))], ids=name_of)
def test_saving_happens_in_actions_only(path: Path) -> None:
    if not _may_save(path) and "migrations" not in path.parts:
        assert writing_lines(tree(path)) == []


@pytest.mark.parametrize("path", sorted((PACKAGE / "www").rglob("*.py")), ids=name_of)
def test_pages_fetch_through_queries_only(path: Path) -> None:
    assert manager_lines(tree(path)) == []


@pytest.mark.parametrize("path", PURE, ids=name_of)
def test_the_core_reads_no_clock_no_file_and_no_chance(path: Path) -> None:
    allowed = MAY_REACH.get(path.relative_to(PACKAGE).as_posix(), frozenset())
    assert clock_lines(tree(path)) == []
    assert outside_lines(tree(path), allowed) == []


@pytest.mark.parametrize(
    "statement",
    [
        "row.save()",
        "row.delete()",
        "rows.update(state='new')",
        "rows.update()",
        "rows.filter(pk=1).update(**fields)",
        "change = rows.update",
        "store = row.save",
        "Plan.objects.create(title='x')",
        "plan.editions.create(number=1)",
        "plan.editions.get_or_create(number=1)",
        "plan.edition_set.add(edition)",
        "user.groups.clear()",
        "Plan._base_manager.filter(pk=1)",
        "Plan.objects.bulk_create(rows)",
        "Plan.objects.bulk_update(rows, ['state'])",
        "await row.asave()",
        "getattr(row, 'save')()",
        "cursor.execute('DELETE FROM plan')",
        "cursor.execute(statement)",
        "cursor.execute(f'SELECT {column} FROM plan')",
        "cursor.execute('PRAGMA journal_mode = OFF')",
        "cursor.execute('SELECT 1; DELETE FROM plan')",
        "cursor.executemany('INSERT INTO plan VALUES (?)', rows)",
        "send = cursor.execute",
        "Plan.objects.raw('SELECT 1')",
    ],
)
def test_the_check_sees_a_planted_write(statement: str) -> None:
    assert writing_lines(ast.parse(f"known: dict[str, int] = {{}}\n{statement}")) == [2]


@pytest.mark.parametrize(
    "statement",
    [
        "known.update(a=1)",
        "seen = set()\nseen.update({1, 2})",
        "seen.update(position for position in beside)",
        "seen.add(1)",
        "Plan.objects.filter(pk=1).first()",
        "cursor.execute('SELECT current_setting(%s)', [name])",
        "cursor.execute('PRAGMA journal_mode')",
        "plan.editions.order_by('number')",
    ],
)
def test_the_check_lets_reading_pass(statement: str) -> None:
    assert writing_lines(ast.parse(f"known: dict[str, int] = {{}}\n{statement}")) == []


@pytest.mark.parametrize("name", ["objects", "_default_manager", "_base_manager"])
def test_the_check_sees_a_planted_manager(name: str) -> None:
    assert manager_lines(ast.parse(f"rows = Plan.{name}.all()")) == [1]
    assert manager_lines(ast.parse("rows = queries.plans()")) == []


@pytest.mark.parametrize(
    "statement",
    ["date.today()", "datetime.now(UTC)", "datetime.datetime.utcnow()", "time.time()", "clock = date.today"],
)
def test_the_check_sees_a_planted_clock(statement: str) -> None:
    assert clock_lines(ast.parse(statement)) == [1]
    assert clock_lines(ast.parse("date(2024, 1, 1); words.today")) == []


@pytest.mark.parametrize(
    "statement",
    [
        "import os",
        "import os.path",
        "from os import path",
        "from pathlib import Path",
        "import socket as plug",
        "from subprocess import run",
        "import time",
        "from random import choice",
        "import importlib",
        "from importlib import import_module",
        "open('x')",
        "__import__('os')",
    ],
)
def test_the_check_sees_a_planted_way_out(statement: str) -> None:
    assert outside_lines(ast.parse(statement), frozenset({"importlib.resources"})) == [1]


def test_the_check_lets_the_loader_of_the_packs_pass() -> None:
    loader = ast.parse("from importlib import resources\nimport re\nfrom . import time")
    assert outside_lines(loader, frozenset({"importlib.resources"})) == []
    assert outside_lines(loader) == [1]
