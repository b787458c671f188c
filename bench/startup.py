"""How soon the command line answers."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from bench.figures import Figure, WrongAnswer, in_turns
from bench.inputs import sample_plan

BARE = [sys.executable, "-c", "print(flush=True)"]
TARGET = 0.3  # seconds


def run(rounds: int = 7) -> list[Figure]:
    """`zhenggai read` and `check` on the sample plan, as whole processes and up to the first byte they print, against
    the bare interpreter; target 0.3 s each."""
    with tempfile.TemporaryDirectory() as folder:
        plan = Path(folder) / "plan.txt"
        plan.write_text(sample_plan(), encoding="utf-8")
        read = [sys.executable, "-m", "zhenggai", "read", str(plan), "--json"]
        check = [sys.executable, "-m", "zhenggai", "check", str(plan), "--json"]
        acts = [(verb, command, act) for verb, command in (("read", read), ("check", check)) for act in (finish, begin)]
        *taken, whole, first = in_turns(
            *(lambda command=command, act=act: act(command) for _, command, act in acts),
            lambda: finish(BARE),
            lambda: begin(BARE),
            rounds=rounds,
        )
    figures = []
    for (verb, _, act), seconds in zip(acts, taken, strict=True):
        until, least = ("whole process", whole) if act is finish else ("first byte", first)
        yardstick = f"bare interpreter, {until}"
        name = f"{verb} --json, {until}"
        figures.append(Figure(name, seconds, least, "s", yardstick, f"<= {TARGET} s", seconds <= TARGET))
    return figures


def finish(command: list[str]) -> None:
    """Run a command to its end."""
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def begin(command: list[str]) -> None:
    """Run a command up to the first byte that it prints, then end it."""
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, bufsize=0) as process:
        first = process.stdout.read(1) if process.stdout else b""
        process.kill()
    if not first:
        raise WrongAnswer(f"{' '.join(command)} printed nothing")
