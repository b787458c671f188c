"""Questions about the trail, its seal and the keys of forms."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import QuerySet

from zhenggai.accounts.actors import Actor
from zhenggai.audit.models import Checkpoint, Entry, FormKey, Seal

# How far back a quick look goes. An entry that is committed later than that many others is found by a thorough one.
RECENT = 10_000
NO_LAG = timedelta(0)


def last_checkpoint() -> Checkpoint | None:
    """The checkpoint over most entries."""
    return Checkpoint.objects.order_by("-size").first()


def last_sequence() -> int:
    """How many entries are sealed."""
    last = Seal.objects.order_by("-sequence").first()
    return last.sequence if last else 0


def unsealed(*, thorough: bool = True) -> QuerySet[Entry]:
    """Committed entries without a seal, lowest id first; if not thorough, only among the latest."""
    waiting = Entry.objects.filter(seal=None).order_by("id")
    if thorough or (last := Seal.objects.order_by("-sequence").first()) is None:
        return waiting
    return waiting.filter(id__gt=last.entry_id - RECENT)


def seal_lag(at: datetime) -> timedelta:
    """How long the oldest unsealed entry has been waiting; zero if none is."""
    oldest = unsealed(thorough=False).values_list("at", flat=True).first()
    return max(at - oldest, NO_LAG) if oldest else NO_LAG


def was_answered(verb: str, by: Actor) -> bool:
    """Whether this form of this person has had its effect already: a second click, or a page sent again."""
    return by.user is not None and FormKey.objects.filter(user_id=by.user.pk, purpose=verb, key=by.form_key).exists()
