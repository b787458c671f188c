"""The state of a row as one hash: the same row gives the same, any change another, in every database."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.cast import NOON, Cast
from zhenggai.accounts.models import SignInToken, User
from zhenggai.audit.actions import record, record_refusal
from zhenggai.audit.models import Entry
from zhenggai.audit.states import canonical, plain, row_state, state_hash
from zhenggai.findings.models import FindingVersion, PlanEdition, Recognition


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (None, None),
        (True, True),
        (7, 7),
        ("整改", "整改"),
        (NOON, "2024-03-20T04:00:00.000000+00:00"),
        (date(2024, 3, 20), "2024-03-20"),
        (Decimal("21.600"), "21.6"),
        (Decimal("1E+3"), "1000"),
        (Decimal(0), "0"),
        (b"bytes", hashlib.sha256(b"bytes").hexdigest()),
        ({"b": 1, 2: NOON}, {"b": 1, "2": "2024-03-20T04:00:00.000000+00:00"}),
        ((1, [2, (3,)]), [1, [2, [3]]]),
        ({3, 1, 2}, [1, 2, 3]),
        (frozenset({"b", "a"}), ["a", "b"]),
        (1.5, "1.5"),
    ],
)
def test_a_value_is_said_in_json(value: object, said: object) -> None:
    assert plain(value) == said


def test_a_row_is_said_by_its_table_and_key(cast: Cast) -> None:
    assert plain(cast.lin) == ["accounts.user", cast.lin.pk]
    assert canonical([cast.lin]) == f'[["accounts.user",{cast.lin.pk}]]'


@given(st.integers(0, 4 * 10**15), st.integers(-12, 12))
def test_a_moment_is_one_moment_in_every_zone(microseconds: int, hours: int) -> None:
    moment = datetime.fromtimestamp(0, UTC) + timedelta(microseconds=microseconds)
    here = moment.astimezone(timezone(timedelta(hours=hours)))
    assert plain(here) == plain(moment)
    assert datetime.fromisoformat(plain(here)) == here


_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=8,
)


@given(_values)
def test_what_json_knows_is_kept_and_said_one_way(value: Any) -> None:
    assert json.loads(canonical(value)) == value
    assert canonical(json.loads(canonical(value))) == canonical(value)


@given(st.dictionaries(st.text(max_size=4), st.integers(), max_size=5), st.randoms(use_true_random=False))
def test_the_order_of_keys_does_not_count(value: dict[str, int], random: Any) -> None:
    keys = random.sample(list(value), len(value))
    assert canonical({key: value[key] for key in keys}) == canonical(value)


@pytest.mark.parametrize("table", [User, Recognition, PlanEdition, FindingVersion, Entry])
def test_the_state_of_a_row_has_every_column(edition: PlanEdition, table: Any) -> None:
    row = table.objects.first()
    assert set(row_state(row)) == {field.attname for field in table._meta.concrete_fields}
    assert state_hash(row) == state_hash(table.objects.get(pk=row.pk))


@pytest.mark.parametrize("table", [User, Recognition, PlanEdition, FindingVersion])
def test_a_change_of_any_column_gives_another_hash(edition: PlanEdition, table: Any) -> None:
    first = table.objects.order_by("pk").first()
    before = state_hash(first)
    for field in table._meta.concrete_fields:
        other = table.objects.get(pk=first.pk)
        held = getattr(other, field.attname)
        setattr(other, field.attname, _another(field, held))
        assert state_hash(other) != before, field.name


def _another(field: Any, held: Any) -> Any:
    """Another value that fits the column."""
    kind = field.get_internal_type()
    if kind == "BooleanField":
        return not held
    if kind == "DateTimeField":
        return (held or NOON) + timedelta(microseconds=1)
    if kind == "DateField":
        return (held or NOON.date()) + timedelta(days=1)
    if kind == "JSONField":
        return [held]
    if kind in ("CharField", "TextField"):
        return f"{held}〇"
    return (held or 0) + 1


def test_a_moment_stored_and_read_again_has_the_same_hash(cast: Cast) -> None:
    moment = NOON.replace(microsecond=123_456)
    token = SignInToken.objects.create(user=cast.lin, digest="x", created_at=moment, expires_at=moment)
    assert state_hash(token) == state_hash(SignInToken.objects.get(pk=token.pk))


def test_an_entry_names_its_subject_first_and_every_other_row(cast: Cast) -> None:
    entry = record("user.signed_out", cast.lin, by=cast.by_lin, at=NOON, touched=[cast.zhao, cast.qian])
    assert [(label, key) for label, key, _ in entry.states] == [
        ("accounts.user", str(person.pk)) for person in (cast.lin, cast.zhao, cast.qian)
    ]
    assert entry.state_hash == entry.states[0][2] == state_hash(cast.lin)


def test_an_entry_without_a_subject_has_no_state_of_one(cast: Cast) -> None:
    entry = record("user.signed_out", None, by=cast.by_lin, at=NOON, touched=[cast.zhao], files=["b", "a"])
    assert (entry.state_hash, entry.subject_type, entry.subject_label) == ("", "", "")
    assert entry.states == [("accounts.user", str(cast.zhao.pk), state_hash(cast.zhao))]
    assert entry.files_json == '["a","b"]'


def test_a_refusal_says_what_was_refused_and_holds_no_state(cast: Cast) -> None:
    entry = record_refusal(
        "user.signed_out", by=cast.by_qian, at=NOON, reason="不行。", subject=cast.lin, code="not_now", label="别处"
    )
    assert (entry.result, entry.reason, entry.subject_label) == ("refused", "不行。", "林小明")
    assert (entry.changes, entry.states, entry.state_hash) == ({"refusal": [None, "not_now"]}, [], "")
    assert str(entry) == "被拒绝：钱住建退出了系统"
    plain_one = record_refusal("page.sent", by=cast.by_qian, at=NOON, reason="不行。", label="/" + "x" * 500)
    assert (len(plain_one.subject_label), plain_one.changes, plain_one.subject_type) == (300, {}, "")
