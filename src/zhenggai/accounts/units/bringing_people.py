"""Rows of people and of contact lists compared with what is there, and brought in through the ordinary acts."""

from __future__ import annotations

from datetime import date

from zhenggai.accounts.refusals import UnitRefused
from zhenggai.accounts.unit_models import Incumbency, Person, Post, Unit, UnitKind
from zhenggai.accounts.units import actions, rules
from zhenggai.accounts.units.book import CHANGED, NEW, SAME, BookRow
from zhenggai.accounts.units.bringing_units import Bringing, Outcome, post_row, said_row
from zhenggai.accounts.units.meaning import meaning

_PARTY_AND_GOVERNMENT = (UnitKind.TOWN, UnitKind.TOWNSHIP, UnitKind.SUBDISTRICT)


def person_row(go: Bringing, row: BookRow) -> Outcome:
    """A person, in a post of a unit or in none. The post must be known; a sole principal's post is handed over."""
    name = rules.name_of(row.text("person"), "姓名")
    if not row.text("unit"):
        known = _exactly(name, row.text("distinction"))
        person = known or _new_person(go, name, row)
        return (SAME if known else NEW), str(person), ""
    unit = go.seeker.needed(row.text("unit"), row.day("valid_to") or row.day("valid_from"))
    title = rules.name_of(row.text("title"), "岗位")
    post = Post.objects.filter(unit=unit, key=meaning().name_key(title)).first()
    if post is None:
        raise UnitRefused("no_post", f"“{unit}”没有岗位“{title}”，请先在“岗位”表里登记，或核对岗位名称。")
    known = _exactly(name, row.text("distinction"))
    return _in_post(go, row, post, known or _new_person(go, name, row))


def contact_row(go: Bringing, row: BookRow) -> Outcome:
    """A line of an office's contact list: unit, name, title. What is not there yet is made, kind and rank as the words
    suggest; a name that could be two people is refused."""
    called = rules.name_of(row.text("unit"), "单位名称")
    unit = go.seeker.unit(called)
    said = []
    if unit is None:
        kind = meaning().kind_of_name(called)
        unit = actions.add_unit(called, kind, region_code=go.seeker.region, by=go.by, at=go.at)
        go.seeker.learn(unit)
        said.append(f"新单位，{UnitKind(kind).label}（按名称判断）")
    elif meaning().name_key(called) != meaning().name_key(unit.name):
        said.append(f"“{called}”即“{unit}”")
    if not row.text("person"):
        return (NEW if said and said[0].startswith("新") else SAME), str(unit), "；".join(said)
    name = rules.name_of(row.text("person"), "姓名")
    if not row.text("title"):
        raise UnitRefused("title_missing", f"{name}没有写职务，请补上职务，如“局长”。")
    post = _post(go, row, unit)
    person = _meant(go, name, row, unit) or _new_person(go, name, row)
    status, what, told = _in_post(go, row, post, person)
    if said and said[0].startswith("新"):
        status = NEW
    return status, what, "；".join([*said, *([told] if told else [])] if status != SAME else [])


def _post(go: Bringing, row: BookRow, unit: Unit) -> Post:
    title = rules.name_of(row.text("title"), "岗位")
    key = meaning().name_key(title)
    post = Post.objects.filter(unit=unit, key=key).first()
    if post is not None:
        return post
    # In a town the party's secretary and the mayor both answer for it.
    cells = {"unit": unit.name, "title": title}
    if unit.kind in _PARTY_AND_GOVERNMENT:
        cells["several"] = "yes"
    post_row(go, BookRow("posts", row.sheet, row.row, cells))
    return Post.objects.get(unit=unit, key=key)


def _in_post(go: Bringing, row: BookRow, post: Post, person: Person) -> Outcome:
    """The person in the post from the day of the row, or from the day of the import on."""
    first, last = row.day("valid_from"), row.day("valid_to")
    what = f"{person}任{post}"
    known = said_row(Incumbency.objects.filter(post=post, person=person), first, last, go.on)
    if known is not None:
        if last in (None, known.valid_to):
            return SAME, what, ""
        before = known.valid_to
        actions.leave_post(known, on=last, by=go.by, at=go.at)
        return CHANGED, what, f"离任日期 {before or '空'} → {last}"
    first = first or go.on
    before_them = None if last else _holder(post, first)
    if before_them is not None:
        actions.hand_over(before_them, person, on=first, by=go.by, at=go.at)
        return CHANGED, str(post), f"任职人员 {before_them.person} → {person}（自 {first} 起）"
    actions.take_up(post, person, on=first, until=last, by=go.by, at=go.at)
    return NEW, what, f"自 {first} 起"


def _holder(post: Post, on: date) -> Incumbency | None:
    """Who hands a sole principal's post over: the one who holds it until further notice."""
    if not post.is_sole:
        return None
    return Incumbency.objects.on(on).filter(post=post, valid_to=None).select_related("person").first()


def _meant(go: Bringing, name: str, row: BookRow, unit: Unit) -> Person | None:
    """Whom of one name a contact list means: by the distinction, else who is in a post of the unit, else the only one
    and in no post. Refused (`same_name`) where that tells nobody."""
    if row.text("distinction"):
        return _exactly(name, row.text("distinction"))
    found = list(Person.objects.filter(key=meaning().name_key(name)).order_by("id"))
    held = Incumbency.objects.on(go.on).filter(person__in=found).select_related("post__unit")
    here = {one.person_id for one in held if one.post.unit_id == unit.pk}
    if len(here) == 1:
        return next(person for person in found if person.pk in here)
    if not found or (len(found) == 1 and not held):
        return found[0] if found else None
    told = "、".join(f"{one.post}" for one in held) or "未任职"
    raise UnitRefused(
        "same_name", f"已有同名人员“{name}”（{told}），看不出是不是同一人；请加“区分”一列，同一人写相同的区分。"
    )


def _exactly(name: str, distinction: str) -> Person | None:
    return Person.objects.filter(key=meaning().name_key(name), distinction=distinction.strip()).first()


def _new_person(go: Bringing, name: str, row: BookRow) -> Person:
    return actions.add_person(name, distinction=row.text("distinction"), by=go.by, at=go.at)
