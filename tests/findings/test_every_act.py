"""What holds for every act on a document under review: who may, one at a time, once, and always on record."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.cast import NOON, Cast
from tests.findings.acts import ACTS, ELSEWHERE, Act, waiting
from zhenggai.accounts import actions as accounts
from zhenggai.accounts.actors import CONSOLE, Actor
from zhenggai.accounts.models import Role, User
from zhenggai.audit.models import Entry
from zhenggai.audit.refusals import FormKeyRefused
from zhenggai.audit.states import row_state, state_hash
from zhenggai.core.errors import Refused
from zhenggai.findings import actions
from zhenggai.findings.models import (
    Correction,
    Decision,
    Finding,
    FindingVersion,
    NamedUnit,
    Plan,
    PlanEdition,
    Recognition,
)

TABLES = (Recognition, Correction, Decision, Plan, PlanEdition, Finding, FindingVersion, NamedUnit)
TWO_WAYS = {name: act for name, act in ACTS.items() if act.other}
every_act = pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)


@pytest.fixture
def row(cast: Cast, edition: PlanEdition, act: Act) -> Recognition:
    """The document, ready for the act."""
    return waiting(cast, edition, decided=act.decided)


def everything() -> dict[str, list[Any]]:
    """Every row of this room, column by column."""
    return {table.__name__: [row_state(one) for one in table.objects.order_by("pk")] for table in TABLES}


def rows_held() -> set[tuple[str, str]]:
    """(table, id) of every row of this room."""
    return {(table._meta.label_lower, str(one.pk)) for table in TABLES for one in table.objects.all()}


def last_entry() -> Entry:
    return Entry.objects.latest("id")


def test_every_act_is_asked() -> None:
    assert set(actions.__all__) == set(ACTS) | ELSEWHERE
    assert {getattr(actions, name).verb for name in ACTS} == {act.verb for act in ACTS.values()}


@every_act
def test_lin_does_it_and_one_entry_says_so(cast: Cast, row: Recognition, act: Act) -> None:
    n_before = Entry.objects.count()
    act(row, by=cast.by_lin)
    entry = last_entry()
    assert Entry.objects.count() == n_before + 1
    assert (entry.verb, entry.result, entry.actor, entry.at) == (act.verb, "done", cast.lin, NOON)
    assert (entry.actor_name, entry.role, entry.address) == ("林小明", "office", "10.0.0.5")
    assert entry.changes


@every_act
def test_the_version_moves_on_by_one(cast: Cast, row: Recognition, act: Act) -> None:
    act(row, by=cast.by_lin)
    assert Recognition.objects.get(pk=row.pk).version == row.version + 1


@every_act
def test_the_entry_holds_the_document_as_the_database_has_it(cast: Cast, row: Recognition, act: Act) -> None:
    act(row, by=cast.by_lin)
    states = {(label, key): digest for label, key, digest in last_entry().states}
    fresh = Recognition.objects.get(pk=row.pk)
    assert states["findings.recognition", str(fresh.pk)] == state_hash(fresh)


@every_act
def test_what_is_new_is_named_in_the_entry(cast: Cast, row: Recognition, act: Act) -> None:
    before = {
        (table._meta.label_lower, str(pk)) for table in TABLES for pk in table.objects.values_list("pk", flat=True)
    }
    act(row, by=cast.by_lin)
    after = {
        (table._meta.label_lower, str(pk)) for table in TABLES for pk in table.objects.values_list("pk", flat=True)
    }
    assert after - before <= {(label, key) for label, key, _digest in last_entry().states}


@every_act
@pytest.mark.parametrize("person", ["zhao", "qian"])
def test_others_are_refused_and_nothing_moves(cast: Cast, row: Recognition, act: Act, person: str) -> None:
    before, by = everything(), getattr(cast, f"by_{person}")
    with pytest.raises(Refused, match="只有环委办人员") as refused:
        act(row, by=by)
    entry = last_entry()
    assert refused.value.code == "not_permitted"
    assert everything() == before
    assert (entry.verb, entry.result, entry.actor) == (act.verb, "refused", getattr(cast, person))
    assert (entry.subject_type, entry.subject_id) == ("findings.recognition", str(row.pk))
    assert entry.changes == {"refusal": [None, "not_permitted"]}


@every_act
def test_a_visitor_who_has_not_signed_in_is_nobody(row: Recognition, act: Act) -> None:
    before = everything()
    with pytest.raises(Refused, match="只有环委办人员"):
        act(row, by=Actor(None, address="10.0.0.9"))
    assert everything() == before


@every_act
def test_a_role_taken_away_counts_in_the_next_act(cast: Cast, row: Recognition, act: Act) -> None:
    accounts.revoke_role(cast.lin, Role.OFFICE, by=CONSOLE, at=NOON)
    with pytest.raises(Refused, match="只有环委办人员"):
        act(row, by=cast.by_lin)


@every_act
def test_a_closed_account_does_nothing(cast: Cast, row: Recognition, act: Act) -> None:
    User.objects.filter(pk=cast.lin.pk).update(is_active=False)
    with pytest.raises(Refused, match="只有环委办人员"):
        act(row, by=cast.by_lin)


@every_act
@pytest.mark.parametrize("off", [-1, 1])
def test_on_another_version_it_is_refused(cast: Cast, row: Recognition, act: Act, off: int) -> None:
    before = everything()
    with pytest.raises(Refused, match="别人已经修改") as refused:
        act(row, by=cast.by_lin, version=row.version + off)
    assert refused.value.code == "changed_meanwhile"
    assert everything() == before
    assert (last_entry().result, last_entry().reason) == ("refused", refused.value.message)


@every_act
def test_a_document_that_was_given_up_no_longer_changes(cast: Cast, row: Recognition, act: Act) -> None:
    row = actions.discard(row, reason="传错了", by=cast.by_lin, at=NOON, version=row.version)
    with pytest.raises(Refused, match="已放弃，不能再修改") as refused:
        act(row, by=cast.by_lin)
    assert refused.value.code == "not_waiting"


@every_act
def test_a_double_click_acts_once(cast: Cast, row: Recognition, act: Act) -> None:
    by = replace(cast.by_lin, form_key="one-form")
    version = row.version
    first = act(row, by=by, version=version)
    after, n_entries = everything(), Entry.objects.count()
    again = act(row, by=by, version=version)
    assert (again, type(again)) == (first, type(first))
    assert everything() == after
    assert Entry.objects.count() == n_entries


@pytest.mark.parametrize(
    "act", [act for act in ACTS.values() if act.other], ids=[n for n, a in ACTS.items() if a.other]
)
def test_one_form_with_two_contents_is_refused_the_second_time(cast: Cast, row: Recognition, act: Act) -> None:
    by = replace(cast.by_lin, form_key="one-form")
    version = row.version
    act(row, by=by, version=version)
    after = everything()
    assert act.other is not None
    with pytest.raises(FormKeyRefused, match="内容不同"):
        act.other(row, by=by, at=NOON, version=version)
    assert everything() == after
    assert last_entry().result == "refused"


@every_act
def test_a_form_that_was_refused_may_be_sent_again(cast: Cast, row: Recognition, act: Act) -> None:
    accounts.revoke_role(cast.lin, Role.OFFICE, by=CONSOLE, at=NOON)
    by = replace(cast.by_lin, form_key="one-form")
    with pytest.raises(Refused):
        act(row, by=by)
    accounts.grant_role(cast.lin, Role.OFFICE, by=CONSOLE, at=NOON)
    act(row, by=by)
    assert last_entry().result == "done"


@pytest.mark.parametrize("person", ["zhao", "lin"])
def test_whoever_may_read_a_ledger_may_take_it_out(cast: Cast, edition: PlanEdition, person: str) -> None:
    actions.note_export(edition, "xlsx", 4, by=getattr(cast, f"by_{person}"), at=NOON)
    entry = last_entry()
    assert (entry.verb, entry.actor) == ("ledger.exported", getattr(cast, person))
    assert (entry.subject_type, entry.subject_id) == ("findings.planedition", str(edition.pk))
    assert entry.changes == {"form": [None, "xlsx"], "findings": [None, 4]}


def test_who_may_not_read_a_ledger_takes_none_out(cast: Cast, edition: PlanEdition) -> None:
    with pytest.raises(Refused, match="还没有查阅整改台账的权限") as refused:
        actions.note_export(edition, "xlsx", 4, by=cast.by_qian, at=NOON)
    assert refused.value.code == "not_permitted"
    assert (last_entry().verb, last_entry().result, last_entry().actor) == ("ledger.exported", "refused", cast.qian)


def test_a_health_report_goes_out_from_the_office_only(cast: Cast, recognition: Recognition) -> None:
    actions.note_health_export(recognition, "docx", 3, by=cast.by_lin, at=NOON)
    assert last_entry().changes == {"form": [None, "docx"], "points": [None, 3]}
    for by in (cast.by_zhao, cast.by_qian):
        with pytest.raises(Refused, match="只有环委办人员"):
            actions.note_health_export(recognition, "docx", 3, by=by, at=NOON)
        assert (last_entry().verb, last_entry().result) == ("health_report.exported", "refused")
