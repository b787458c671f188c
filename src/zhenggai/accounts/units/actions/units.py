"""Units come, are renamed, move under another parent, and end."""

from __future__ import annotations

from datetime import date, datetime

from zhenggai.accounts import trail
from zhenggai.accounts.actors import Actor
from zhenggai.accounts.refusals import UnitRefused
from zhenggai.accounts.unit_models import Incumbency, NameKind, RosterMember, Unit, UnitKind, UnitName
from zhenggai.accounts.units import rules
from zhenggai.accounts.units.meaning import meaning


@trail.act("unit.added")
def add_unit(
    name: str,
    kind: str,
    *,
    region_code: str = "",
    parent: Unit | None = None,
    valid_from: date | None = None,
    valid_to: date | None = None,
    by: Actor,
    at: datetime,
) -> Unit:
    """A new unit with its name. Refused: a name that another unit of the county bears on one of the days
    (`name_taken`), a parent that is closed before (`unit_closed`), days crossing, a wrong code or kind."""
    rules.require_keeper(by)
    name, region_code = rules.name_of(name, "单位名称"), rules.region_of(region_code)
    rules.require_order(valid_from, valid_to)
    unit = Unit(name=name, kind=_kind(kind), region_code=region_code, valid_from=valid_from, valid_to=valid_to)
    key = meaning().name_key(name)
    rules.require_free_name(unit.area, key, valid_from, valid_to, None)
    if parent is not None:
        parent = _locked(parent)
        rules.require_inside(parent, valid_from, valid_to, "下级单位的日期")
        unit.parent = parent
    unit.save()
    official = _saved_name(unit, name, NameKind.OFFICIAL, valid_from, valid_to)
    changes: dict[str, object] = {"name": [None, name], "kind": [None, kind], "region_code": [None, region_code]}
    changes |= {
        "parent": [None, parent and parent.name],
        "valid_from": [None, valid_from],
        "valid_to": [None, valid_to],
    }
    trail.record("unit.added", unit, by=by, at=at, changes=changes, touched=[official])
    return unit


@trail.act("unit.changed")
def change_unit(unit: Unit, *, kind: str, region_code: str, valid_from: date | None, by: Actor, at: datetime) -> Unit:
    """Kind, region and first day of a unit, put right. Refused if the names are taken in the other region."""
    rules.require_keeper(by)
    unit, region_code = _locked(unit), rules.region_of(region_code)
    rules.require_order(valid_from, unit.valid_to)
    wanted = {"kind": _kind(kind), "region_code": region_code, "valid_from": valid_from}
    changes = {field: [getattr(unit, field), value] for field, value in wanted.items() if getattr(unit, field) != value}
    if not changes:
        return unit
    rows = list(UnitName.objects.select_for_update().filter(unit=unit).order_by("id"))
    first = next(row for row in rows if row.kind in (NameKind.OFFICIAL, NameKind.FORMER))
    for field, value in wanted.items():
        setattr(unit, field, value)
    for row in rows:
        if row.pk == first.pk and "valid_from" in changes:
            rules.require_order(valid_from, row.valid_to)
            row.valid_from = valid_from
        row.area = unit.area
        rules.require_free_name(row.area, row.key, row.valid_from, row.valid_to, unit)
        with rules.kept_apart(f"“{row.text}”在这个区划已是别的单位的名称。"):
            row.save()
    unit.save()
    trail.record("unit.changed", unit, by=by, at=at, changes=changes, touched=rows)
    return unit


@trail.act("unit.renamed")
def rename_unit(unit: Unit, name: str, *, on: date, by: Actor, at: datetime) -> Unit:
    """The unit bears a new name from the day on; the old one stays as a former name with its days."""
    rules.require_keeper(by)
    unit, name = _locked(unit), rules.name_of(name, "单位名称")
    rules.require_inside(unit, on, unit.valid_to, "更名日期")
    key = meaning().name_key(name)
    old = UnitName.objects.select_for_update().get(unit=unit, kind=NameKind.OFFICIAL)
    if name == old.text:
        raise UnitRefused("same_name", f"“{name}”就是现在的名称，不用更名。")
    if old.valid_from and on <= old.valid_from:
        raise UnitRefused("days_crossing", f"“{old.text}”自 {old.valid_from} 起使用，更名日期必须晚于这一天。")
    rules.require_free_name(unit.area, key, on, unit.valid_to, unit)
    touched = [old]
    for own in UnitName.objects.select_for_update().filter(unit=unit, key=key).exclude(pk=old.pk).within(on, None):
        if own.valid_from and own.valid_from >= on:
            raise UnitRefused(
                "name_taken", f"{own}（{rules.said_days(own.valid_from, own.valid_to)}）已经登记，请先停用。"
            )
        own.valid_to = on - rules.ONE_DAY
        own.save()
        touched.append(own)
    old.kind, old.valid_to = NameKind.FORMER, on - rules.ONE_DAY
    old.save()
    new = _saved_name(unit, name, NameKind.OFFICIAL, on, unit.valid_to)
    before, unit.name = unit.name, name
    unit.save()
    changes = {"name": [before, name], "on": [None, on]}
    trail.record("unit.renamed", unit, by=by, at=at, changes=changes, touched=[*touched, new])
    return unit


