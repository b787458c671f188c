"""A06 and A08: a row or a file that was changed, added or taken away behind the trail is found."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import models

from tests.accounts.units import office
from tests.audit.conftest import Trail, bent
from tests.audit.test_every_verb import acts
from tests.cast import NOON, Cast
from tests.findings.acts import waiting
from zhenggai.accounts import actions as accounts
from zhenggai.accounts.actors import CONSOLE
from zhenggai.accounts.models import Grant, Role, User
from zhenggai.audit.models import Entry
from zhenggai.audit.verifying import columns, rows
from zhenggai.audit.verifying.files import verify_files
from zhenggai.audit.verifying.reports import Report
from zhenggai.audit.verifying.rows import audited_models, verify_rows
from zhenggai.documents.actions import store
from zhenggai.documents.models import StoredFile
from zhenggai.documents.rehashing import damaged_files
from zhenggai.documents.store import StoreUnavailable
from zhenggai.findings import actions as findings
from zhenggai.findings.models import Finding, Plan, PlanEdition, Recognition


def checked() -> Report:
    report = Report()
    verify_rows(report)
    return report


def found() -> set[str]:
    return {fault.code for fault in checked().faults}


# Nothing that the program itself does is taken for tampering


def test_after_every_act_there_is_every_row_fits(cast: Cast, edition: PlanEdition) -> None:
    row = waiting(cast, edition, decided=True)
    assert checked().faults == []
    n_done = 0
    for do in acts(cast, edition, row, cast.by_lin, CONSOLE):
        with bent():
            do()
            report = checked()
            assert (report.faults, (report.n_rows or 0) > 20) == ([], True)
            n_done += 1
    assert n_done > 20


def test_a_role_that_was_taken_away_is_gone_and_said_to_be(cast: Cast) -> None:
    accounts.revoke_role(cast.zhao, Role.READER, by=CONSOLE, at=NOON)
    entry = Entry.objects.latest("id")
    assert (entry.state_hash, [state for *_row, state in entry.states]) == ("", [""])
    assert found() == set()


def test_a_row_that_changes_while_somebody_looks_is_looked_at_again(cast: Cast, monkeypatch) -> None:
    """Between reading the entries and reading the rows, Lin gives Qian a role and takes another one away."""
    read = rows._Recorded.read

    def slow(recorded: Any) -> None:
        read(recorded)
        accounts.grant_role(cast.qian, Role.READER, by=CONSOLE, at=NOON)
        accounts.revoke_role(cast.zhao, Role.READER, by=CONSOLE, at=NOON)

    monkeypatch.setattr(rows._Recorded, "read", slow)
    assert found() == set()


# Every column of every audited table


def _other(field: models.Field[Any, Any], held: Any) -> Any:
    kind = field.get_internal_type()
    if kind == "BooleanField":
        return not held
    if kind == "DateTimeField":
        return (held or NOON) + timedelta(seconds=1)
    if kind == "DateField":
        days_in_order = date(1949, 10, 1) if field.name == "valid_from" else date(2099, 12, 31)
        return held + timedelta(days=1) if held else days_in_order
    if kind == "JSONField":
        return '{"bent":1}'
    if kind in ("CharField", "TextField"):
        return "x" if held != "x" else "y"
    return (held or 0) + 1_000


@pytest.fixture
def whole_office(cast: Cast, edition: PlanEdition) -> Recognition:
    """Rows in every table: units and people, a plan and its revision, confirmed after corrections, a link."""
    office.found()
    accounts.issue_sign_in_token(cast.zhao, by=CONSOLE, at=NOON)
    row = waiting(cast, edition, decided=True)
    findings.confirm(row, by=cast.by_lin, at=NOON, version=row.version, errors_seen=True)
    return row


def test_every_table_has_a_row_to_bend(whole_office: Recognition) -> None:
    assert [model.__name__ for model in audited_models() if not model._base_manager.exists()] == []


@pytest.mark.parametrize("model", audited_models(), ids=lambda model: model.__name__)
def test_whatever_column_of_a_row_is_changed_is_found(whole_office: Recognition, model: Any) -> None:
    """A06: once for every column of every audited table."""
    row = model._base_manager.order_by("-pk").first()
    table, key = model._meta.db_table, model._meta.pk.column
    for field in model._meta.concrete_fields:
        value = _other(field, getattr(row, field.attname))
        with bent((f'UPDATE {table} SET "{field.column}" = %s WHERE {key} = %s', [value, row.pk])):
            report = checked()
        expected = {"row_gone", "row_without_entry"} if field.primary_key else {"row_changed"}
        assert {fault.code for fault in report.faults} == expected, field.name
        assert str(model._meta.verbose_name) in report.faults[0].message


@pytest.mark.parametrize("model", audited_models(), ids=lambda model: model.__name__)
def test_a_row_that_was_deleted_is_found(whole_office: Recognition, model: Any) -> None:
    row = model._base_manager.order_by("-pk").first()
    with bent((f"DELETE FROM {model._meta.db_table} WHERE {model._meta.pk.column} = %s", [row.pk])):
        report = checked()
    assert [fault.code for fault in report.faults] == ["row_gone"]


def test_a_row_that_was_put_in_is_found(cast: Cast) -> None:
    with bent(
        ("INSERT INTO accounts_grant (user_id, role, granted_at) VALUES (%s, 'office', %s)", [cast.qian.pk, NOON])
    ):
        report = checked()
    assert [fault.code for fault in report.faults] == ["row_without_entry"]
    assert report.faults[0].message.startswith("授权（accounts.grant ")


def test_a_role_that_was_taken_away_and_put_back_by_sql_is_found(cast: Cast) -> None:
    grant = Grant.objects.get(user=cast.zhao)
    accounts.revoke_role(cast.zhao, Role.READER, by=CONSOLE, at=NOON)
    values = [grant.pk, cast.zhao.pk, grant.granted_at]
    with bent(("INSERT INTO accounts_grant (id, user_id, role, granted_at) VALUES (%s, %s, 'reader', %s)", values)):
        report = checked()
    assert [fault.code for fault in report.faults] == ["row_without_entry"]
    assert "按留痕已经删除，却还在" in report.faults[0].message


def test_a_row_that_was_set_back_to_what_it_once_was_is_found(cast: Cast) -> None:
    """An older state of the row is in the trail; only the last one counts."""
    accounts.issue_sign_in_token(cast.zhao, by=CONSOLE, at=NOON)
    accounts.issue_sign_in_token(cast.zhao, by=CONSOLE, at=NOON + timedelta(hours=1))
    until = NOON + timedelta(hours=24)
    with bent(("UPDATE accounts_signintoken SET expires_at = %s WHERE digest = (SELECT min(digest) FROM "
               "accounts_signintoken WHERE expires_at < %s)", [until, until])):  # fmt: skip
        assert found() == {"row_changed"}


def test_an_entry_that_was_bent_does_not_stop_the_others_from_being_checked(cast: Cast) -> None:
    with bent("UPDATE audit_entry SET states_json = 'bent' WHERE id = (SELECT min(id) FROM audit_entry)"):
        assert found() == {"row_without_entry"}


# Columns that came later


def test_a_column_that_came_later_counts_as_not_there_while_it_holds_its_default(cast: Cast, monkeypatch) -> None:
    """The entry was made before `is_active` was added: its hash knows nothing of the column."""
    before = frozenset({"id", "password", "username", "username_key", "display_name", "created_at"})
    old = columns._hash({name: columns.row_state(cast.qian)[name] for name in before})
    assert old not in set(columns.states_that_fit(cast.qian))
    monkeypatch.setattr(columns, "earlier_columns", lambda label: (before,))
    assert old in set(columns.states_that_fit(cast.qian))
    cast.qian.is_active = False
    assert old not in set(columns.states_that_fit(cast.qian))


def test_the_migrations_tell_which_columns_a_table_had() -> None:
    label = "findings.recognition"
    now = {field.attname for field in Recognition._meta.concrete_fields}
    assert columns.earlier_columns(label)[0] == now
    for model in audited_models():
        held = {field.attname for field in model._meta.concrete_fields}
        assert columns.earlier_columns(model._meta.label_lower)[0] == held, model
    correction = columns.earlier_columns("findings.correction")
    assert correction[-1] < correction[0]
    assert "way_back" in correction[0] - correction[-1]


# Files


def test_files_that_nobody_touched_are_good(edition: PlanEdition) -> None:
    report = Report()
    verify_files(report, damaged_files)
    assert (report.n_files, report.faults) == (StoredFile.objects.count(), [])


@pytest.mark.parametrize(
    ("bend", "said"),
    [
        (lambda path: path.write_bytes(b"other"), "内容与登记的不同"),
        (lambda path: path.write_bytes(path.read_bytes()[:-1] + b"?"), "内容与登记的不同"),
        (lambda path: path.unlink(), "不在文件库里"),
    ],
)
def test_a_file_that_was_edited_or_taken_away_is_found(sealed: Trail, bend: Callable[[Any], Any], said: str) -> None:
    """A08."""
    bend(store().path(StoredFile.objects.get().sha256))
    report = sealed.verify()
    verify_files(report, damaged_files)
    (fault,) = report.faults
    assert (fault.code, report.status, fault.sequence is not None) == ("file_changed", 1, True)
    assert said in fault.message


def test_a_file_that_was_swapped_with_its_row_is_found_by_the_entry(sealed: Trail) -> None:
    other = store().put(b"another paper").sha256
    report = Report()
    with bent(("UPDATE documents_storedfile SET sha256 = %s", [other])):
        old = Entry.objects.exclude(files_json="[]").values_list("files_json", flat=True).get()
        store().path(old.strip('[]"')).unlink()
        verify_files(report, damaged_files)
        assert found() == {"row_changed"}
    assert [fault.code for fault in report.faults] == ["file_changed"]


def test_a_store_that_is_not_there_is_no_tampering(edition: PlanEdition) -> None:
    (store().folder / "zhenggai-store").unlink()
    with pytest.raises(StoreUnavailable):
        verify_files(Report(), damaged_files)


def test_every_table_is_audited_or_says_why_not() -> None:
    silent = {model.__name__ for model in rows.apps.get_models() if hasattr(model, "not_audited")}
    assert silent == {"Entry", "Seal", "Checkpoint", "FormKey"}
    assert {User, Plan, Finding, StoredFile} <= set(audited_models())
