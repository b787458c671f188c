"""Group terms and the units they mean, from a day to a day."""

from __future__ import annotations

from datetime import date, datetime

from zhenggai.accounts import trail
from zhenggai.accounts.actors import Actor
from zhenggai.accounts.refusals import UnitRefused
from zhenggai.accounts.unit_models import Roster, RosterMember, Unit
from zhenggai.accounts.units import rules
from zhenggai.accounts.units.meaning import meaning


@trail.act("roster.added")
def add_roster(term: str, *, region_code: str = "", by: Actor, at: datetime) -> Roster:
    """A group term whose members are to be written down; refused if the region has it already."""
    rules.require_keeper(by)
    term, region_code = " ".join(term.split()), rules.region_of(region_code)
    if not term or len(term) > rules.LONGEST["集合称谓"]:
        raise UnitRefused("name_missing", "集合称谓要填写，最多120个字，如“各镇（街道）”。")
    key = meaning().name_key(term)
    if Roster.objects.filter(region_code=region_code, key=key).exists():
        raise UnitRefused("name_taken", f"单位组“{term}”已经建立，请直接登记成员。")
    with rules.kept_apart(f"单位组“{term}”已经建立，请直接登记成员。"):
        roster = Roster.objects.create(term=term, key=key, region_code=region_code)
    changes = {"term": [None, term], "region_code": [None, region_code]}
    trail.record("roster.added", roster, by=by, at=at, changes=changes)
    return roster


@trail.act("roster_member.added")
def add_member(
    roster: Roster,
    unit: Unit,
    *,
    valid_from: date | None = None,
    valid_to: date | None = None,
    by: Actor,
    at: datetime,
) -> RosterMember:
    """A unit belongs to the group from a day to a day. Refused: it does already, or it does not exist then."""
    rules.require_keeper(by)
    roster = Roster.objects.select_for_update().get(pk=roster.pk)
    unit = Unit.objects.select_for_update().get(pk=unit.pk)
    rules.require_order(valid_from, valid_to)
    last = valid_to or unit.valid_to
    rules.require_inside(unit, valid_from, last, "列入单位组的日期")
    known = RosterMember.objects.filter(roster=roster, unit=unit).within(valid_from, last).first()
    if known is not None:
        days = rules.said_days(known.valid_from, known.valid_to)
        raise UnitRefused("member_already", f"“{unit}”已在“{roster}”里（{days}），不用再登记。")
    member = RosterMember.objects.create(roster=roster, unit=unit, valid_from=valid_from, valid_to=last)
    changes = {"unit": [None, unit.name], "valid_from": [None, valid_from], "valid_to": [None, last]}
    trail.record("roster_member.added", member, by=by, at=at, changes=changes)
    return member


@trail.act("roster_member.ended")
def end_member(member: RosterMember, *, on: date, by: Actor, at: datetime) -> RosterMember:
    """The unit belongs to the group for the last time on the day."""
    rules.require_keeper(by)
    row = RosterMember.objects.select_for_update().get(pk=member.pk)
    if row.valid_to:
        raise UnitRefused("ended", f"“{row.unit}”已于 {row.valid_to} 退出“{row.roster}”。")
    rules.require_order(row.valid_from, on)
    row.valid_to = on
    row.save()
    trail.record("roster_member.ended", row, by=by, at=at, changes={"valid_to": [None, on]})
    return row
