"""Kills the process again and again and counts what it had acknowledged: `python -m tests.proofs.kills --rounds 20`.

Two proofs on SQLite. *Starts*: the very first start is killed at many of its steps, each time in an empty folder; the
next start must work. *Acts*: one folder, killed at a step drawn by lot in every round; after each, everything that was
ever acknowledged must be there, and the next round must start. What is there is looked up in the files, not asked of
the program. A failure prints the seed; the same seed draws the same steps.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
MANY_ACTS = 10_000
STEPS_OF_A_START = 12  # at least, once everything is in place
STEPS_OF_A_ROUND = 600
KILLED = -9


class Lost(AssertionError):
    """Something acknowledged is not there, or a start failed."""


@dataclass
class Office:
    """A data folder and everything that was ever acknowledged in it."""

    folder: Path
    acknowledged: list[dict[str, Any]] = field(default_factory=list)

    def work(self, last_step: int, n_acts: int) -> int:
        """Let a process work until its last step (0: until the acts are done); the number of steps it took."""
        command = [sys.executable, "-m", "tests.proofs.doomed", str(last_step), str(n_acts)]
        variables = {name: value for name, value in os.environ.items() if not name.startswith("ZHENGGAI_")}
        variables |= {"ZHENGGAI_DATA_DIR": str(self.folder), "PYTHONPATH": os.pathsep.join([str(ROOT), *sys.path])}
        done = subprocess.run(command, capture_output=True, text=True, env=variables, cwd=ROOT, check=False)
        said = [json.loads(line) for line in done.stdout.splitlines() if line.endswith("}")]
        if done.returncode not in (0, KILLED):
            raise Lost(f"a start failed after a kill: {done.stderr[-600:]}")
        self.acknowledged += [one for one in said if "steps" not in one]
        return next((int(one["steps"]) for one in said if "steps" in one), last_step)

    def check(self) -> None:
        """Raises Lost if anything acknowledged is not whole in the database and in the store."""
        with closing(sqlite3.connect(self.folder / "zhenggai.sqlite3")) as database:
            if (state := database.execute("PRAGMA integrity_check").fetchone()[0]) != "ok":
                raise Lost(state)
            if database.execute("PRAGMA foreign_key_check").fetchone():
                raise Lost("a row points to nothing")
            for one in self.acknowledged:
                if not (self._holds_paper(database, one) if "received" in one else _holds_edition(database, one)):
                    raise Lost(f"acknowledged and not there: {one}")

    def _holds_paper(self, database: sqlite3.Connection, one: dict[str, Any]) -> bool:
        sha256 = one["sha256"]
        rows = database.execute(
            "SELECT 1 FROM findings_recognition r JOIN documents_document d ON d.id = r.document_id"
            " JOIN documents_storedfile f ON f.id = d.file_id WHERE r.id = ? AND f.sha256 = ?",
            (one["received"], sha256),
        )
        file = self.folder / "files" / sha256[:2] / sha256[2:4] / sha256
        whole = file.is_file() and hashlib.sha256(file.read_bytes()).hexdigest() == sha256
        entry = database.execute(
            "SELECT 1 FROM audit_entry WHERE verb = 'document.received' AND files_json LIKE ?", (f"%{sha256}%",)
        )
        return whole and rows.fetchone() is not None and entry.fetchone() is not None


def _holds_edition(database: sqlite3.Connection, one: dict[str, Any]) -> bool:
    (n_findings,) = database.execute(
        "SELECT count(*) FROM findings_findingversion WHERE edition_id = ?", (one["confirmed"],)
    ).fetchone()
    state = f'%["findings.planedition","{one["confirmed"]}"%'
    entry = database.execute(
        "SELECT 1 FROM audit_entry WHERE verb = 'edition.confirmed' AND result = 'done' AND states_json LIKE ?",
        (state,),
    )
    return bool(n_findings == one["findings"] and entry.fetchone())


def prove_first_start(home: Path, step: int) -> None:
    """A first start that is killed at this step; the next one works and keeps what it acknowledges."""
    office = Office(home / f"start-{step}")
    office.work(step, 0)
    office.work(0, 1)
    if len(office.acknowledged) != 2:
        raise Lost(f"after a kill at step {step} an act was not acknowledged")
    office.check()


def steps_of_a_first_start(home: Path) -> int:
    """How many steps a first start takes when nobody kills it."""
    return Office(home / "whole").work(0, 0)


def prove_acts(home: Path, rounds: int, chance: random.Random) -> int:
    """So many kills among acts; the number of acts that were acknowledged and are all there."""
    office = Office(home / "acts")
    office.work(0, 0)
    for _ in range(rounds):
        office.work(STEPS_OF_A_START + chance.randrange(STEPS_OF_A_ROUND), MANY_ACTS)
        office.check()
    office.work(0, 1)
    office.check()
    return len(office.acknowledged)


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.proofs.kills", description=__doc__)
    parser.add_argument("--rounds", type=int, default=20, help="kills among acts (20)")
    parser.add_argument("--every", type=int, default=5, help="of the steps of a first start, every so many (5)")
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1_000_000))
    asked = parser.parse_args(arguments)
    print(f"seed {asked.seed}", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        steps = range(1, steps_of_a_first_start(home) + 1, asked.every)
        for step in steps:
            prove_first_start(home, step)
        print(f"{len(steps)} first starts killed; each next one worked", flush=True)
        n_acts = prove_acts(home, asked.rounds, random.Random(asked.seed))
    print(f"{asked.rounds} kills among acts; all {n_acts} acknowledged acts are there", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
