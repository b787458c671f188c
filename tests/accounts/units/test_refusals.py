"""What cannot be so is refused, with a code and one sentence, and leaves nothing; the database holds what it can."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from tests.accounts.units.office import BY, REGION, Office, add, everything
from tests.cast import Cast
from tests.core.rule_tables import rows
from zhenggai.accounts.refusals import UnitRefused
from zhenggai.accounts.unit_models import Incumbency, NameKind, Person, Post, Roster, RosterMember, Unit, UnitName
from zhenggai.accounts.units import actions
from zhenggai.accounts.units.meaning import meaning

Y24, Y25, Y26 = date(2024, 1, 1), date(2025, 6, 1), date(2026, 1, 1)


def _principal(o: Office) -> Any:
    post = actions.add_post(o.unit("区水务局"), "主要负责人", "principal", **BY)
    return actions.take_up(post, o.people["王五"], on=Y25, **BY)


def _later(o: Office) -> Any:
    actions.add_name(o.unit("区住建局"), "区建设局", NameKind.ALIAS, valid_from=Y26, **BY)
    return actions.close_unit(o.unit("区住建局"), on=Y25, **BY)


def _second_account(o: Office, c: Cast) -> Any:
    actions.link_account(o.people["张三"], c.zhao, **BY)
    return actions.link_account(o.people["李四"], c.zhao, **BY)


WRONG: list[tuple[str, str, Callable[[Office, Cast], Any]]] = [
    ("name_missing", "单位名称不能为空", lambda o, c: add(" ", "town")),
    ("name_too_long", "最多120个字", lambda o, c: add("局" * 121, "department")),
    ("name_not_single", "一次只能填写一个单位", lambda o, c: add("区水务局、区住建局", "department")),
    ("not_a_person", "有数字或标点", lambda o, c: actions.add_person("张三13800000000", **BY)),
    ("wrong_kind", "类别“bureau”不在可选范围", lambda o, c: add("区城管局", "bureau")),
    ("wrong_region", "应为2、4、6、9或12位数字", lambda o, c: add("区城管局", "department", region_code="14050")),
    ("name_taken", "“区水务局”已是“区水务局”的名称", lambda o, c: add("区水务 局", "department")),
    (
        "name_taken",
        "“西上庄办事处”已是“西上庄街道”的曾用名（至 2019-12-31）",
        lambda o, c: add("西上庄办事处", "other"),
    ),
    (
        "name_taken",
        "的别名",
        lambda o, c: actions.rename_unit(o.unit("区住建局"), "市生态环境局城区分局", on=Y25, **BY),
    ),
    ("name_taken", "已是", lambda o, c: actions.add_name(o.unit("区住建局"), "区财政局", NameKind.SHORT, **BY)),
    ("name_taken", "不用再登记", lambda o, c: actions.add_name(o.unit("区住建局"), "区住建局", NameKind.SHORT, **BY)),
    ("name_taken", "已有岗位", lambda o, c: actions.add_post(o.unit("区水务局"), "局 长", "principal", **BY)),
    ("name_taken", "同名的另一人请填写“区分”", lambda o, c: actions.add_person("张 三", **BY)),
    ("name_taken", "已经建立", lambda o, c: actions.add_roster("区直相关单位", region_code=REGION, **BY)),
    ("wrong_kind", "换名称请办理更名", lambda o, c: actions.add_name(o.unit("区住建局"), "某局", "official", **BY)),
    ("same_name", "就是现在的名称", lambda o, c: actions.rename_unit(o.unit("区住建局"), "区住建局", on=Y25, **BY)),
    ("days_crossing", "早于开始日期", lambda o, c: add("区城管局", "department", valid_from=Y25, valid_to=Y24)),
    (
        "days_crossing",
        "更名日期必须晚于这一天",
        lambda o, c: actions.rename_unit(o.unit("西上庄街道"), "西上庄镇", on=date(2020, 1, 1), **BY),
    ),
    ("days_crossing", "早于开始日期", lambda o, c: actions.leave_post(o.held("李四"), on=Y24, **BY)),
    (
        "days_crossing",
        "交接日期必须晚于这一天",
        lambda o, c: actions.hand_over(o.held("李四"), o.people["张三"], on=date(2024, 7, 1), **BY),
    ),
    ("unit_closed", "已于 2025-02-28 撤销", lambda o, c: add("某所", "other", parent=o.unit("南村镇"))),
    ("unit_closed", "不能再次撤销", lambda o, c: actions.close_unit(o.unit("南村镇"), on=Y25, **BY)),
    ("unit_closed", "更名日期", lambda o, c: actions.rename_unit(o.unit("南村镇"), "某镇", on=Y25, **BY)),
    (
        "unit_closed",
        "任职日期不能晚于",
        lambda o, c: actions.take_up(Post.objects.get(unit=o.unit("南村镇")), o.people["王五"], on=Y25, **BY),
    ),
    (
        "unit_not_yet",
        "任职日期不能早于",
        lambda o, c: actions.take_up(
            actions.add_post(add("新局", "department", valid_from=Y25), "局长", "principal", **BY),
            o.people["王五"],
            on=Y24,
            **BY,
        ),
    ),
    ("circle", "不能作为它的上级", lambda o, c: actions.move_unit(o.unit("北石店镇"), o.unit("北石店镇"), **BY)),
    (
        "circle",
        "自己或它的下级",
        lambda o, c: actions.move_unit(o.unit("晋城市城区人民政府"), o.unit("北石店镇"), **BY),
    ),
    ("has_units", "下面还有", lambda o, c: actions.close_unit(o.unit("晋城市城区人民政府"), on=Y25, **BY)),
    ("begins_later", "才开始", lambda o, c: _later(o)),
    ("principal_taken", "同一天只能有一名", lambda o, c: _principal(o)),
    (
        "principal_taken",
        "主要负责人是",
        lambda o, c: actions.change_post(Post.objects.get(title="分管副局长"), rank="principal", several=False, **BY),
    ),
    ("in_post", "不用再登记", lambda o, c: actions.take_up(o.held("李四").post, o.people["李四"], on=Y25, **BY)),
    ("ended", "已于 2024-06-30 离任", lambda o, c: actions.leave_post(o.held("张三"), on=Y25, **BY)),
    ("ended", "退出", lambda o, c: actions.end_member(RosterMember.objects.exclude(valid_to=None).get(), on=Y25, **BY)),
    ("ended", "停用", lambda o, c: actions.end_name(UnitName.objects.get(kind="former"), on=Y25, **BY)),
    (
        "official_name",
        "办理更名",
        lambda o, c: actions.end_name(UnitName.objects.get(unit=o.unit("区水务局")), on=Y25, **BY),
    ),
    ("member_already", "不用再登记", lambda o, c: actions.add_member(Roster.objects.get(), o.unit("区水务局"), **BY)),
    ("account_taken", "一个账号只属于一个人", _second_account),
]


@pytest.mark.parametrize(("code", "sentence", "do"), WRONG, ids=[f"{n}-{one[0]}" for n, one in enumerate(WRONG)])
def test_what_cannot_be_is_refused_and_leaves_nothing(
    office: Office, cast: Cast, code: str, sentence: str, do: Callable[[Office, Cast], Any]
) -> None:
    with transaction.atomic():
        with pytest.raises(UnitRefused, match=sentence) as refused:
            do(office, cast)
        after = everything()
        transaction.set_rollback(True)
    assert refused.value.code == code
    assert refused.value.message.endswith("。")
    assert all(len(here) - len(before) <= 2 for here, before in zip(after, everything(), strict=True))


def test_every_refusal_is_documented_and_every_documented_one_is_met(office: Office) -> None:
    documented = {code.strip("` ") for row in rows("people.md", "id") for code in row[0].split(",")}
    met = {code for code, _sentence, _do in WRONG}
    elsewhere = {
        "not_permitted", "same_name", "title_missing", "no_unit", "no_post", "several_units", "rows_wrong",
        "several_regions",
    }  # fmt: skip
    assert documented == met | elsewhere


def _row(office: Office, table: Any) -> Any:
    held, key = office.held("李四"), meaning().name_key
    unit = office.unit("区水务局")
    return {
        "unit_days_in_order": lambda: Unit(name="x", kind="other", valid_from=Y25, valid_to=Y24),
        "unit_name_borne_once": lambda: UnitName(
            unit=office.unit("区住建局"), text="区水务局", key=key("区水务局"), area=REGION, kind="alias"
        ),
        "one_official_name": lambda: UnitName(unit=unit, text="乙", key="乙", area=REGION, kind="official"),
        "post_once": lambda: Post(unit=unit, title="局长", key=key("局长"), rank="principal"),
        "person_once": lambda: Person(name="张三", key=key("张三")),
        "one_principal_of_a_unit": lambda: Incumbency(
            post=held.post, person=office.people["王五"], sole_of=unit, valid_from=Y25
        ),
        "in_a_post_once": lambda: Incumbency(post=held.post, person=held.person, valid_from=Y25),
        "incumbency_days_in_order": lambda: Incumbency(
            post=held.post, person=held.person, valid_from=Y25, valid_to=Y24
        ),
        "roster_member_once": lambda: RosterMember(roster=Roster.objects.get(), unit=unit),
    }[table]()


@pytest.mark.parametrize(
    "constraint",
    [
        "unit_days_in_order", "unit_name_borne_once", "one_official_name", "post_once", "person_once",
        "one_principal_of_a_unit", "in_a_post_once", "incumbency_days_in_order", "roster_member_once",
    ],
)  # fmt: skip
def test_the_database_itself_refuses_it(office: Office, constraint: str) -> None:
    row = _row(office, constraint)
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


def test_a_unit_is_never_its_own_parent_in_the_database(office: Office) -> None:
    unit = office.unit("区水务局")
    unit.parent = unit
    with pytest.raises(IntegrityError), transaction.atomic():
        unit.save()


def test_two_principals_are_possible_where_the_posts_say_so(office: Office) -> None:
    post = actions.add_post(office.unit("区水务局"), "党组书记", "principal", several=True, **BY)
    actions.take_up(post, office.people["王五"], on=Y25, **BY)
    assert Incumbency.objects.on(Y25).filter(post__unit=office.unit("区水务局"), post__rank="principal").count() == 2


def test_a_closed_unit_takes_its_names_posts_and_memberships_with_it(office: Office) -> None:
    actions.close_unit(office.unit("区水务局"), on=Y25, **BY)
    water = office.unit("区水务局")
    assert {name.valid_to for name in water.names.all()} == {Y25}
    assert office.held("李四").valid_to == Y25
    assert str(office.held("张三").valid_to) == "2024-06-30"
    assert RosterMember.objects.get(unit=water).valid_to == Y25
    again = add("区水务局", "department", valid_from=date(2025, 6, 2))
    assert again.pk != water.pk


def test_a_post_becomes_that_of_the_sole_principal_only_if_there_was_no_other(office: Office) -> None:
    mayor, secretary = office.held("赵六"), office.held("王五")
    actions.change_post(mayor.post, rank="principal", several=False, **BY)
    with pytest.raises(UnitRefused, match="可以多人"):
        actions.change_post(secretary.post, rank="principal", several=False, **BY)
    assert office.held("赵六").sole_of == office.unit("北石店镇")
    actions.leave_post(mayor, on=Y25, **BY)
    with pytest.raises(UnitRefused, match="2022-01-01 至 2025-06-01"):
        actions.change_post(secretary.post, rank="principal", several=False, **BY)


def test_names_of_the_past_are_found_again_after_a_second_name(office: Office) -> None:
    actions.rename_unit(office.unit("西上庄街道"), "西上庄办事处", on=Y25, **BY)
    assert [(name.text, str(name.valid_to)) for name in office.unit("西上庄街道").names.all()] == [
        ("西上庄办事处", "2019-12-31"),
        ("西上庄街道", "2025-05-31"),
        ("西上庄办事处", "None"),
    ]
