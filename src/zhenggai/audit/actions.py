"""Recording what happens, and the frame of every act: one transaction, one effect per form, one entry.

    @act("edition.confirmed")
    def confirm(recognition, *, by, at, version): ...

An act takes `by` (an Actor) and `at` (the moment) by name. It runs in one transaction, with the entry that it records
inside. If the actor brings a form key, the same form sent again gets the first answer and nothing happens twice. If the
act is refused, nothing of it stays and the refusal is recorded on its own.
"""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any, ParamSpec, TypeVar, cast

from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.db.models import Model

from zhenggai.accounts.actors import Actor
from zhenggai.accounts.models import User
from zhenggai.accounts.queries import roles_of
from zhenggai.audit import verbs
from zhenggai.audit.models import Entry, FormKey, Result
from zhenggai.audit.refusals import FormKeyRefused, Refusal
from zhenggai.audit.states import REMOVED, canonical, plain, state_hash

_P = ParamSpec("_P")
_R = TypeVar("_R")


def record(
    verb: str,
    subject: Model | None,
    *,
    by: Actor,
    at: datetime,
    changes: Mapping[str, Any] | None = None,
    reason: str = "",
    touched: Iterable[Model] = (),
    removed: Iterable[Model] = (),
    files: Iterable[str] = (),
) -> Entry:
    """The entry of an act that is being done, inside its transaction.

    changes: field -> [before, after]. touched: the other rows the act wrote. removed: rows it deletes, the subject
    perhaps among them; from then on they must be gone. files: SHA-256 of files it stored.
    Raises KeyError for an unknown verb and RuntimeError outside a transaction.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("An entry is recorded in the transaction of its act.")
    removed = list(removed)
    gone = [[row._meta.label_lower, str(row.pk), REMOVED] for row in removed]
    rows = [row for row in (subject, *touched) if row is not None]
    states = [[row._meta.label_lower, str(row.pk), state_hash(row)] for row in rows]
    states = [one for one in states if [*one[:2], REMOVED] not in gone]
    return Entry.objects.create(
        **_who(verb, by, at),
        **_what(subject),
        result=Result.DONE,
        changes_json=canonical(changes or {}),
        reason=reason,
        state_hash=states[0][2] if subject is not None and subject not in removed else "",
        states_json=canonical([*states, *gone]),
        files_json=canonical(sorted(files)),
    )


@transaction.atomic
def record_refusal(
    verb: str, *, by: Actor, at: datetime, reason: str, subject: Model | None = None, code: str = "", label: str = ""
) -> Entry:
    """The entry of an act that was refused; the act itself has left nothing. label: what it was on, if no row."""
    return Entry.objects.create(
        **_who(verb, by, at),
        **(_what(subject) or {"subject_label": label[:300]}),
        result=Result.REFUSED,
        changes_json=canonical({"refusal": [None, code]} if code else {}),
        reason=reason,
    )


def act(verb: str) -> Callable[[Callable[_P, _R]], Callable[_P, _R]]:
    """Frames a function as an act (see the module). The verb must be in the list."""
    verbs.known(verb)

    def frame(do: Callable[_P, _R]) -> Callable[_P, _R]:
        @functools.wraps(do)
        def framed(*arguments: _P.args, **named: _P.kwargs) -> _R:
            by, at = cast(Actor, named["by"]), cast(datetime, named["at"])
            try:
                with transaction.atomic():
                    if by.user is None or not by.form_key:
                        return do(*arguments, **named)
                    return cast(_R, _once(verb, by, at, _digest(arguments, named), lambda: do(*arguments, **named)))
            except Exception as error:
                if isinstance(error, Refusal):
                    subject = next((one for one in arguments if isinstance(one, Model)), None)
                    record_refusal(verb, by=by, at=at, reason=str(error.message), subject=subject, code=str(error.code))
                raise

        framed.verb = verb  # type: ignore[attr-defined]
        return framed

    return frame


def _once(verb: str, by: Actor, at: datetime, digest: str, do: Callable[[], object]) -> object:
    """Does it, unless this form was already answered. A twin waits at the unique key until the first one is done."""
    try:
        with transaction.atomic():
            taken = FormKey.objects.create(
                user_id=cast(User, by.user).pk, purpose=verb, key=by.form_key, body_digest=digest, created_at=at
            )
    except IntegrityError:
        return _first_answer(FormKey.objects.get(user_id=cast(User, by.user).pk, purpose=verb, key=by.form_key), digest)
    result = do()
    FormKey.objects.filter(pk=taken.pk).update(answer=_as_answer(result))
    return result


def _first_answer(earlier: FormKey, digest: str) -> object:
    if earlier.body_digest != digest:
        raise FormKeyRefused("other_body", "这个页面已经提交过，而且内容不同。请刷新页面，确认后再提交。")
    rows = [apps.get_model(label)._base_manager.filter(pk=key).first() for label, key in earlier.answer.get("rows", [])]
    if None in rows:
        raise FormKeyRefused("answer_gone", "这个页面已经提交过，当时的结果后来已被删除。请刷新页面。")
    return rows if earlier.answer.get("many") else (rows[0] if rows else None)


def _as_answer(result: object) -> dict[str, Any]:
    rows = [row for row in (result if isinstance(result, list) else [result]) if isinstance(row, Model)]
    return {"many": isinstance(result, list), "rows": [[row._meta.label_lower, row.pk] for row in rows]}


def _digest(arguments: tuple[object, ...], named: Mapping[str, object]) -> str:
    body = [plain(arguments), {name: plain(value) for name, value in named.items() if name not in {"by", "at"}}]
    return hashlib.sha256(canonical(body).encode()).hexdigest()


def _who(verb: str, by: Actor, at: datetime) -> dict[str, Any]:
    return {
        "verb": verbs.known(verb),
        "at": at,
        "actor": by.user,
        "actor_name": by.name,
        "role": "、".join(roles_of(by.user)),
        "address": by.address,
        "session_hash": by.session_hash,
    }


def _what(subject: Model | None) -> dict[str, str]:
    if subject is None:
        return {}
    return {
        "subject_type": subject._meta.label_lower,
        "subject_id": str(subject.pk or ""),
        "subject_label": str(subject)[:300],
    }
