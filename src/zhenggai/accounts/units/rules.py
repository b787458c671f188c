"""What must hold of units, posts and people before anything is written. Refusals; no writes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta

from django.db import IntegrityError, transaction

from zhenggai.accounts.actors import Actor
from zhenggai.accounts.managers import overlapping
from zhenggai.accounts.models import Role
from zhenggai.accounts.queries import may
from zhenggai.accounts.refusals import UnitRefused
from zhenggai.accounts.unit_models import Incumbency, Post, Unit, UnitName

ONE_DAY = timedelta(days=1)
LONGEST = {"单位名称": 120, "集合称谓": 120, "岗位": 60, "姓名": 40, "区分": 40}
_SEVERAL = re.compile(r"[、；;,，：:\n\t\x00-\x1f]")
_LOOSE = re.compile(r"(?<![A-Za-z0-9]) | (?![A-Za-z0-9])")
_NO_PERSON = re.compile(r"[0-9０-９、；;,，：:（）()\n\t\x00-\x1f]")


def require_keeper(by: Actor) -> None:
    """Until administrators exist, the office keeps units and people, or a command at the server's console."""
    if not may(by, Role.OFFICE):
        raise UnitRefused("not_permitted", "只有环委办人员可以维护单位、岗位和人员，请联系本单位的系统管理员。")


def name_of(text: str, what: str) -> str:
    """The text as one name, without the blanks that spread short names: 张 三 is 张三."""
    text = _LOOSE.sub("", " ".join(text.split()))
    if not text:
        raise UnitRefused("name_missing", f"{what}不能为空，请填写。")
    if len(text) > LONGEST[what]:
        raise UnitRefused("name_too_long", f"{what}最多{LONGEST[what]}个字，现有{len(text)}个字，请核对是否填错了格。")
    if what == "单位名称" and _SEVERAL.search(text):
        raise UnitRefused("name_not_single", f"“{text}”里有顿号、逗号、分号或冒号，一次只能填写一个单位的名称。")
    if what == "姓名" and _NO_PERSON.search(text):
        raise UnitRefused("not_a_person", f"姓名“{text}”里有数字或标点，一格只能填写一个人的姓名。")
    return text


def region_of(code: str) -> str:
    """A code of GB/T 2260 or below: 2, 4, 6, 9 or 12 digits, or none."""
    code = code.strip()
    if code and not (code.isascii() and code.isdigit() and len(code) in (2, 4, 6, 9, 12)):
        raise UnitRefused(
            "wrong_region", f"区划代码“{code}”应为2、4、6、9或12位数字，如 140502（县级）、140502100（镇）。"
        )
    return code


@contextmanager
def kept_apart(message: str) -> Iterator[None]:
    """What another act wrote in the same moment is taken: the database refuses the second row, and this says so."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError:
        raise UnitRefused("name_taken", message) from None


def require_order(first: date | None, last: date | None) -> None:
    if first and last and last < first:
        raise UnitRefused("days_crossing", f"结束日期 {last} 早于开始日期 {first}，请核对日期。")


def require_inside(unit: Unit, first: date | None, last: date | None, what: str) -> None:
    """What is said of a unit lies in its own days; an open beginning is taken as unknown."""
    if unit.valid_to and (last is None or max(last, first or last) > unit.valid_to):
        raise UnitRefused("unit_closed", f"“{unit}”已于 {unit.valid_to} 撤销，{what}不能晚于这一天。")
    if unit.valid_from and (first or last) and (first or last or unit.valid_from) < unit.valid_from:
        raise UnitRefused("unit_not_yet", f"“{unit}”于 {unit.valid_from} 设立，{what}不能早于这一天。")


def require_free_name(area: str, key: str, first: date | None, last: date | None, unit: Unit | None) -> None:
    """No other unit of the area bears the name on any of the days."""
    others = UnitName.objects.filter(area=area, key=key).within(first, last).select_related("unit")
    if unit is not None:
        others = others.exclude(unit=unit)
    if (taken := others.first()) is not None:
        days = said_days(taken.valid_from, taken.valid_to)
        raise UnitRefused("name_taken", f"“{taken.text}”已是“{taken.unit}”的{taken.get_kind_display()}（{days}）。")


def require_no_circle(unit: Unit, parent: Unit) -> None:
    above: Unit | None = parent
    while above is not None:
        if above.pk == unit.pk:
            raise UnitRefused("circle", f"“{parent}”是“{unit}”自己或它的下级，不能作为它的上级单位。")
        above = above.parent


def require_sole(post: Post, first: date | None, last: date | None, but: Incumbency | None = None) -> None:
    """At most one principal of a unit on a day, those aside whose post may stand beside another."""
    if not post.is_sole:
        return
    held = Incumbency.objects.filter(sole_of_id=post.unit_id).within(first, last).select_related("person", "post")
    if but is not None:
        held = held.exclude(pk=but.pk)
    if (other := held.first()) is not None:
        days = said_days(other.valid_from, other.valid_to)
        raise UnitRefused(
            "principal_taken",
            f"“{post.unit}”的主要负责人是{other.person}（{other.post.title}，{days}），"
            "同一天只能有一名；请先办理交接或离任，确有两名的请在岗位上注明可以多人。",
        )


def require_not_in_post(post: Post, person_id: int, first: date | None, last: date | None) -> None:
    there = Incumbency.objects.filter(overlapping(first, last), post=post, person_id=person_id).first()
    if there is not None:
        raise UnitRefused("in_post", f"{there}已经登记（{said_days(there.valid_from, there.valid_to)}），不用再登记。")


def said_days(first: date | None, last: date | None) -> str:
    """自 2024-01-01 起, 2020-01-01 至 2024-12-31, 至 2024-12-31, 不限日期."""
    if first and last:
        return f"{first} 至 {last}"
    if first:
        return f"自 {first} 起"
    return f"至 {last}" if last else "不限日期"
