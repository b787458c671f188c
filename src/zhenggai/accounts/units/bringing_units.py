"""Rows of units, posts and groups compared with what is there, and brought in through the ordinary acts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from django.db.models import Model

from zhenggai.accounts.actors import Actor
from zhenggai.accounts.managers import DatedQuerySet
from zhenggai.accounts.refusals import UnitRefused
from zhenggai.accounts.unit_models import NameKind, Post, Rank, Roster, RosterMember, Unit, UnitKind, UnitName
from zhenggai.accounts.units import actions, rules
from zhenggai.accounts.units.book import CHANGED, NEW, SAME, BookRow, DatedName
from zhenggai.accounts.units.meaning import meaning
from zhenggai.accounts.units.seeking import Seeker

_Row = TypeVar("_Row", bound=Model)
Outcome = tuple[str, str, str]  # status, what, said


@dataclass(frozen=True, slots=True)
class Bringing:
    """What every row is brought in with. by, at: of the import; on: the day it holds from where the row says none."""

    seeker: Seeker
    by: Actor
    at: datetime

    @property
    def on(self) -> date:
        return self.seeker.on


def unit_row(go: Bringing, row: BookRow) -> Outcome:
    """A unit: new, renamed (its present name stands among the former ones), changed, or the same. Cells left empty
    change nothing, and nothing is taken away."""
    name = rules.name_of(row.text("name"), "单位名称")
    first, last = row.day("valid_from"), row.day("valid_to")
    region = rules.region_of(row.text("region_code"))
    unit = go.seeker.of_row(name, region, first, last)
    said: list[str] = []
    if unit is None and (old := _renamed(go, row, region)) is not None:
        unit, before = old
        on = before.valid_to + rules.ONE_DAY if before.valid_to else go.on
        said.append(_change("名称", unit.name, name))
        unit = actions.rename_unit(unit, name, on=on, by=go.by, at=go.at)
        go.seeker.forget()
    if unit is None:
        return NEW, name, _new_unit(go, row, name, region or go.seeker.region)
    said += _changed_unit(go, row, unit, region)
    return (CHANGED if said else SAME), unit.name, "；".join(said)


def _new_unit(go: Bringing, row: BookRow, name: str, region: str) -> str:
    parent = go.seeker.needed(row.text("parent")) if row.text("parent") else None
    kind = _kind(row.text("kind")) or meaning().kind_of_name(name)
    former = sorted((one for one in row.names.get(NameKind.FORMER, ()) if one.valid_to), key=_ended)
    unit = actions.add_unit(
        former[0].text if former else name,
        kind,
        region_code=region,
        parent=parent,
        valid_from=row.day("valid_from"),
        valid_to=row.day("valid_to"),
        by=go.by,
        at=go.at,
    )
    for old, new in zip(former, [*(one.text for one in former[1:]), name], strict=False):
        unit = actions.rename_unit(unit, new, on=_ended(old) + rules.ONE_DAY, by=go.by, at=go.at)
    go.seeker.forget() if former else go.seeker.learn(unit)
    _add_names(go, row, unit)
    guess = "" if row.text("kind") else "（按名称判断）"
    return f"{UnitKind(kind).label}{guess}"


def _changed_unit(go: Bringing, row: BookRow, unit: Unit, region: str) -> list[str]:
    kind, first = _kind(row.text("kind")) or unit.kind, row.day("valid_from") or unit.valid_from
    region = region or unit.region_code
    said = []
    if kind != unit.kind:
        said.append(_change("类别", UnitKind(unit.kind).label, UnitKind(kind).label))
    if region != unit.region_code:
        said.append(_change("区划代码", unit.region_code, region))
    if first != unit.valid_from:
        said.append(_change("设立日期", unit.valid_from, first))
    if said:
        actions.change_unit(unit, kind=kind, region_code=region, valid_from=first, by=go.by, at=go.at)
        go.seeker.forget()
    parent = go.seeker.needed(row.text("parent")) if row.text("parent") else unit.parent
    if parent != unit.parent:
        said.append(_change("上级单位", unit.parent, parent))
        actions.move_unit(unit, parent, by=go.by, at=go.at)
    said += _add_names(go, row, unit)
    last = row.day("valid_to")
    if last and last != unit.valid_to:
        said.append(_change("撤销日期", unit.valid_to, last))
        actions.close_unit(unit, on=last, by=go.by, at=go.at)
        go.seeker.forget()
    return said


def _add_names(go: Bringing, row: BookRow, unit: Unit) -> list[str]:
    """Short names, aliases and former names that the unit does not have yet."""
    said = []
    for kind in (NameKind.SHORT, NameKind.ALIAS, NameKind.FORMER):
        for name in row.names.get(kind, ()):
            if not _has_name(unit, name):
                added = actions.add_name(
                    unit, name.text, kind, valid_from=name.valid_from, valid_to=name.valid_to, by=go.by, at=go.at
                )
                go.seeker.learn(unit, added)
                said.append(_change(str(kind.label), None, name.text))
    return said


def _has_name(unit: Unit, name: DatedName) -> bool:
    """Whether the unit has the name, on these days where the cell says days."""
    rows = UnitName.objects.filter(unit=unit, key=meaning().name_key(name.text))
    if name.valid_from:
        rows = rows.filter(valid_from=name.valid_from)
    return rows.filter(valid_to=name.valid_to).exists() if name.valid_to else rows.exists()


def _renamed(go: Bringing, row: BookRow, region: str) -> tuple[Unit, DatedName] | None:
    """The unit whose present name is among the former names of the row."""
    for former in row.names.get(NameKind.FORMER, ()):
        unit = go.seeker.of_row(former.text, region, row.day("valid_from"), row.day("valid_to"))
        if unit is not None and meaning().name_key(unit.name) == meaning().name_key(former.text):
            return unit, former
    return None


def post_row(go: Bringing, row: BookRow) -> Outcome:
    """A post of a unit, its rank and whether it may stand beside another principal."""
    unit, title = go.seeker.needed(row.text("unit")), rules.name_of(row.text("title"), "岗位")
    post = Post.objects.filter(unit=unit, key=meaning().name_key(title)).first()
    guessed, beside = meaning().rank_of_title(title)
    wanted = _label(Rank, row.text("rank"), "岗位性质") or (post.rank if post else guessed)
    several = row.text("several") == "yes" if row.text("several") else (post.several if post else beside)
    if post is None:
        post = actions.add_post(unit, title, wanted, several=several, by=go.by, at=go.at)
        return NEW, str(post), str(Rank(wanted).label)
    said = [_change("岗位性质", Rank(post.rank).label, Rank(wanted).label)] if wanted != post.rank else []
    if several != post.several:
        said.append(_change("可以多人", _yes(post.several), _yes(several)))
    if said:
        actions.change_post(post, rank=wanted, several=several, by=go.by, at=go.at)
    return (CHANGED if said else SAME), str(post), "；".join(said)


def group_row(go: Bringing, row: BookRow) -> Outcome:
    """A unit of a group term."""
    term = " ".join(row.text("term").split())
    first, last = row.day("valid_from"), row.day("valid_to")
    region = rules.region_of(row.text("region_code")) or go.seeker.region
    roster = Roster.objects.filter(region_code=region, key=meaning().name_key(term)).first()
    new = roster is None
    if roster is None:
        roster = actions.add_roster(term, region_code=region, by=go.by, at=go.at)
    if not row.text("unit"):
        return (NEW if new else SAME), term, ""
    unit = go.seeker.needed(row.text("unit"), last or first)
    rows = RosterMember.objects.filter(roster=roster, unit=unit)
    member = said_row(rows, first, last, go.on)
    if member is None:
        first = first or (go.on if rows.exists() else None)
        member = actions.add_member(roster, unit, valid_from=first, valid_to=last, by=go.by, at=go.at)
        return NEW, str(member), ""
    if last and last != member.valid_to:
        actions.end_member(member, on=last, by=go.by, at=go.at)
        return CHANGED, str(member), _change("退出日期", member.valid_to, last)
    return SAME, str(member), ""


def said_row(rows: DatedQuerySet[_Row], first: date | None, last: date | None, on: date) -> _Row | None:
    """The row that a line of a sheet is about: the one of its first day; without one, that of its last day, else the
    one that holds on the day of the import."""
    if first:
        return rows.filter(valid_from=first).order_by("-id").first()
    ended = rows.filter(valid_to=last).order_by("-id").first() if last else None
    return ended or rows.on(on).order_by("-id").first()


def _kind(label: str) -> str:
    return _label(UnitKind, label, "类别")


def _label(choices: type[UnitKind] | type[Rank], label: str, what: str) -> str:
    """The stored word of a label in a cell; "" where the cell is empty."""
    if not label:
        return ""
    found = [str(value) for value, said in choices.choices if label in (value, said)]
    if not found:
        known = "、".join(str(one) for one in choices.labels)
        raise UnitRefused("wrong_kind", f"{what}“{label}”不在可选范围：{known}。")
    return found[0]


def _change(field: str, before: object, after: object) -> str:
    return f"{field} {before or '空'} → {after or '空'}"


def _yes(several: bool) -> str:
    return "是" if several else "否"


def _ended(name: DatedName) -> date:
    return name.valid_to or date.max
