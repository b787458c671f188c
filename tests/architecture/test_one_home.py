"""What is told once is told in one place: the tables of the code, and how the secret of a link is kept."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator

from tests.architecture.tree import PACKAGE, modules, name_of, tree

FEWEST = 4  # entries from which on a table is knowledge and no coincidence


def _tables(module: ast.Module) -> Iterator[str]:
    """Every dictionary or set that a module holds under a name."""
    for node in module.body:
        value = node.value if isinstance(node, ast.Assign | ast.AnnAssign) else None
        entries = value.keys if isinstance(value, ast.Dict) else value.elts if isinstance(value, ast.Set) else []
        if value is not None and len(entries) >= FEWEST:
            yield ast.dump(value)


def _written_twice(held: Iterable[tuple[str, ast.Module]]) -> list[str]:
    homes: dict[str, list[str]] = {}
    for name, module in held:
        for table in _tables(module):
            homes.setdefault(table, []).append(name)
    return [" = ".join(names) for names in homes.values() if len(names) > 1]


def test_no_table_is_written_twice() -> None:
    assert _written_twice((name_of(path), tree(path)) for path in modules()) == []


def test_the_check_sees_a_table_that_was_copied() -> None:
    one, other = ast.parse("_A = {1: 2, 3: 4, 5: 6, 7: 8}"), ast.parse("B: dict = {1: 2, 3: 4, 5: 6, 7: 8}")
    assert _written_twice([("one.py", one), ("other.py", other)]) == ["one.py = other.py"]
    assert _written_twice([("one.py", one), ("other.py", ast.parse("B = {1: 2, 3: 4, 5: 6, 7: 9}"))]) == []


def test_the_secret_of_a_link_is_hashed_in_one_place() -> None:
    hashing = [
        path.name
        for path in sorted((PACKAGE / "accounts").rglob("*.py"))
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Import) and any(one.name == "hashlib" for one in node.names)
    ]
    assert hashing == ["link_secrets.py"]
