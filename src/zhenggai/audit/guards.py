"""Triggers that refuse UPDATE, DELETE and TRUNCATE on tables that are only ever added to."""

from __future__ import annotations

from typing import Any

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

# Table: the columns by which SQLite's REPLACE would find an old row to put the new one in its place.
GUARDED = {"audit_entry": ("id",), "audit_seal": ("id", "entry_id"), "audit_checkpoint": ("id", "size")}
REFUSAL = "audit entries are only ever added"


def install(connection: BaseDatabaseWrapper) -> None:
    """Puts the triggers in place; doing it again changes nothing."""
    present = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for table in (name for name in GUARDED if name in present):
            for statement in _statements(connection.vendor, table):
                cursor.execute(statement)


def remove(connection: BaseDatabaseWrapper) -> None:
    """Takes the triggers away. For migrations that go back and for tests that empty the database."""
    postgresql = connection.vendor == "postgresql"
    present = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for table in (name for name in GUARDED if name in present):
            for event in ("update", "delete", "truncate" if postgresql else "replace"):
                cursor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{event}{f' ON {table}' if postgresql else ''}")


def after_migrate(*, using: str, **_named: Any) -> None:
    """The receiver of Django's signal after migrations."""
    install(connections[using])


def _statements(vendor: str, table: str) -> list[str]:
    if vendor == "sqlite":
        # REPLACE deletes the old row without firing the DELETE trigger, so what is there may not come again.
        same = " OR ".join(f"{column} = NEW.{column}" for column in GUARDED[table])
        known = f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {same}) "
        events = (("update", "UPDATE", ""), ("delete", "DELETE", ""), ("replace", "INSERT", known))
        return [
            f"CREATE TRIGGER IF NOT EXISTS {table}_no_{name} BEFORE {event} ON {table} {condition}"
            f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
            for name, event, condition in events
        ]
    function = (
        "CREATE OR REPLACE FUNCTION zhenggai_only_added() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$"
    )
    triggers = []
    for event, each in (("update", "ROW"), ("delete", "ROW"), ("truncate", "STATEMENT")):
        triggers += [
            f"DROP TRIGGER IF EXISTS {table}_no_{event} ON {table}",
            f"CREATE TRIGGER {table}_no_{event} BEFORE {event.upper()} ON {table} "
            f"FOR EACH {each} EXECUTE FUNCTION zhenggai_only_added()",
        ]
    return [function, *triggers]
