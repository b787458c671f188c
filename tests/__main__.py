"""Passes the tests: style and types, everything on SQLite, then what touches the database on PostgreSQL.

    python run.py test [pytest arguments]     with arguments, only pytest runs, on SQLite

What a machine lacks (PostgreSQL, Chromium, LibreOffice) is skipped loudly; with CI=true it fails instead.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.servers import NoPostgreSQL, postgresql

ROOT = Path(__file__).resolve().parents[1]
CHECKS = [
    ["ruff", "check", "."],
    ["ruff", "format", "--check", "."],
    ["mypy"],
]
ON_POSTGRESQL = [
    "tests/accounts",
    "tests/audit",
    "tests/findings",
    "tests/www",
    "tests/story",
    "tests/documents/test_store.py",
]


# Two at a time; tests that share something costly (an office program) name a group and stay together.
SPREAD = ["-n", "2", "--dist", "loadgroup", "-m", "not browser"]
# The stories in the browser are told in their order, by one.
BROWSER = ["-m", "browser", "tests/www/browser"]


def main(arguments: list[str]) -> int:
    if arguments:
        return pytest(arguments, {})
    failed = [check[0] for check in CHECKS if not passes(check)]
    if pytest(SPREAD, {}):
        failed.append("tests on SQLite")
    if pytest(BROWSER, {}):
        failed.append("tests in the browser")
    try:
        with postgresql() as url:
            folders = [folder for folder in ON_POSTGRESQL if (ROOT / folder).exists()]
            if pytest([*SPREAD, *folders], {"ZHENGGAI_DATABASE_URL": url}):
                failed.append("tests on PostgreSQL")
    except NoPostgreSQL as reason:
        print(f"SKIPPED the tests on PostgreSQL: {reason}")
        if os.environ.get("CI") == "true":
            failed.append("PostgreSQL is missing")
    print(f"FAILED: {', '.join(failed)}" if failed else "All checks and tests passed.")
    return 1 if failed else 0


def passes(check: list[str]) -> bool:
    print(f"── {' '.join(check)}", flush=True)
    return subprocess.call([sys.executable, "-m", *check], cwd=ROOT) == 0


def pytest(arguments: list[str], environment: dict[str, str]) -> int:
    print(f"── pytest {' '.join(arguments)} {'on PostgreSQL' if environment else ''}", flush=True)
    return subprocess.call([sys.executable, "-m", "pytest", *arguments], cwd=ROOT, env=os.environ | environment)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
