"""How soon the command line answers."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from bench.figures import Figure, in_turns
from bench.inputs import sample_plan


def run() -> list[Figure]:
    """`zhenggai read` on the sample plan as a whole process, against the bare interpreter; target 0.3 s."""
    with tempfile.TemporaryDirectory() as folder:
        plan = Path(folder) / "plan.txt"
        plan.write_text(sample_plan(), encoding="utf-8")
        read = [sys.executable, "-m", "zhenggai", "read", str(plan), "--json"]
        bare = [sys.executable, "-c", "pass"]
        whole, least = in_turns(lambda: _finish(read), lambda: _finish(bare))
    return [Figure("read --json, whole process", whole, least, "s", "python -c pass", "<= 0.3 s", whole <= 0.3)]


def _finish(command: list[str]) -> None:
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
