"""Posts, the people in them, and how a post passes from one to the next. A log-in never passes."""

from __future__ import annotations

from datetime import date, datetime

from zhenggai.accounts import trail
from zhenggai.accounts.actors import Actor
from zhenggai.accounts.models import User
from zhenggai.accounts.refusals import UnitRefused
from zhenggai.accounts.unit_models import Incumbency, Person, Post, Rank, Unit
from zhenggai.accounts.units import rules
from zhenggai.accounts.units.meaning import meaning


@trail.act("post.added")
def add_post(unit: Unit, title: str, rank: str, *, several: bool = False, by: Actor, at: datetime) -> Post:
    """A post of a unit. Refused: the unit has it already, or no such rank."""
    rules.require_keeper(by)
    unit = Unit.objects.select_for_update().get(pk=unit.pk)
    title = rules.name_of(title, "岗位")
    key = meaning().name_key(title)
    if Post.objects.filter(unit=unit, key=key).exists():
        raise UnitRefused("name_taken", f"“{unit}”已有岗位“{title}”。")
    rank = _rank(rank)
    with rules.kept_apart(f"“{unit}”已有岗位“{title}”。"):
        post = Post.objects.create(unit=unit, title=title, key=key, rank=rank, several=several)
    changes = {"title": [None, title], "rank": [None, rank], "several": [None, several]}
    trail.record("post.added", post, by=by, at=at, changes=changes)
    return post


@trail.act("post.changed")
def change_post(post: Post, *, rank: str, several: bool, by: Actor, at: datetime) -> Post:
    """Rank of a post, and whether it may stand beside another principal. Refused if its unit would have two."""
    rules.require_keeper(by)
    post = _locked(post)
    wanted = {"rank": _rank(rank), "several": several}
    changes = {field: [getattr(post, field), value] for field, value in wanted.items() if getattr(post, field) != value}
    if not changes:
        return post
    post.rank, post.several = rank, several
    held = list(Incumbency.objects.select_for_update().filter(post=post))
    for one in held:
        rules.require_sole(post, one.valid_from, one.valid_to, one)
        one.sole_of_id = post.unit_id if post.is_sole else None
        one.save()
    post.save()
    trail.record("post.changed", post, by=by, at=at, changes=changes, touched=held)
    return post


@trail.act("person.added")
def add_person(name: str, *, distinction: str = "", by: Actor, at: datetime) -> Person:
    """Somebody who may hold posts. People of one name are told apart by a distinction."""
    rules.require_keeper(by)
    name, distinction = rules.name_of(name, "姓名"), _distinction(distinction)
    key = meaning().name_key(name)
    _require_new_person(key, name, distinction, None)
    with rules.kept_apart(f"人员“{name}”刚刚已登记，请刷新后核对。"):
        person = Person.objects.create(name=name, key=key, distinction=distinction)
    changes = {"name": [None, name], "distinction": [None, distinction]}
    trail.record("person.added", person, by=by, at=at, changes=changes)
    return person


@trail.act("person.changed")
def change_person(person: Person, *, name: str, distinction: str, by: Actor, at: datetime) -> Person:
    """A name written wrongly, or a distinction, put right."""
    rules.require_keeper(by)
    person = Person.objects.select_for_update().get(pk=person.pk)
    name, distinction = rules.name_of(name, "姓名"), _distinction(distinction)
    key = meaning().name_key(name)
    _require_new_person(key, name, distinction, person)
    changes = {"name": [person.name, name], "distinction": [person.distinction, distinction]}
    person.name, person.key, person.distinction = name, key, distinction
    person.save()
    trail.record("person.changed", person, by=by, at=at, changes=changes)
    return person


@trail.act("person.linked")
def link_account(person: Person, user: User | None, *, by: Actor, at: datetime) -> Person:
    """Which account is this person's; None takes the link away. Refused: the account is somebody else's."""
    rules.require_keeper(by)
    person = Person.objects.select_for_update().get(pk=person.pk)
    other = Person.objects.filter(user=user).exclude(pk=person.pk).first() if user else None
    if other is not None:
        raise UnitRefused("account_taken", f"账号“{user}”已是{other}的，一个账号只属于一个人。")
    before, person.user = person.user, user
    person.save()
    changes = {"user": [before and before.username, user and user.username]}
    trail.record("person.linked", person, by=by, at=at, changes=changes)
    return person


