"""The command: list the benchmarks, run some, print figures with their yardsticks and ratios."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable

from bench import accuracy, batch, reading, seal, startup
from bench.figures import Figure

BENCHMARKS: dict[str, tuple[str, Callable[[], list[Figure]]]] = {
    "accuracy": ("precision and recall per field over the sample corpus", accuracy.run),
    "batch": ("1,000 documents through all cores against perfect scaling", batch.run),
    "docx": ("a 60-page DOCX to findings against its bare text by lxml", reading.run_docx),
    "plan": ("the real plan (else the sample plan) from text to findings, in process", reading.run_plan),
    "seal": ("the audit trail sealed and verified, and what sealing costs those who write", seal.run),
    "startup": ("start of the command line to first output", startup.run),
}


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    verbs = parser.add_subparsers(dest="verb", required=True)
    verbs.add_parser("list")
    run = verbs.add_parser("run")
    run.add_argument("names", nargs="+", choices=[*BENCHMARKS, "all"])
    run.add_argument("--json", action="store_true")
    asked = parser.parse_args(arguments)
    if asked.verb == "list":
        for name, (words, _) in BENCHMARKS.items():
            print(f"{name:10} {words}")
        return 0
    names = list(BENCHMARKS) if "all" in asked.names else asked.names
    for name in names:
        for figure in BENCHMARKS[name][1]():
            row = {"benchmark": name} | figure.as_row()
            print(json.dumps(row, ensure_ascii=False) if asked.json else f"[{name}] {figure.words()}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
