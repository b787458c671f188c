"""`zhenggai audit verify | seal | export`, at the server's console. Import only after `django.setup()`."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import datetime
from pathlib import Path

from django.conf import settings

from zhenggai.accounts.actors import CONSOLE
from zhenggai.audit.exporting import export
from zhenggai.audit.queries import last_checkpoint, last_sequence
from zhenggai.audit.refusals import SealRefused
from zhenggai.audit.sealing import custody
from zhenggai.audit.sealing.actions import Places, resume, seal
from zhenggai.audit.sealing.keys import public_keys
from zhenggai.audit.sealing.notes import Note
from zhenggai.audit.verifying.actions import note_exported, note_verified
from zhenggai.audit.verifying.files import Rehash, verify_files
from zhenggai.audit.verifying.rows import verify_rows
from zhenggai.audit.verifying.trail import verify_trail


def places() -> Places:
    """Where this installation keeps its key and its checkpoints."""
    return Places(settings.KEYS_DIR, settings.CHECKPOINTS_DIR)


def verify_command(asked: argparse.Namespace, *, rehash: Rehash, at: datetime) -> int:
    """Prints what was found; 0 good, 1 tampered, 2 cannot tell. rehash: see `verifying.files`."""
    given = _given(asked.checkpoint) if asked.checkpoint else []
    here = places()
    report = verify_trail(public_keys(here.keys), custody.notes(here.checkpoints), given, at=at)
    if asked.state:
        verify_rows(report)
    if asked.files:
        verify_files(report, rehash)
    print(json.dumps(report.as_json(), ensure_ascii=False, indent=2) if asked.json else report.as_text(), flush=True)
    note_verified(report, by=CONSOLE, at=at)
    return report.status


def seal_command(asked: argparse.Namespace, *, at: datetime) -> int:
    """Seals what waits and signs a checkpoint over it."""
    if asked.resume is not None:
        resume(places(), reason=asked.resume, by=CONSOLE, at=at)
    n_sealed = seal(places(), at=at, closing=True)
    latest = last_checkpoint()
    size = latest.size if latest else 0
    print(f"新封存 {n_sealed} 条留痕；检查点覆盖前 {size} 条，存放在 {places().checkpoints}。", flush=True)
    return 0


def export_command(asked: argparse.Namespace, *, at: datetime) -> int:
    """Writes the sealed trail with its checkpoints and the public key."""
    here = places()
    note_exported(last_sequence(), by=CONSOLE, at=at)
    try:
        seal(here, at=at, closing=True)
    except SealRefused as refusal:  # what is there is taken out all the same: somebody may have to look into it
        print(refusal.message, file=sys.stderr)
    n_entries = export(here, asked.target)
    print(f"已导出 {n_entries} 条留痕到 {asked.target}。", file=sys.stderr)
    for key in public_keys(here.keys):
        print(f"公钥：{key.line()}", file=sys.stderr)
    checker = Path(__file__).with_name("checker.py")
    print(f"核对程序（单个文件，拷到任何电脑用 python3 运行）：{checker}", file=sys.stderr)
    return 0


def _given(path: Path) -> list[Note]:
    try:
        found = list(custody.notes_in(path.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError):
        found = []
    if not found:
        raise SealRefused("checkpoint_unreadable", f"“{path}”打不开，或里面没有检查点；请换一个文件。")
    return found
