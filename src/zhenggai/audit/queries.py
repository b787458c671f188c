"""Questions about the trail, its seal and the keys of forms."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import QuerySet

from zhenggai.accounts.actors import Actor
from zhenggai.audit.models import Checkpoint, Entry, FormKey, Seal

# How far back a quick look goes. An entry that is committed later than that many others is found by a thorough one.
RECENT = 10_000
NO_LAG = timedelta(0)
_STEP = 512  # ids looked at in one go


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


def first_unsealed(*, thorough: bool = True) -> int:
    """The lowest id without a seal; 0 if there is none."""
    return unsealed(thorough=thorough).values_list("id", flat=True).first() or 0


def next_unsealed(begin: int, most: int) -> list[int]:
    """The ids of so many entries without a seal, from this id on. In two plain steps: left to itself a database that
    has no statistics yet may read the whole table for each of many calls."""
    found: list[int] = []
    while len(found) < most:
        ids = list(Entry.objects.filter(id__gte=begin).order_by("id").values_list("id", flat=True)[:_STEP])
        if not ids:
            break
        among = Seal.objects.filter(entry_id__gte=ids[0], entry_id__lte=ids[-1])
        sealed = set(among.order_by().values_list("entry_id", flat=True))
        found += [one for one in ids if one not in sealed]
        begin = ids[-1] + 1
    return found[:most]


def seal_lag(at: datetime) -> timedelta:
    """How long the oldest unsealed entry has been waiting; zero if none is."""
    oldest = unsealed(thorough=False).values_list("at", flat=True).first()
    return max(at - oldest, NO_LAG) if oldest else NO_LAG


def was_answered(verb: str, by: Actor) -> bool:
    """Whether this form of this person has had its effect already: a second click, or a page sent again."""
    return by.user is not None and FormKey.objects.filter(user_id=by.user.pk, purpose=verb, key=by.form_key).exists()
