"""Whether "saved" is true: the settings of the database that keep an acknowledged act through a power cut.

Measured: SQLite with `synchronous` below FULL and PostgreSQL with `synchronous_commit` off lose acknowledged rows.
`docs/decisions/durable-databases.md` tells the whole story.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Error, Tags
from django.core.checks import register as register_check
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

from zhenggai.audit.journal import sqlite_journal, wal_is_safe

_SYNCHRONOUS = {0: "OFF", 1: "NORMAL", 2: "FULL", 3: "EXTRA"}
_POSTGRESQL = {
    "fsync": ({"on"}, "fsync = on"),
    "full_page_writes": ({"on"}, "full_page_writes = on"),
    "synchronous_commit": ({"on", "remote_apply"}, "synchronous_commit = on"),
}


def weaknesses(connection: BaseDatabaseWrapper) -> list[str]:
    """Chinese sentences, one for each setting of this open database that could lose an acknowledged act."""
    return _sqlite_weaknesses(connection) if connection.vendor == "sqlite" else _postgresql_weaknesses(connection)


def register() -> None:
    """Makes the check part of every start: `migrate` and `serve` refuse a weaker database."""
    register_check(Tags.database)(check)


def check(*, databases: Sequence[str] | None = None, **_named: Any) -> list[CheckMessage]:
    """Django's system check."""
    return [
        Error(sentence, id="zhenggai.R01") for alias in databases or [] for sentence in weaknesses(connections[alias])
    ]


def _sqlite_weaknesses(connection: Any) -> list[str]:
    version = connection.Database.sqlite_version_info
    found = []
    with connection.cursor() as cursor:
        journal = cursor.execute("PRAGMA journal_mode").fetchone()[0].upper()
        synchronous = cursor.execute("PRAGMA synchronous").fetchone()[0]
    if journal == "MEMORY" and connection.is_in_memory_db():
        return []
    if journal == "WAL" and not wal_is_safe(version):
        found.append(
            f"SQLite {'.'.join(map(str, version))} 的 WAL 模式可能损坏数据库，请升级 SQLite 或改用 TRUNCATE 日志。"
        )
    if journal in {"MEMORY", "OFF"}:
        found.append(f"SQLite 的 journal_mode 为 {journal}，断电会损坏数据库，请改为 {sqlite_journal(version)[0]}。")
    if synchronous < (2 if journal == "WAL" else 3):
        needed = "FULL" if journal == "WAL" else "EXTRA"
        now = _SYNCHRONOUS.get(synchronous, synchronous)
        found.append(f"SQLite 的 synchronous 为 {now}，断电会丢失已保存的数据，请改为 {needed}。")
    return found


def _postgresql_weaknesses(connection: BaseDatabaseWrapper) -> list[str]:
    found = []
    with connection.cursor() as cursor:
        for name, (strong, fix) in _POSTGRESQL.items():
            cursor.execute("SELECT current_setting(%s)", [name])
            value = cursor.fetchone()[0]
            if value not in strong:
                found.append(f"PostgreSQL 的 {name} 为 {value}，断电会丢失已保存的数据，请在服务器上设置 {fix}。")
    return found
