"""Where acts on accounts leave their audit entry.

`audit` stands below `accounts` in the listing and plugs its act in when the program starts; until then nothing
can be done to an account, so no act on a person can ever go unrecorded.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, ParamSpec, Protocol, TypeVar, cast

from django.db import transaction
from django.db.models import Model

from zhenggai.accounts.actors import Actor
from zhenggai.accounts.refusals import AccountRefused

_P = ParamSpec("_P")
_R = TypeVar("_R")


class Recorder(Protocol):
    """Writes the audit entry of an act, in the act's own transaction."""

    def __call__(
        self,
        verb: str,
        subject: Model | None,
        *,
        by: Actor,
        at: datetime,
        changes: dict[str, Any],
        touched: Sequence[Model] = (),
        removed: Sequence[Model] = (),
    ) -> object: ...


class Refuser(Protocol):
    """Writes the audit entry of a refusal, in a transaction of its own."""

    def __call__(self, verb: str, *, by: Actor, at: datetime, reason: str) -> object: ...


def _unplugged(*_arguments: Any, **_named: Any) -> object:
    raise RuntimeError("No act on an account before the audit app is ready.")


_plugged: dict[str, Callable[..., object]] = {"record": _unplugged, "refuse": _unplugged}


def plug(record: Recorder, refuse: Refuser) -> None:
    """Called once by the audit app."""
    _plugged.update(record=record, refuse=refuse)


def record(
    verb: str,
    subject: Model | None,
    *,
    by: Actor,
    at: datetime,
    changes: dict[str, Any],
    touched: Sequence[Model] = (),
    removed: Sequence[Model] = (),
) -> None:
    _plugged["record"](verb, subject, by=by, at=at, changes=changes, touched=touched, removed=removed)


def refuse(verb: str, *, by: Actor, at: datetime, reason: str) -> None:
    _plugged["refuse"](verb, by=by, at=at, reason=reason)


def act(verb: str) -> Callable[[Callable[_P, _R]], Callable[_P, _R]]:
    """Frames an act on accounts, units and people: one transaction; a refusal undoes it and is recorded on its own."""

    def frame(do: Callable[_P, _R]) -> Callable[_P, _R]:
        @functools.wraps(do)
        def framed(*arguments: _P.args, **named: _P.kwargs) -> _R:
            try:
                with transaction.atomic():
                    return do(*arguments, **named)
            except AccountRefused as refusal:
                by, at = cast(Actor, named["by"]), cast(datetime, named["at"])
                refuse(verb, by=by, at=at, reason=refusal.message)
                raise

        framed.verb = verb  # type: ignore[attr-defined]
        return framed

    return frame
