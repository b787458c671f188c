"""The people of the tests, and the papers they handle.

Lin works at the district office and runs the list. Zhao works in a responsible bureau and may read it. Qian works in
another bureau, holds no role yet and must see nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.db import connection

from tests.papers import draft_of
from zhenggai.accounts import actions as accounts
from zhenggai.accounts.actors import CONSOLE, Actor
from zhenggai.accounts.models import Role, User
from zhenggai.audit import guards
from zhenggai.documents.store import Store
from zhenggai.findings import actions
from zhenggai.findings.models import PlanEdition, Recognition

NOON = datetime(2024, 3, 20, 12, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


@dataclass(frozen=True)
class Cast:
    """Everybody, each as a user and as one who acts."""

    lin: User
    zhao: User
    qian: User

    @property
    def by_lin(self) -> Actor:
        return Actor(self.lin, address="10.0.0.5")

    @property
    def by_zhao(self) -> Actor:
        return Actor(self.zhao, address="10.0.0.6")

    @property
    def by_qian(self) -> Actor:
        return Actor(self.qian, address="10.0.0.7")


@pytest.fixture
def files_dir(tmp_path: Path, settings) -> Path:
    """An empty store of files for this test."""
    settings.FILES_DIR = tmp_path / "files"
    Store(settings.FILES_DIR).prepare()
    return settings.FILES_DIR


@pytest.fixture
def cast(db) -> Cast:
    return gather()


def gather() -> Cast:
    """Makes everybody; for tests that set up their own database access."""
    lin = accounts.add_user("lin", "林小明", by=CONSOLE, at=NOON)
    zhao = accounts.add_user("zhao", "赵自然", by=CONSOLE, at=NOON)
    qian = accounts.add_user("qian", "钱住建", by=CONSOLE, at=NOON)
    accounts.grant_role(lin, Role.OFFICE, by=CONSOLE, at=NOON)
    accounts.grant_role(zhao, Role.READER, by=CONSOLE, at=NOON)
    return Cast(lin, zhao, qian)


@pytest.fixture
def open_database(transactional_db) -> Iterator[None]:
    """A database whose transactions really commit; afterwards it is emptied, which the triggers would refuse."""
    guards.install(connection)
    yield
    guards.remove(connection)


@pytest.fixture
def recognition(cast: Cast, files_dir: Path) -> Recognition:
    """A plan of four findings that Lin has uploaded."""
    return upload(cast)


@pytest.fixture
def edition(cast: Cast, recognition: Recognition) -> PlanEdition:
    """That plan, confirmed by Lin without a correction."""
    return actions.confirm(recognition, by=cast.by_lin, at=NOON, version=recognition.version, errors_seen=True)


def upload(cast: Cast, *, name: str = "方案.txt", content: bytes = b"first", **changes: object) -> Recognition:
    """Lin uploads a paper; `changes` go to `papers.draft_of`."""
    draft = draft_of(name=name, content=content, **changes)
    return actions.receive_document(name, content, [draft], by=cast.by_lin, at=NOON)[0]