@trail.act("post.taken_up")
def take_up(post: Post, person: Person, *, on: date, until: date | None = None, by: Actor, at: datetime) -> Incumbency:
    """The person holds the post from the day on, until a last day if it is known. Refused: the unit has another
    principal then (`principal_taken`), the person is in the post, the unit does not exist."""
    rules.require_keeper(by)
    post = _locked(post)
    rules.require_order(on, until)
    rules.require_inside(post.unit, on, until, "任职日期")
    rules.require_not_in_post(post, person.pk, on, until)
    rules.require_sole(post, on, until)
    row = _incumbency(post, person, on, until)
    changes = {"person": [None, str(person)], "valid_from": [None, on], "valid_to": [None, until]}
    trail.record("post.taken_up", row, by=by, at=at, changes=changes)
    return row


@trail.act("post.handed_over")
def hand_over(held: Incumbency, to: Person, *, on: date, by: Actor, at: datetime) -> Incumbency:
    """The post passes to somebody else, who holds it from the day on. Accounts stay with their people."""
    rules.require_keeper(by)
    old, post = _still_held(held)
    if on <= old.valid_from:
        raise UnitRefused("days_crossing", f"{old}自 {old.valid_from} 起，交接日期必须晚于这一天。")
    rules.require_inside(post.unit, on, None, "交接日期")
    rules.require_not_in_post(post, to.pk, on, None)
    rules.require_sole(post, on, None, old)
    old.valid_to = on - rules.ONE_DAY
    old.save()
    new = _incumbency(post, to, on, None)
    changes = {"person": [str(old.person), str(to)], "on": [None, on]}
    trail.record("post.handed_over", new, by=by, at=at, changes=changes, touched=[old])
    return new


@trail.act("post.left")
def leave_post(held: Incumbency, *, on: date, by: Actor, at: datetime) -> Incumbency:
    """The person holds the post for the last time on the day; nobody follows yet."""
    rules.require_keeper(by)
    row, _post = _still_held(held)
    rules.require_order(row.valid_from, on)
    row.valid_to = on
    row.save()
    trail.record("post.left", row, by=by, at=at, changes={"valid_to": [None, on]})
    return row


def _still_held(held: Incumbency) -> tuple[Incumbency, Post]:
    post = _locked(held.post)
    row = Incumbency.objects.select_for_update().get(pk=held.pk)
    if row.valid_to:
        raise UnitRefused("ended", f"{row}已于 {row.valid_to} 离任。")
    return row, post


def _locked(post: Post) -> Post:
    """The post, its unit locked: acts on the principals of one unit wait for each other."""
    Unit.objects.select_for_update().get(pk=post.unit_id)
    return Post.objects.select_related("unit").get(pk=post.pk)


def _incumbency(post: Post, person: Person, first: date, last: date | None) -> Incumbency:
    sole_of = post.unit if post.is_sole else None
    return Incumbency.objects.create(post=post, person=person, sole_of=sole_of, valid_from=first, valid_to=last)


def _rank(rank: str) -> str:
    if rank not in Rank.values:
        raise UnitRefused("wrong_kind", f"岗位性质“{rank}”不在可选范围：{'、'.join(map(str, Rank.labels))}。")
    return rank


def _distinction(text: str) -> str:
    return rules.name_of(text, "区分") if text.strip() else ""


def _require_new_person(key: str, name: str, distinction: str, but: Person | None) -> None:
    same = Person.objects.filter(key=key, distinction=distinction)
    if but is not None:
        same = same.exclude(pk=but.pk)
    if same.exists():
        shown = f"{name}（{distinction}）" if distinction else name
        raise UnitRefused("name_taken", f"人员“{shown}”已经登记；同名的另一人请填写“区分”，如“城建口”。")
