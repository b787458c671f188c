"""The whole sealed trail as a file of JSON lines that `checker.py` can check without this program.

First line: {"format", "size", "unsealed", "keys"}. Then each sealed entry: {"sequence", "leaf", "entry"}, and each
checkpoint: {"checkpoint": the signed note, "held": "here" or "outside"}.
"""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from zhenggai.audit.leaves import leaf_of
from zhenggai.audit.models import Checkpoint
from zhenggai.audit.queries import last_sequence, unsealed
from zhenggai.audit.refusals import SealRefused
from zhenggai.audit.sealing import custody
from zhenggai.audit.sealing.actions import Places
from zhenggai.audit.sealing.keys import public_keys
from zhenggai.audit.verifying.trail import sealed_entries

FORMAT = "zhenggai.audit.v1"


def export(places: Places, target: Path) -> int:
    """Writes the file whole or not at all; how many entries. Raises SealRefused if it cannot be written."""
    size = last_sequence()
    beside = target.with_name(f".{secrets.token_hex(8)}")
    try:
        descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            for line in _lines(places, size):
                file.write(json.dumps(line, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n")
            file.flush()
            os.fsync(file.fileno())
        beside.replace(target)
    except OSError as error:
        message = f"无法写入“{target}”（{error.strerror}），请换一个位置再试。"
        raise SealRefused("export_unwritable", message) from None
    finally:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
    return size


def _lines(places: Places, size: int) -> Iterator[dict[str, object]]:
    keys = [key.line() for key in public_keys(places.keys)]
    yield {"format": FORMAT, "size": size, "unsealed": unsealed().count(), "keys": keys}
    for sequence, leaf, entry in sealed_entries():
        if sequence > size:
            break
        yield {"sequence": sequence, "leaf": leaf, "entry": leaf_of(entry) if entry else None}
    for checkpoint in Checkpoint.objects.order_by("size"):
        # A checkpoint that is younger than this export says nothing of it; one that claims more than there is, does.
        if checkpoint.size <= size or last_sequence() == size:
            yield {"checkpoint": checkpoint.note, "held": "here"}
    for note in custody.notes(places.checkpoints):
        yield {"checkpoint": note.text, "held": "outside"}
