"""The quick form of `python -m tests.proofs.kills`: nothing acknowledged is lost to a kill, and every start works."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest

from tests.proofs import kills

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.name != "posix", reason="a process cannot kill itself like this here"),
]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("kills")


def test_a_first_start_that_was_killed_is_followed_by_one_that_works(home: Path) -> None:
    last = kills.steps_of_a_first_start(home)
    # Before the key, in the tables, before the transaction ends, after it, and while the store is made.
    for step in (1, last // 10, last // 3, last // 2, last - 8, last - 4, last - 2, last - 1, last):
        kills.prove_first_start(home, step)


def test_whatever_was_acknowledged_before_a_kill_is_there_afterwards(home: Path) -> None:
    assert kills.prove_acts(home, 3, random.Random(2024)) > 2


def test_the_proof_sees_what_is_missing(home: Path) -> None:
    office = kills.Office(home / "broken")
    office.work(0, 1)
    office.check()
    received, confirmed = office.acknowledged
    for lost in (received | {"sha256": "0" * 64}, confirmed | {"confirmed": 99}, confirmed | {"findings": 5}):
        office.acknowledged = [lost]
        with pytest.raises(kills.Lost, match="not there"):
            office.check()
