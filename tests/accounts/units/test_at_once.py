"""Two clerks at once: of two things that cannot both be so, one is done and the other refused, never both."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.db import connection

from tests.accounts.units.office import BY, add
from zhenggai.accounts.refusals import UnitRefused
from zhenggai.accounts.unit_models import Incumbency, Unit, UnitName
from zhenggai.accounts.units import actions
from zhenggai.audit.models import Entry

DAY = date(2025, 6, 1)


def both(*acts: Callable[[], object]) -> list[str]:
    """Does them in threads of their own; "done" or the code of the refusal."""

    def one(act: Callable[[], object]) -> str:
        try:
            act()
        except UnitRefused as refused:
            return refused.code
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(len(acts)) as threads:
        return sorted(threads.map(one, acts))


@pytest.mark.usefixtures("open_database")
def test_a_unit_gets_one_principal() -> None:
    unit = add("区水务局", "department")
    posts = [actions.add_post(unit, title, "principal", **BY) for title in ("局长", "主任")]
    people = [actions.add_person(name, **BY) for name in ("张三", "李四")]
    told = both(
        *(
            lambda post=post, who=who: actions.take_up(post, who, on=DAY, **BY)
            for post, who in zip(posts, people, strict=True)
        )
    )
    assert told == ["done", "principal_taken"]
    assert Incumbency.objects.count() == 1
    assert Entry.objects.filter(verb="post.taken_up").count() == 2


@pytest.mark.usefixtures("open_database")
def test_a_name_is_borne_by_one() -> None:
    assert both(*[lambda: add("区水务局", "department")] * 3) == ["done", "name_taken", "name_taken"]
    assert (Unit.objects.count(), UnitName.objects.count()) == (1, 1)


@pytest.mark.usefixtures("open_database")
def test_no_two_moves_close_a_circle() -> None:
    one, other = add("甲局", "department"), add("乙局", "department")
    told = both(lambda: actions.move_unit(one, other, **BY), lambda: actions.move_unit(other, one, **BY))
    assert told == ["circle", "done"]
