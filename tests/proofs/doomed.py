"""A process that works as an office does and is killed at its n-th step: `python -m tests.proofs.doomed STEP ACTS`.

It makes ready for a start, then receives and confirms so many plans, and prints one line of JSON for every act that was
acknowledged. A step is one SQL statement or one change to a file in the data folder; at step number STEP the process
sends itself SIGKILL, which no program can answer. STEP 0: it lives. The last line then tells how many steps there were.
"""

from __future__ import annotations

import json
import os
import secrets
import signal
import sys
from datetime import UTC, datetime
from typing import Any

import django

_CHANGES = {"os.mkdir": 0, "os.rename": 1, "os.link": 1, "os.remove": 0, "open": 0}  # event: which argument names it


class Steps:
    """Counts steps and ends the process at one of them."""

    def __init__(self, last: int, folder: str) -> None:
        self._last, self._folder, self.taken = last, folder, 0

    def statement(self, _sql: str) -> None:
        self.taken += 1
        if self.taken == self._last:
            os.kill(os.getpid(), signal.SIGKILL)

    def change(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event in _CHANGES and str(arguments[_CHANGES[event]]).startswith(self._folder):
            self.statement(event)


def main(last: int, n_acts: int) -> None:
    steps = Steps(last, os.environ["ZHENGGAI_DATA_DIR"])
    sys.addaudithook(steps.change)
    os.environ["DJANGO_SETTINGS_MODULE"] = "zhenggai.settings"
    django.setup()
    _work(steps, n_acts)
    print(json.dumps({"steps": steps.taken}), flush=True)


def _work(steps: Steps, n_acts: int) -> None:
    # Only a process that was set up may import what knows the database.
    from django.db.backends.signals import connection_created  # noqa: PLC0415

    from tests.papers import FINDINGS, draft_of  # noqa: PLC0415
    from zhenggai.accounts.actors import CONSOLE  # noqa: PLC0415
    from zhenggai.documents.preparing import prepare  # noqa: PLC0415
    from zhenggai.findings import actions  # noqa: PLC0415

    def listen(connection: Any, **_named: object) -> None:
        connection.connection.set_trace_callback(steps.statement)

    connection_created.connect(listen)
    prepare()
    for _ in range(n_acts):
        mark = secrets.token_hex(16)
        content = f"方案 {mark}".encode()
        findings = tuple(one | {"problem": f"{mark}：{one['problem']}"} for one in FINDINGS)
        draft = draft_of(name=f"{mark}.txt", content=content, title=mark, findings=findings, region=mark)
        (read,) = actions.receive_document(f"{mark}.txt", content, [draft], by=CONSOLE, at=datetime.now(UTC))
        print(json.dumps({"received": read.pk, "sha256": draft.source.sha256}), flush=True)
        edition = actions.confirm(read, by=CONSOLE, at=datetime.now(UTC), version=read.version, errors_seen=True)
        print(json.dumps({"confirmed": edition.pk, "findings": len(draft.findings)}), flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
