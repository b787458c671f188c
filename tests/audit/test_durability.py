"""Settings under which "saved" would not be true stop the start."""

import pytest
from django.db import connection

from zhenggai.audit import durability
from zhenggai.audit.journal import sqlite_journal, wal_is_safe


@pytest.mark.parametrize(
    ("version", "safe"),
    [
        ((3, 7, 0), False),
        ((3, 40, 1), False),
        ((3, 44, 5), False),
        ((3, 44, 6), True),
        ((3, 45, 0), False),
        ((3, 50, 6), False),
        ((3, 50, 7), True),
        ((3, 51, 1), False),
        ((3, 51, 2), False),
        ((3, 51, 3), True),
        ((3, 52, 0), True),
        ((4, 0, 0), True),
    ],
)
def test_wal_is_used_only_where_its_defect_is_repaired(version, safe) -> None:
    assert wal_is_safe(version) is safe
    assert sqlite_journal(version) == (("WAL", "FULL") if safe else ("TRUNCATE", "EXTRA"))


@pytest.mark.django_db
def test_the_database_of_this_run_is_durable() -> None:
    assert durability.weaknesses(connection) == []


class _Fake:
    """A connection that answers with given settings."""

    def __init__(self, vendor: str, answers: dict[str, object], version=(3, 51, 3)) -> None:
        self.vendor, self.answers, self.asked = vendor, answers, ""
        self.Database = type("Database", (), {"sqlite_version_info": version})

    def is_in_memory_db(self) -> bool:
        return False

    def cursor(self):
        return self

    def __enter__(self):
        return self

    def __exit__(self, *_error) -> None:
        pass

    def execute(self, statement, parameters=()):
        self.asked = parameters[0] if parameters else statement.split()[-1]
        return self

    def fetchone(self):
        return (self.answers[self.asked],)


STRONG = {"fsync": "on", "full_page_writes": "on", "synchronous_commit": "on"}


@pytest.mark.parametrize(
    ("connection", "said"),
    [
        (_Fake("sqlite", {"journal_mode": "wal", "synchronous": 1}), "synchronous 为 NORMAL"),
        (_Fake("sqlite", {"journal_mode": "wal", "synchronous": 0}), "synchronous 为 OFF"),
        (_Fake("sqlite", {"journal_mode": "truncate", "synchronous": 2}), "请改为 EXTRA"),
        (_Fake("sqlite", {"journal_mode": "off", "synchronous": 3}), "journal_mode 为 OFF"),
        (_Fake("sqlite", {"journal_mode": "wal", "synchronous": 2}, (3, 40, 1)), "3.40.1 的 WAL"),
        (_Fake("postgresql", STRONG | {"synchronous_commit": "off"}), "synchronous_commit 为 off"),
        (_Fake("postgresql", STRONG | {"fsync": "off"}), "fsync 为 off"),
        (_Fake("postgresql", STRONG | {"full_page_writes": "off"}), "full_page_writes 为 off"),
    ],
)
def test_a_weaker_database_is_refused_with_the_fix(connection, said) -> None:
    (sentence,) = durability.weaknesses(connection)
    assert said in sentence
    assert "请" in sentence


@pytest.mark.parametrize(
    "connection",
    [
        _Fake("sqlite", {"journal_mode": "wal", "synchronous": 2}),
        _Fake("sqlite", {"journal_mode": "truncate", "synchronous": 3}, (3, 40, 1)),
        _Fake("postgresql", STRONG),
        _Fake("postgresql", STRONG | {"synchronous_commit": "remote_apply"}),
    ],
)
def test_a_durable_database_is_accepted(connection) -> None:
    assert durability.weaknesses(connection) == []
