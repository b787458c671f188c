"""Acts on plans: receive, correct, compare, decide, confirm, take out. The only place of this room that saves.

Six beats each: may this person, lock, is the move legal, is the case made, write with its entry, (announce).
Every act on a recognition takes the `version` it was opened on and is refused if somebody was faster.
"""

from zhenggai.findings.actions.correcting import (
    add_finding,
    answer_notice,
    answer_point,
    correct_field,
    drop_finding,
    merge_findings,
    split_finding,
    undo_correction,
)
from zhenggai.findings.actions.deciding import decide, decide_all, decide_rest, link_revision
from zhenggai.findings.actions.exporting import note_export, note_health_export
from zhenggai.findings.actions.receiving import note_unread, receive_document
from zhenggai.findings.actions.settling import confirm, discard, restore

__all__ = [
    "add_finding",
    "answer_notice",
    "answer_point",
    "confirm",
    "correct_field",
    "decide",
    "decide_all",
    "decide_rest",
    "discard",
    "drop_finding",
    "link_revision",
    "merge_findings",
    "note_export",
    "note_health_export",
    "note_unread",
    "receive_document",
    "restore",
    "split_finding",
    "undo_correction",
]
