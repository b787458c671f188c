"""Random rosters and days: the queries agree with an answer worked out by hand from the acts that went through."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.accounts.units.office import BY, REGION
from zhenggai.accounts.refusals import UnitRefused
from zhenggai.accounts.unit_models import Person, Unit
from zhenggai.accounts.units import actions, queries

START = date(2024, 1, 1)
LENGTH = 8
DAYS = st.integers(0, LENGTH).map(lambda n: START + timedelta(days=n))
NAMES = st.sampled_from(["甲镇", "乙镇"])
PEOPLE = ["赵", "钱", "孙"]


@dataclass
class Known:
    """A unit as the test keeps it: its names in order with the first day of each, its days, its principals."""

    names: list[tuple[str, date | None]]
    last: date | None = None
    principals: list[tuple[str, date, date | None]] = field(default_factory=list)

    def name_on(self, day: date) -> str:
        return [name for name, first in self.names if first is None or first <= day][-1]

    def exists(self, day: date) -> bool:
        return self.last is None or day <= self.last

    def bore(self, name: str, day: date) -> bool:
        return any(one == name and (first or START) <= day for one, first in self.names)


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("add"), NAMES, DAYS),
        st.tuples(st.just("rename"), NAMES, DAYS),
        st.tuples(st.just("close"), NAMES, DAYS),
        st.tuples(st.just("principal"), NAMES, DAYS),
        st.tuples(st.just("leave"), NAMES, DAYS),
    ),
    min_size=3,
    max_size=10,
)


def _step(known: dict[int, Known], what: str, name: str, day: date, n: int) -> None:
    """One act, and the same in the test's own words if it went through."""
    try:
        with transaction.atomic():
            if what == "add":
                unit = actions.add_unit(name, "town", region_code=REGION, **BY)
                known[unit.pk] = Known([(name, None)])
                return
            unit = queries.units_called(name, on=None, region=REGION)[0]
            mine = known[unit.pk]
            if what == "rename":
                actions.rename_unit(unit, f"{name[0]}新镇", on=day, **BY)
                mine.names.append((f"{name[0]}新镇", day))
            elif what == "close":
                actions.close_unit(unit, on=day, **BY)
                mine.last = day
                mine.principals = [(who, first, min(last or day, day)) for who, first, last in mine.principals]
            elif what == "principal":
                _principal(unit, mine, PEOPLE[n % 3], day)
            else:
                _leave(unit, mine, day)
    except (UnitRefused, IndexError):
        return


def _principal(unit: Unit, mine: Known, who: str, day: date) -> None:
    post = unit.posts.first() or actions.add_post(unit, "镇长", "principal", **BY)
    person = Person.objects.filter(name=who).first() or actions.add_person(who, **BY)
    actions.take_up(post, person, on=day, **BY)
    mine.principals.append((who, day, None))


def _leave(unit: Unit, mine: Known, day: date) -> None:
    post = unit.posts.first()
    held = post.incumbencies.filter(valid_to=None).first() if post else None
    if held is None:
        return
    actions.leave_post(held, on=day, **BY)
    mine.principals = [(who, first, day if last is None else last) for who, first, last in mine.principals]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_every_day_is_told_as_the_acts_made_it(db: None, steps: list[tuple[str, str, date]]) -> None:
    with transaction.atomic():
        known: dict[int, Known] = {}
        for n, (what, name, day) in enumerate(steps):
            _step(known, what, name, day, n)
        for n in range(-1, LENGTH + 2):
            _agree(known, START + timedelta(days=n))
        transaction.set_rollback(True)


def _agree(known: dict[int, Known], day: date) -> None:
    there = {pk: one for pk, one in known.items() if one.exists(day)}
    told = queries.members_of("各镇", on=day, region=REGION)
    assert {unit.pk for unit in told.units} == set(there)
    for name in ("甲镇", "乙镇", "甲新镇", "乙新镇"):
        now = {pk for pk, one in there.items() if one.name_on(day) == name}
        once = {pk for pk, one in there.items() if one.bore(name, day)}
        expected = now or once
        found = queries.unit_of(name, on=day, region=REGION)
        assert ({found.pk} if found else set()) == (expected if len(expected) == 1 else set())
    for held in queries.holders("主要负责同志", [Unit.objects.get(pk=pk) for pk in known], on=day):
        by_hand = [
            who for who, first, last in known[held.unit.pk].principals if first <= day and (last is None or day <= last)
        ]
        assert len(by_hand) <= 1
        assert [row.person.name for row in held.incumbencies] == by_hand
