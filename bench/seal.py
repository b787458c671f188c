"""The seal of the audit trail: what it costs those who write, how fast it is made, how fast it is verified."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile

from bench.figures import Figure, WrongAnswer
from bench.inputs import ROOT
from tests.servers import NoPostgreSQL, postgresql

N_ENTRIES = 50_000
N_ACTS = 1_200
MILLION = 1_000_000
SECONDS = 60  # to verify a million entries


def run(n_entries: int = N_ENTRIES, n_acts: int = N_ACTS) -> list[Figure]:
    """On SQLite, and on PostgreSQL where it is installed: acts while a sealer works against the same acts without one
    (at least 60 % of the rate); sealing and verifying against reading the same entries (a million verified in 60 s)."""
    figures = _on("SQLite", {}, n_entries, n_acts)
    try:
        with postgresql() as url:
            figures += _on("PostgreSQL", {"ZHENGGAI_DATABASE_URL": url}, n_entries, n_acts)
    except NoPostgreSQL as reason:
        print(f"PostgreSQL left out: {reason}", file=sys.stderr)
    return figures


def _on(database: str, variables: dict[str, str], n_entries: int, n_acts: int) -> list[Figure]:
    with tempfile.TemporaryDirectory() as folder:
        known = {name: value for name, value in os.environ.items() if not name.startswith("ZHENGGAI_")}
        known |= {"ZHENGGAI_DATA_DIR": folder, "DJANGO_SETTINGS_MODULE": "zhenggai.settings", **variables}
        command = [sys.executable, "-m", "bench.seal_work", str(n_entries), str(n_acts)]
        done = subprocess.run(command, env=known, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    took = json.loads(done.stdout)
    if took["status"]:
        raise WrongAnswer("a trail that nobody bent did not verify")
    share = took["bare"] / took["sealed"]
    verified = took["verify"] * MILLION / n_entries
    return [
        Figure(
            f"{database}: {n_acts} acts by 4 writers beside a sealer ({n_acts / took['sealed']:.0f}/s)",
            took["sealed"], took["bare"], "s", "the same without one", ">= 60 % of the rate", share >= 0.6,
        ),
        Figure(
            f"{database}: sealing {n_entries} entries ({n_entries / took['seal']:.0f}/s)",
            took["seal"], took["read"], "s", "reading them",
        ),
        Figure(
            f"{database}: verifying {n_entries} entries ({n_entries / took['verify']:.0f}/s)",
            took["verify"], took["read"], "s", "reading them", f"1,000,000 in {SECONDS} s", verified <= SECONDS,
        ),
    ]  # fmt: skip
