"""No verb without an act that records it, and no act that could be refused without a trace."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from functools import partial
from pathlib import Path

from django.db import transaction

from tests.accounts.test_every_act import ACTS as ON_PEOPLE
from tests.accounts.units.acts import ACTS as ON_UNITS
from tests.accounts.units.office import found as found_office
from tests.cast import NOON, Cast
from tests.findings.acts import ACTS as ON_REVIEWS
from tests.findings.acts import replaced, waiting
from tests.papers import FINDINGS, draft_of
from zhenggai.accounts import actions as accounts
from zhenggai.accounts.actors import CONSOLE, Actor
from zhenggai.accounts.refusals import AccountRefused
from zhenggai.audit.models import Entry
from zhenggai.audit.refusals import SealRefused
from zhenggai.audit.sealing import actions as sealing
from zhenggai.audit.sealing.actions import Places
from zhenggai.audit.verbs import VERBS
from zhenggai.audit.verifying import actions as verifying
from zhenggai.audit.verifying.reports import Report
from zhenggai.core.errors import Refused
from zhenggai.findings import actions
from zhenggai.findings.models import PlanEdition, Recognition

# tests/www/test_access_matrix.py; tests/accounts/units/test_every_act.py: beside the entries of its rows
APART = {"page.sent", "units.imported"}
NEVER_REFUSED = {"user.signed_out"}
NO_PLACE = Places(Path("no-key"), Path("no-checkpoint"))
ON_THE_TRAIL = {
    "seal.failed": lambda by: sealing.note_failure(timedelta(minutes=2), "磁盘已满", by=by, at=NOON),
    "seal.resumed": lambda by: sealing.note_resumed(NO_PLACE, reason="恢复备份", by=by, at=NOON),
    "trail.verified": lambda by: verifying.note_verified(Report(), by=by, at=NOON),
    "trail.exported": lambda by: verifying.note_exported(0, by=by, at=NOON),
}
OTHER = draft_of(name="另一份.txt", content=b"other", findings=FINDINGS[:2])


def recorded(do: Callable[[], object]) -> tuple[str, str]:
    """Verb and result of the one entry that an act leaves. The act itself is taken back."""
    with transaction.atomic():
        n_entries = Entry.objects.count()
        with suppress(Refused, AccountRefused, SealRefused):
            do()
        (entry,) = Entry.objects.order_by("id")[n_entries:]
        assert str(entry).startswith("被拒绝：" if entry.result == "refused" else entry.actor_name)
        transaction.set_rollback(True)
    return entry.verb, entry.result


def acts(
    cast: Cast, edition: PlanEdition, row: Recognition, by: Actor, by_console: Actor
) -> list[Callable[[], object]]:
    """Every act there is, ready to be done."""
    earlier = replaced(cast)
    office = found_office()
    link = accounts.issue_sign_in_token(cast.qian, by=CONSOLE, at=NOON) if by_console is CONSOLE else "made-up"
    return [
        *(partial(act, row, by=by) for act in ON_REVIEWS.values()),
        *(partial(act, cast, by_console) for act in ON_PEOPLE.values()),
        *(partial(act, office, cast, by) for act in ON_UNITS.values()),
        partial(actions.receive_document, "另一份.txt", b"other", [OTHER], by=by, at=NOON),
        partial(actions.restore, earlier, reason="传错了", by=by, at=NOON, seen=2),
        partial(actions.note_export, edition, "xlsx", 4, by=by, at=NOON),
        partial(actions.note_health_export, row, "docx", 4, by=by, at=NOON),
        partial(accounts.redeem_sign_in_token, link, by=Actor(None), at=NOON),
        partial(accounts.sign_out, cast.qian, by=cast.by_qian, at=NOON),
        *(partial(act, by_console) for act in ON_THE_TRAIL.values()),
    ]


def test_every_verb_is_recorded_by_an_act(cast: Cast, edition: PlanEdition) -> None:
    row = waiting(cast, edition, decided=True)
    seen = {recorded(do) for do in acts(cast, edition, row, cast.by_lin, CONSOLE)}
    assert seen == {(verb, "done") for verb in set(VERBS) - APART}


def test_every_verb_is_recorded_when_it_is_refused(cast: Cast, edition: PlanEdition) -> None:
    row = waiting(cast, edition, decided=True)
    seen = {recorded(do) for do in acts(cast, edition, row, cast.by_qian, cast.by_qian)}
    assert seen >= {(verb, "refused") for verb in set(VERBS) - APART - NEVER_REFUSED}
    assert {verb for verb, result in seen if result == "done"} == NEVER_REFUSED
