"""What holds for every act on units and people: the office does it, on record; nobody else does, on record too."""

from __future__ import annotations

import pytest

from tests.accounts.units.acts import ACTS, IMPORT
from tests.accounts.units.office import Office, everything
from tests.cast import Cast
from zhenggai.accounts.actors import CONSOLE
from zhenggai.accounts.refusals import UnitRefused
from zhenggai.audit.models import Entry

every_act = pytest.mark.parametrize("verb", [*ACTS, "units.imported"])


@every_act
def test_the_office_does_it_and_one_entry_says_so(office: Office, cast: Cast, verb: str) -> None:
    before, n_entries = everything(), Entry.objects.count()
    ACTS.get(verb, IMPORT)(office, cast, cast.by_lin)
    *rows, entry = Entry.objects.order_by("id")[n_entries:]
    assert (entry.verb, entry.result, entry.actor) == (verb, "done", cast.lin)
    assert [one.verb for one in rows] == (["unit.added"] if verb == "units.imported" else [])
    assert entry.changes
    assert (everything() != before) is (verb != "units.exported")


@every_act
@pytest.mark.parametrize("person", ["zhao", "qian"])
def test_nobody_else_does_it_and_the_attempt_is_on_record(office: Office, cast: Cast, verb: str, person: str) -> None:
    before, n_entries = everything(), Entry.objects.count()
    with pytest.raises(UnitRefused, match="只有环委办人员") as refused:
        ACTS.get(verb, IMPORT)(office, cast, getattr(cast, f"by_{person}"))
    (entry,) = Entry.objects.order_by("id")[n_entries:]
    assert refused.value.code == "not_permitted"
    assert (entry.verb, entry.result, entry.reason) == (verb, "refused", refused.value.message)
    assert everything() == before


@pytest.mark.parametrize("verb", ACTS)
def test_a_command_at_the_console_does_it(office: Office, cast: Cast, verb: str) -> None:
    ACTS[verb](office, cast, CONSOLE)
    assert Entry.objects.latest("id").actor_name == CONSOLE.name


def test_every_row_an_act_wrote_has_its_state_in_the_entry(office: Office, cast: Cast) -> None:
    ACTS["post.handed_over"](office, cast, cast.by_lin)
    kinds = [label for label, _key, _digest in Entry.objects.latest("id").states]
    assert kinds == ["accounts.incumbency", "accounts.incumbency"]
    ACTS["unit.closed"](office, cast, cast.by_lin)
    kinds = [label for label, _key, _digest in Entry.objects.latest("id").states]
    assert kinds == ["accounts.unit", "accounts.unitname"]


def test_a_handover_moves_the_post_and_never_the_account(office: Office, cast: Cast) -> None:
    ACTS["person.linked"](office, cast, cast.by_lin)
    held = office.held("李四")
    ACTS["post.handed_over"](office, cast, cast.by_lin)
    office.people["张三"].refresh_from_db()
    held.refresh_from_db()
    assert office.people["张三"].user == cast.zhao
    assert str(held.valid_to) == "2025-05-31"
    assert office.held("张三").valid_to is None
    cast.zhao.refresh_from_db()
    assert (cast.zhao.username, cast.zhao.is_active) == ("zhao", True)
