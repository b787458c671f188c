"""Which journal keeps SQLite durable, by its version. No Django here: the settings ask before it is ready.

SQLite's WAL mode can corrupt a database in versions before 3.51.3 (repaired also in 3.50.7 and 3.44.6); those
versions use a rollback journal instead. Measured on power cuts: WAL with FULL and TRUNCATE with EXTRA lose nothing.
"""

from __future__ import annotations

REPAIRED = (3, 51, 3)
REPAIRED_BRANCHES = ((3, 50, 7), (3, 44, 6))


def wal_is_safe(version: tuple[int, ...]) -> bool:
    """Whether this version of SQLite is free of the defect that loses data when the WAL is reset."""
    return version >= REPAIRED or any(version[:2] == branch[:2] and version >= branch for branch in REPAIRED_BRANCHES)


def sqlite_journal(version: tuple[int, ...]) -> tuple[str, str]:
    """Journal mode and `synchronous` for this version: both keep every acknowledged act."""
    return ("WAL", "FULL") if wal_is_safe(version) else ("TRUNCATE", "EXTRA")