@trail.act("unit.moved")
def move_unit(unit: Unit, parent: Unit | None, *, by: Actor, at: datetime) -> Unit:
    """Under another parent, or to the top. Refused: a circle, a parent that is closed."""
    rules.require_keeper(by)
    list(Unit.objects.select_for_update().order_by("pk").values_list("pk"))  # two moves at once could close a circle
    unit = _locked(unit)
    before = unit.parent.name if unit.parent else None
    if parent is not None:
        parent = _locked(parent)
        rules.require_no_circle(unit, parent)
        rules.require_inside(parent, unit.valid_from, unit.valid_to, "下级单位的日期")
    unit.parent = parent
    unit.save()
    trail.record("unit.moved", unit, by=by, at=at, changes={"parent": [before, parent and parent.name]})
    return unit


@trail.act("unit.closed")
def close_unit(unit: Unit, *, on: date, by: Actor, at: datetime) -> Unit:
    """The unit exists for the last time on the day; its names, posts held and memberships end with it.

    Refused: closed already, units below it that go on, or something of it that begins later."""
    rules.require_keeper(by)
    unit = _locked(unit)
    if unit.valid_to:
        raise UnitRefused("unit_closed", f"“{unit}”已于 {unit.valid_to} 撤销，不能再次撤销。")
    rules.require_order(unit.valid_from, on)
    below = Unit.objects.filter(parent=unit).within(on + rules.ONE_DAY, None).first()
    if below is not None:
        raise UnitRefused("has_units", f"“{unit}”下面还有“{below}”等单位，请先把它们调整到别的上级单位或撤销。")
    ending: list[UnitName | RosterMember | Incumbency] = [
        *UnitName.objects.select_for_update().filter(unit=unit).within(on, None),
        *RosterMember.objects.select_for_update().filter(unit=unit).within(on, None),
        *Incumbency.objects.select_for_update().filter(post__unit=unit).within(on, None),
    ]
    for row in ending:
        if row.valid_from and row.valid_from > on:
            raise UnitRefused("begins_later", f"{row}自 {row.valid_from} 才开始，晚于撤销日期 {on}，请核对日期。")
        row.valid_to = on
        row.save()
    unit.valid_to = on
    unit.save()
    trail.record("unit.closed", unit, by=by, at=at, changes={"valid_to": [None, on]}, touched=ending)
    return unit


@trail.act("unit_name.added")
def add_name(
    unit: Unit,
    text: str,
    kind: str,
    *,
    valid_from: date | None = None,
    valid_to: date | None = None,
    by: Actor,
    at: datetime,
) -> UnitName:
    """A short name, an alias, or a former name from before it was kept here. Refused if another unit bears it."""
    rules.require_keeper(by)
    unit, text = _locked(unit), rules.name_of(text, "单位名称")
    if kind not in (NameKind.SHORT, NameKind.ALIAS, NameKind.FORMER):
        raise UnitRefused("wrong_kind", f"名称的种类“{kind}”不能这样登记；换名称请办理更名。")
    rules.require_order(valid_from, valid_to)
    last = valid_to or unit.valid_to
    if kind != NameKind.FORMER:
        rules.require_inside(unit, valid_from, last, "名称的日期")
    key = meaning().name_key(text)
    own = UnitName.objects.filter(unit=unit, key=key).within(valid_from, last).first()
    if own is not None:
        raise UnitRefused("name_taken", f"“{text}”已是“{unit}”的{own.get_kind_display()}，不用再登记。")
    rules.require_free_name(unit.area, key, valid_from, last, unit)
    row = _saved_name(unit, text, NameKind(kind), valid_from, last)
    changes = {"text": [None, text], "kind": [None, kind], "valid_from": [None, valid_from], "valid_to": [None, last]}
    trail.record("unit_name.added", row, by=by, at=at, changes=changes)
    return row


@trail.act("unit_name.ended")
def end_name(name: UnitName, *, on: date, by: Actor, at: datetime) -> UnitName:
    """An alias or short name is borne for the last time on the day."""
    rules.require_keeper(by)
    row = UnitName.objects.select_for_update().get(pk=name.pk)
    if row.kind == NameKind.OFFICIAL:
        raise UnitRefused("official_name", f"“{row.text}”是单位现在的名称，不能停用；换名称请办理更名。")
    if row.valid_to:
        raise UnitRefused("ended", f"{row}已于 {row.valid_to} 停用。")
    rules.require_order(row.valid_from, on)
    row.valid_to = on
    row.save()
    trail.record("unit_name.ended", row, by=by, at=at, changes={"valid_to": [None, on]})
    return row


def _locked(unit: Unit) -> Unit:
    return Unit.objects.select_for_update(of=("self",)).select_related("parent").get(pk=unit.pk)


def _kind(kind: str) -> str:
    if kind not in UnitKind.values:
        raise UnitRefused("wrong_kind", f"类别“{kind}”不在可选范围：{'、'.join(map(str, UnitKind.labels))}。")
    return kind


def _saved_name(unit: Unit, text: str, kind: NameKind, first: date | None, last: date | None) -> UnitName:
    key = meaning().name_key(text)
    row = UnitName(unit=unit, text=text, key=key, area=unit.area, kind=kind, valid_from=first, valid_to=last)
    with rules.kept_apart(f"“{text}”刚刚已登记为单位的名称，请刷新后核对。"):
        row.save()
    return row
