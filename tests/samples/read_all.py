"""Reads every sample and prints what comes of each, as JSON. Run as a process of its own by test_reading_proofs."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from zhenggai.documents.reading import read_bytes

PLANS = Path(__file__).parent / "plans"
TODAY = "2024-06-01"


def sources() -> Iterator[tuple[str, Path]]:
    """The samples: name and document."""
    for path in sorted(PLANS.glob("*/source.*")):
        yield path.parent.name, path


def read_all() -> dict[str, list[dict[str, Any]]]:
    """What each sample holds, with its health report."""
    return {name: read_bytes(path.name, path.read_bytes(), today=TODAY) for name, path in sources()}


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    print(json.dumps(read_all(), ensure_ascii=False))
