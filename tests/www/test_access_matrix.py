"""Every address, every person, every way to ask: the right answer, and an entry where something was sent."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern

from tests.cast import NOON, Cast, upload
from tests.findings.acts import FRESH, NOTICES, point_of
from tests.papers import changed
from tests.www.conftest import Visitor, text_of
from tests.www.doors import CLOSED, DOORS, MISSING, TAKING_OUT, Door
from zhenggai.accounts import actions as accounts
from zhenggai.accounts.actors import CONSOLE
from zhenggai.accounts.models import Role, User
from zhenggai.audit.models import Entry
from zhenggai.findings import actions
from zhenggai.findings.models import PlanEdition, Recognition
from zhenggai.www.urls import urlpatterns

PEOPLE = ("lin", "zhao", "qian", "stranger")
everybody = pytest.mark.parametrize("name", PEOPLE)
OF_ROWS = [door for door in CLOSED if door.row]
ON_REVIEWS = [door for door in DOORS if door.acts_on_review]


@pytest.fixture
def reading(cast: Cast, edition: PlanEdition) -> Recognition:
    """A revision of the plan that waits for Lin, with a notice and an added finding."""
    findings = (*changed(2, deadline="2026年6月底")[:3], FRESH)
    row = upload(cast, name="修订稿.txt", content=b"revised", findings=findings, notices=NOTICES)
    return actions.link_revision(row, edition.plan, by=cast.by_lin, at=NOON, version=row.version)


@pytest.fixture
def rows(edition: PlanEdition, reading: Recognition) -> dict[str, Any]:
    finding = edition.versions.order_by("position").first()
    point = point_of(reading)
    return {"reading": reading.pk, "plan": edition.plan_id, "finding": finding.finding_id, "point": point}


@pytest.fixture
def people(lin: Visitor, zhao: Visitor, qian: Visitor) -> dict[str, Client]:
    return {"lin": lin, "zhao": zhao, "qian": qian, "stranger": Visitor()}


def sent(visitor: Visitor, door: Door, address: str, version: int) -> Any:
    """A sound form for this address."""
    if door.name in TAKING_OUT:
        return visitor.post(address)
    return visitor.act(address, version if door.versioned else None, **door.fields)


def to_the_door(response: Any) -> bool:
    return response.status_code == 302 and response.headers["Location"].startswith("/sign-in/")


def test_every_address_has_its_line_here() -> None:
    named = [pattern.name for pattern in urlpatterns if isinstance(pattern, URLPattern)]
    assert [door.name for door in DOORS] == named


@everybody
def test_looking_is_answered_by_role_and_leaves_nothing(
    name: str, rows: dict[str, Any], people: dict[str, Client]
) -> None:
    n_entries = Entry.objects.count()
    for door in DOORS:
        response = people[name].get(door.address(rows))
        if name in door.who:
            assert response.status_code == ((302 if door.leads else door.shows) if "GET" in door.methods else 405), door
        elif name == "stranger":
            assert to_the_door(response), door
        else:
            assert response.status_code == 403, door
            assert "云岭县" not in response.content.decode(), door
    assert Entry.objects.count() == n_entries


@pytest.mark.parametrize("name", ["zhao", "qian"])
def test_whoever_sends_what_is_not_theirs_leaves_an_entry_and_nothing_else(
    name: str, rows: dict[str, Any], people: dict[str, Client], reading: Recognition
) -> None:
    before = Recognition.objects.values().get(pk=reading.pk)
    for door in (door for door in CLOSED if name not in door.who):
        n_entries, address = Entry.objects.count(), door.address(rows)
        assert sent(people[name], door, address, reading.version).status_code == 403, door
        (entry,) = Entry.objects.order_by("id")[n_entries:]
        assert (entry.verb, entry.result, entry.actor.username) == ("page.sent", "refused", name), door
        assert (entry.subject_label, entry.changes) == (address, {"refusal": [None, "not_permitted"]}), door
        assert "权限" in entry.reason, door
    assert Recognition.objects.values().get(pk=reading.pk) == before


def test_a_stranger_who_sends_something_is_led_to_the_door(
    rows: dict[str, Any], people: dict[str, Client], reading: Recognition
) -> None:
    n_entries = Entry.objects.count()
    for door in CLOSED:
        assert to_the_door(sent(people["stranger"], door, door.address(rows), reading.version)), door
    assert Entry.objects.count() == n_entries


@pytest.mark.parametrize("name", ["zhao", "qian"])
def test_nobody_learns_from_a_refusal_whether_a_row_exists(
    name: str, rows: dict[str, Any], people: dict[str, Client]
) -> None:
    for door in (door for door in OF_ROWS if name not in door.who):
        there, missing = (people[name].get(door.address(rows, pk)) for pk in (None, MISSING))
        assert (there.status_code, missing.status_code) == (403, 403), door
        assert text_of(there) == text_of(missing), door


@pytest.mark.parametrize("name", ["lin", "zhao"])
def test_a_row_that_is_not_there_is_not_found_by_whoever_may(
    name: str, rows: dict[str, Any], people: dict[str, Client]
) -> None:
    n_entries = Entry.objects.count()
    for door in (door for door in OF_ROWS if name in door.who):
        address = door.address(rows, MISSING)
        if "GET" in door.methods:
            assert people[name].get(address).status_code == 404, door
        if "POST" in door.methods:
            assert sent(people[name], door, address, 1).status_code == 404, door
    assert Entry.objects.count() == n_entries


@pytest.mark.parametrize("method", ["put", "patch", "delete", "options"])
def test_no_address_answers_another_method(method: str, rows: dict[str, Any], lin: Visitor) -> None:
    for door in DOORS:
        response = getattr(lin, method)(door.address(rows))
        assert response.status_code == 405, door
        assert set(response.headers["Allow"].split(", ")) - {"HEAD"} == set(door.methods), door


def test_nothing_is_sent_to_a_page_for_looking(rows: dict[str, Any], people: dict[str, Client]) -> None:
    for door in (door for door in DOORS if "POST" not in door.methods):
        for name in sorted(door.who - {"stranger"}):
            assert people[name].post(door.address(rows)).status_code == 405, (door, name)


def test_a_closed_account_is_a_stranger(rows: dict[str, Any], lin: Visitor) -> None:
    User.objects.filter(username="lin").update(is_active=False)
    for door in CLOSED:
        assert to_the_door(lin.get(door.address(rows))), door


def test_a_role_taken_away_closes_every_page_at_once(rows: dict[str, Any], lin: Visitor, cast: Cast) -> None:
    accounts.revoke_role(cast.lin, Role.OFFICE, by=CONSOLE, at=NOON)
    for door in CLOSED:
        assert lin.get(door.address(rows)).status_code == 403, door


def test_a_document_that_was_given_up_takes_no_form(
    rows: dict[str, Any], lin: Visitor, cast: Cast, reading: Recognition
) -> None:
    row = actions.discard(reading, reason="传错了", by=cast.by_lin, at=NOON, version=reading.version)
    for door in ON_REVIEWS:
        assert sent(lin, door, door.address(rows), row.version).status_code == 409, door
        assert Entry.objects.latest("id").changes == {"refusal": [None, "not_waiting"]}, door
    assert Recognition.objects.get(pk=row.pk).version == row.version


def test_a_form_of_an_older_version_is_refused_with_an_entry(
    rows: dict[str, Any], lin: Visitor, reading: Recognition
) -> None:
    for door in ON_REVIEWS:
        assert sent(lin, door, door.address(rows), reading.version - 1).status_code == 409, door
        assert Entry.objects.latest("id").changes == {"refusal": [None, "changed_meanwhile"]}, door


@pytest.mark.parametrize("broken", [{}, {"form_key": "short"}, {"version": "0"}, {"version": "x"}, {"colour": "red"}])
def test_a_form_that_is_not_whole_is_refused(
    broken: dict[str, str], rows: dict[str, Any], lin: Visitor, reading: Recognition
) -> None:
    form = {"form_key": "one-form-key-0001", "version": str(reading.version)} if broken else {}
    for door in ON_REVIEWS:
        assert lin.post(door.address(rows), {**form, **door.fields, **broken}).status_code == 400, door
    assert Recognition.objects.get(pk=reading.pk).version == reading.version


@pytest.mark.parametrize("name", ["lin", "zhao"])
def test_a_paper_taken_out_leaves_one_entry_of_whoever_took_it(
    name: str, rows: dict[str, Any], people: dict[str, Client]
) -> None:
    for door in (door for door in CLOSED if door.name in TAKING_OUT and name in door.who):
        n_entries = Entry.objects.count()
        response = people[name].post(door.address(rows))
        assert response.headers["Content-Disposition"].startswith("attachment"), door
        (entry,) = Entry.objects.order_by("id")[n_entries:]
        assert (entry.verb.endswith(".exported"), entry.result, entry.actor.username) == (True, "done", name), door
