"""Every act on units, groups, posts and people, ready to be done in the office."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from tests.accounts.units.office import REGION, Office
from tests.cast import NOON, Cast
from zhenggai.accounts.actors import Actor
from zhenggai.accounts.unit_models import NameKind, Post, Rank, Roster, RosterMember, UnitName
from zhenggai.accounts.units import actions
from zhenggai.accounts.units.book import BookRow
from zhenggai.accounts.units.importing import import_book, note_book_export

DAY = date(2025, 6, 1)
ROWS = [BookRow("units", "单位", 2, {"name": "区城管局"})]
Act = Callable[[Office, Cast, Actor], Any]
ACTS: dict[str, Act] = {
    "unit.added": lambda o, c, by: actions.add_unit("区城管局", "department", region_code=REGION, by=by, at=NOON),
    "unit.changed": lambda o, c, by: actions.change_unit(
        o.unit("区住建局"), kind="office", region_code=REGION, valid_from=None, by=by, at=NOON
    ),
    "unit.renamed": lambda o, c, by: actions.rename_unit(o.unit("区住建局"), "区建设局", on=DAY, by=by, at=NOON),
    "unit.moved": lambda o, c, by: actions.move_unit(o.unit("区住建局"), o.unit("北石店镇"), by=by, at=NOON),
    "unit.closed": lambda o, c, by: actions.close_unit(o.unit("区住建局"), on=DAY, by=by, at=NOON),
    "unit_name.added": lambda o, c, by: actions.add_name(
        o.unit("区住建局"), "区建设局", NameKind.ALIAS, by=by, at=NOON
    ),
    "unit_name.ended": lambda o, c, by: actions.end_name(
        UnitName.objects.get(kind=NameKind.ALIAS), on=DAY, by=by, at=NOON
    ),
    "roster.added": lambda o, c, by: actions.add_roster("各相关镇", region_code=REGION, by=by, at=NOON),
    "roster_member.added": lambda o, c, by: actions.add_member(
        Roster.objects.get(), o.unit("区财政局"), valid_from=DAY, by=by, at=NOON
    ),
    "roster_member.ended": lambda o, c, by: actions.end_member(
        RosterMember.objects.get(valid_to=None), on=DAY, by=by, at=NOON
    ),
    "post.added": lambda o, c, by: actions.add_post(o.unit("区住建局"), "局长", Rank.PRINCIPAL, by=by, at=NOON),
    "post.changed": lambda o, c, by: actions.change_post(
        Post.objects.get(title="局长"), rank=Rank.OTHER, several=False, by=by, at=NOON
    ),
    "person.added": lambda o, c, by: actions.add_person("郑十", by=by, at=NOON),
    "person.changed": lambda o, c, by: actions.change_person(
        o.people["张三"], name="张珊", distinction="水务", by=by, at=NOON
    ),
    "person.linked": lambda o, c, by: actions.link_account(o.people["张三"], c.zhao, by=by, at=NOON),
    "post.taken_up": lambda o, c, by: actions.take_up(
        Post.objects.get(title="分管副局长"), o.people["张三"], on=DAY, by=by, at=NOON
    ),
    "post.handed_over": lambda o, c, by: actions.hand_over(o.held("李四"), o.people["张三"], on=DAY, by=by, at=NOON),
    "post.left": lambda o, c, by: actions.leave_post(o.held("李四"), on=DAY, by=by, at=NOON),
    "units.exported": lambda o, c, by: note_book_export(4, REGION, by=by, at=NOON),
}
# One entry of its own beside those of its rows.
IMPORT: Act = lambda o, c, by: import_book("单位.xlsx", ROWS, on=DAY, region=REGION, by=by, at=NOON)  # noqa: E731
