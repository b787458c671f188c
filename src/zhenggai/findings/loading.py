"""`zhenggai load FILE…`: documents into the database, as a plan edition as far as nothing stands against it.

What still needs a person (errors, a revision's differences, a paper that is no plan) waits for review in the pages.
Import this module only after `django.setup()`.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from zhenggai.accounts.actors import CONSOLE, Actor
from zhenggai.core.draft_store import draft_from_json
from zhenggai.core.errors import UnreadableDocument, ZhenggaiError
from zhenggai.core.plan import PlanDraft
from zhenggai.documents import actions as documents
from zhenggai.documents import guard
from zhenggai.documents.batch import bytes_of, find_files
from zhenggai.findings import actions
from zhenggai.findings.confirming import objections
from zhenggai.findings.drafts import review_of
from zhenggai.findings.models import PlanEdition, Recognition


@dataclass(frozen=True, slots=True)
class Loaded:
    """What became of one document: an edition, or the reasons why it waits for a person."""

    recognition: Recognition
    edition: PlanEdition | None
    n_findings: int
    waits_for: tuple[str, ...] = ()

    @property
    def sentence(self) -> str:
        if self.edition is not None:
            return f"已入库：{self.edition}，{self.n_findings} 个问题。"
        return f"已识别，等待核对：{self.recognition}。{''.join(self.waits_for)}"


def read_drafts(
    name: str, data: bytes, *, person: str = "", patience: float | None = None
) -> list[PlanDraft | UnreadableDocument]:
    """What the documents in a file hold, read in the guarded child; a member of an archive that cannot be read is its
    refusal. person, patience: see `guard.call`. Raises ZhenggaiError if the file cannot be read."""
    return [
        UnreadableDocument(outcome["error"]["code"], outcome["error"]["message"])
        if "error" in outcome
        else draft_from_json(outcome["draft"])
        for outcome in guard.read_bytes(name, data, with_draft=True, person=person, patience=patience)
    ]


def load(name: str, data: bytes, *, by: Actor, at: datetime) -> list[Loaded | ZhenggaiError]:
    """One file into the database; behind what was loaded the refusals of an archive's members. Refused (`duplicate`)
    if all of it is there already; a file that cannot be read leaves its entry."""
    documents.store().prepare()
    try:
        read = read_drafts(name, data)
    except ZhenggaiError as refusal:
        actions.note_unread(name, refusal, by=by, at=at)
        raise
    unread = [one for one in read if isinstance(one, UnreadableDocument)]
    try:
        new = actions.receive_document(name, data, read, by=by, at=at)
    except ZhenggaiError as refusal:
        if not unread:
            raise
        return [refusal, *unread]
    return [*(_confirmed(recognition, by=by, at=at) for recognition in new), *unread]


def load_command(asked: argparse.Namespace) -> int:
    """The command: one sentence per document; exit status 2 if a file could not be loaded."""
    n_refused = 0
    for path in find_files(asked.files):
        try:
            told = load(path.name, bytes_of(path), by=CONSOLE, at=timezone.now())
        except ZhenggaiError as refusal:
            told = [refusal]
        for one in told:
            if isinstance(one, Loaded):
                print(one.sentence)
            else:
                n_refused += one.code != "duplicate"
                print(one.message, file=sys.stderr)
    return 2 if n_refused else 0


def _confirmed(recognition: Recognition, *, by: Actor, at: datetime) -> Loaded:
    """Confirms what needs no person's judgement."""
    review = review_of(recognition)
    reasons = [sentence for _code, sentence in objections(recognition, review, None, None)]
    if review.draft.about.kind != "plan":
        reasons.append("这份文件不像整改方案，请核对后再决定是否入库。")
    if reasons:
        return Loaded(recognition, None, len(review.keys), tuple(reasons))
    edition = actions.confirm(recognition, by=by, at=at, version=recognition.version, errors_seen=True)
    return Loaded(recognition, edition, len(review.keys))
