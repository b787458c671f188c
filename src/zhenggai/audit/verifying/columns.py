"""Which states of a row an old entry may have recorded: also those before columns were added to its table.

An entry holds the hash of all columns there were. A column that came later counts as not there while it holds its
default; as soon as it holds anything else, only an entry that knows it fits. A migration that fills a new column with
something else must therefore leave entries of its own. Which columns there were is told by the migrations.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache
from typing import Any

from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState
from django.db.models import Model

from zhenggai.audit.states import canonical, plain, row_state


def states_that_fit(row: Model) -> Iterator[str]:
    """The hash of the row as it is, then as it would have been before each column that was added."""
    state = row_state(row)
    yield _hash(state)
    for columns in earlier_columns(row._meta.label_lower):
        if columns < state.keys() and all(_is_default(row, name) for name in state.keys() - columns):
            yield _hash({name: state[name] for name in columns})


@cache
def earlier_columns(label: str) -> tuple[frozenset[str], ...]:
    """The columns a table had after each migration that changed them, latest first."""
    return tuple(reversed(_history().get(label, [])))


def _hash(state: dict[str, Any]) -> str:
    return hashlib.sha256(canonical(state).encode()).hexdigest()


def _is_default(row: Model, column: str) -> bool:
    (field,) = [one for one in row._meta.concrete_fields if one.attname == column]
    return bool(plain(getattr(row, column)) == plain(field.get_default()))


@cache
def _history() -> dict[str, list[frozenset[str]]]:
    loader = MigrationLoader(None, ignore_no_migrations=True)
    tables: dict[str, list[frozenset[str]]] = {}
    state, done = ProjectState(), set()
    for target in loader.graph.leaf_nodes():
        for node in loader.graph.forwards_plan(target):
            if node not in done:
                done.add(node)
                state = loader.graph.nodes[node].mutate_state(state, preserve=False)
                _note(state, node[0], tables)
    return tables


def _note(state: ProjectState, app: str, tables: dict[str, list[frozenset[str]]]) -> None:
    for (owner, name), model in state.models.items():
        if owner == app:
            columns = frozenset(_column(field, one) for field, one in model.fields.items() if not one.many_to_many)
            known = tables.setdefault(f"{owner}.{name}", [])
            if columns not in known:
                known.append(columns)


def _column(name: str, field: Any) -> str:
    """The attribute of a row that holds the column."""
    return f"{name}_id" if field.is_relation else name
