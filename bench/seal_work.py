"""A process of its own for `bench.seal`: `python -m bench.seal_work ENTRIES ACTS` prints the seconds as JSON."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from statistics import median
from typing import Any

import django

django.setup()

from django.db import connections  # noqa: E402

from zhenggai.accounts import actions as accounts  # noqa: E402
from zhenggai.accounts.actors import CONSOLE, Actor  # noqa: E402
from zhenggai.audit.commands import places  # noqa: E402
from zhenggai.audit.leaves import FIELDS  # noqa: E402
from zhenggai.audit.models import Entry  # noqa: E402
from zhenggai.audit.sealing import custody  # noqa: E402
from zhenggai.audit.sealing import sealer as beside  # noqa: E402
from zhenggai.audit.sealing.actions import seal  # noqa: E402
from zhenggai.audit.sealing.keys import public_keys  # noqa: E402
from zhenggai.audit.verifying.trail import verify_trail  # noqa: E402
from zhenggai.documents.preparing import prepare  # noqa: E402

ROUNDS = 3
WRITERS = 4


def main(n_entries: int, n_acts: int) -> dict[str, float]:
    prepare()
    user = accounts.add_user("zhao", "赵自然", by=CONSOLE, at=now())
    took: dict[str, list[float]] = {"bare": [], "sealed": []}
    _acts(user, 20)
    beside.PAUSE = 0.25  # far oftener than at work, so that a short run meets it
    for _ in range(ROUNDS):
        took["bare"].append(_seconds(lambda: _acts(user, n_acts)))
        sealer = beside.Sealer(places(), now)
        sealer.start()
        took["sealed"].append(_seconds(lambda: _acts(user, n_acts)))
        sealer.stop()
    example = Entry.objects.order_by("-id").values(*FIELDS[1:]).first() or {}
    Entry.objects.bulk_create((Entry(**example) for _ in range(n_entries)), batch_size=1_000)
    report: list[Any] = []
    seconds = {name: median(times) for name, times in took.items()}
    seconds["seal"] = _seconds(lambda: seal(places(), at=now(), closing=True))
    seconds["verify"] = _seconds(lambda: report.append(_verified()))
    seconds["read"] = _seconds(lambda: list(Entry.objects.order_by("id").values_list(*FIELDS)[:n_entries]))
    return seconds | {"status": report[0]}


def now() -> datetime:
    return datetime.now(UTC)


def _verified() -> int:
    here = places()
    return verify_trail(public_keys(here.keys), custody.notes(here.checkpoints), at=now()).status


def _acts(user: Any, n_acts: int) -> None:
    def write(n_times: int) -> None:
        for _ in range(n_times):
            accounts.sign_out(user, by=Actor(user), at=now())
        connections.close_all()

    with ThreadPoolExecutor(WRITERS) as pool:
        list(pool.map(write, [n_acts // WRITERS] * WRITERS))


def _seconds(act: Callable[[], object]) -> float:
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(int(sys.argv[1]), int(sys.argv[2]))) + "\n")
