"""A workbook is tried out row by row, then taken over as a whole or not at all; twice is once."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.accounts.units.office import BY, REGION, Office, everything
from tests.documents.unit_sheets import contacts, workbook
from zhenggai.accounts.unit_models import Incumbency, Person, Post, Roster, RosterMember, Unit, UnitKind, UnitName
from zhenggai.accounts.units import actions, exporting, queries
from zhenggai.accounts.units.book import ImportRefused, Report, rows_of
from zhenggai.accounts.units.importing import import_book, region_of_all, try_out
from zhenggai.audit.models import Entry
from zhenggai.documents.unit_books import read_book
from zhenggai.writers import units_xlsx

DAY = date(2025, 6, 1)


def told(data: bytes, **more: Any) -> Report:
    return try_out(rows_of(read_book("表.xlsx", data)["rows"]), **{"on": DAY, "region": REGION, **more}, **BY)


def taken(data: bytes, **more: Any) -> Report:
    return import_book(
        "表.xlsx", rows_of(read_book("表.xlsx", data)["rows"]), **{"on": DAY, "region": REGION, **more}, **BY
    )


def shown(report: Report) -> list[tuple[int, str, str]]:
    return [(one.row, one.status, one.said) for one in report.told]


def test_a_contact_list_sets_an_office_up(db: None) -> None:
    report = taken(contacts())
    assert [(one.status, one.what) for one in report.told] == [
        ("new", "张三任区水务局局长"),
        ("new", "李四任区水务局副局长"),
        ("new", "王五任北石店镇党委书记"),
        ("new", "赵六任北石店镇镇长"),
    ]
    assert report.told[0].said == "新单位，部门（按名称判断）；自 2025-06-01 起"
    held = queries.holders("责任单位主要负责同志", Unit.objects.all(), on=DAY)
    assert [[row.person.name for row in one.incumbencies] for one in held] == [["张三"], ["王五", "赵六"]]
    assert region_of_all() == REGION


def test_imported_twice_the_second_time_changes_nothing(db: None) -> None:
    taken(contacts())
    before, n_entries = everything(), Entry.objects.count()
    again = taken(contacts(), on=date(2025, 9, 1))
    assert again.summary == "新增0行，变化0行，相同4行，错误0行。"
    assert (everything(), Entry.objects.count()) == (before, n_entries)


def test_a_dry_run_says_what_the_import_does_and_leaves_nothing(office: Office) -> None:
    before, n_entries = everything(), Entry.objects.count()
    report = told(contacts())
    assert (everything(), Entry.objects.count()) == (before, n_entries)
    assert report == taken(contacts())
    assert shown(report) == [
        (3, "changed", "任职人员 李四 → 张三（自 2025-06-01 起）"),
        (4, "new", "自 2025-06-01 起"),
        (7, "same", ""),
        (8, "same", ""),
    ]


def test_one_wrong_row_and_nothing_is_taken_over(office: Office) -> None:
    rows = [
        ["姓名", "单位", "岗位"],
        ["郑十", "区水务局", "分管副局长"],
        ["吴1", "区水务局", "局长"],
        ["冯二", "区城管局", "局长"],
    ]
    units = [["单位名称", "类别"], ["区水务局", "机关"]]
    before, n_entries = everything(), Entry.objects.count()
    with pytest.raises(ImportRefused) as refused:
        taken(workbook({"单位": units, "人员": rows}))
    assert shown(refused.value.report) == [
        (2, "error", f"类别“机关”不在可选范围：{'、'.join(UnitKind.labels)}。"),
        (2, "new", "自 2025-06-01 起"),
        (3, "error", "姓名“吴1”里有数字或标点，一格只能填写一个人的姓名。"),
        (4, "error", "没有登记单位“区城管局”，请先在“单位”表里登记，或核对名称。"),
    ]  # fmt: skip
    assert everything() == before
    (entry,) = Entry.objects.order_by("id")[n_entries:]
    assert (entry.verb, entry.result, entry.reason) == (
        "units.imported", "refused", "有3行不能导入，整份文件都没有导入；请按提示修改后再导入。",
    )  # fmt: skip
    assert refused.value.report.lines[-1] == "新增1行，变化0行，相同0行，错误3行。"


def test_changes_are_told_old_and_new(office: Office) -> None:
    rows = [
        ["单位名称", "类别", "上级单位", "简称", "曾用名", "设立日期"],
        ["区城乡建设局", "部门", "北石店镇", "区建局", "区住建局（至2025-05-31）", "2001-01-01"],
        ["区财政局", "", "", "", "", ""],
        ["区城管局", "", "区住建局", "", "", ""],
    ]
    posts = [["单位", "岗位", "岗位性质", "可以多人"], ["区水务局", "分管副局长", "其他", "是"]]
    groups = [
        ["集合称谓", "成员单位", "退出日期"],
        ["区直相关单位", "区水务局", "2025-12-31"],
        ["成员单位", "区财政局", ""],
    ]
    report = taken(workbook({"单位": rows, "岗位": posts, "单位组": groups}))
    assert shown(report) == [
        (
            2,
            "changed",
            "名称 区住建局 → 区城乡建设局；设立日期 空 → 2001-01-01；"
            "上级单位 晋城市城区人民政府 → 北石店镇；简称 空 → 区建局",
        ),
        (3, "same", ""),
        (4, "new", "部门（按名称判断）"),
        (2, "changed", "岗位性质 分管负责人 → 其他；可以多人 否 → 是"),
        (2, "changed", "退出日期 空 → 2025-12-31"),
        (3, "new", ""),
    ]
    assert Unit.objects.get(name="区城管局").parent == office.unit("区住建局")
    old = queries.unit_of("区住建局", on=date(2025, 5, 31), region=REGION)
    assert old == office.unit("区住建局")
    assert old is not None
    assert old.name == "区城乡建设局"


def test_an_end_is_brought_in_once_and_who_comes_back_begins_anew(office: Office) -> None:
    people = workbook({"名单": [["单位", "姓名", "职务", "离任日期"], ["区水务局", "李四", "局长", "2025-05-31"]]})
    groups = workbook({"组": [["集合称谓", "成员单位", "退出日期"], ["区直相关单位", "区水务局", "2025-05-31"]]})
    for data, said in ((people, "离任日期 空 → 2025-05-31"), (groups, "退出日期 空 → 2025-05-31")):
        assert shown(taken(data)) == [(2, "changed", said)]
        assert shown(taken(data)) == [(2, "same", "")]
    back = workbook({"组": [["集合称谓", "成员单位"], ["区直相关单位", "区住建局"]]})
    assert shown(taken(back)) == [(2, "new", "")]
    member = RosterMember.objects.latest("id")
    assert (str(member.unit), member.valid_from, member.valid_to) == ("区住建局", DAY, None)


def test_blanks_that_spread_a_name_are_not_part_of_it(office: Office) -> None:
    (row,) = taken(workbook({"名单": [["单 位", "姓 名", "职 务"], ["区住 建局", "吴 用", "副 局 长"]]})).told
    assert row.what == "吴用任区住建局副局长"
    assert str(actions.add_person("Li  Ming", **BY)) == "Li Ming"


def test_parents_may_stand_below_and_a_circle_is_an_error(db: None) -> None:
    report = told(
        workbook(
            {"单位": [["单位名称", "上级单位"], ["甲局", "乙局"], ["乙局", ""], ["丙局", "丁局"], ["丁局", "丙局"]]}
        )
    )
    assert [one.status for one in report.told] == ["new", "new", "error", "error"]


def test_people_of_one_name_are_never_guessed(office: Office) -> None:
    def rows(*distinction: str) -> bytes:
        head = ["单位", "姓名", "职务", "区分"]
        return workbook({"名单": [head, *(["区住建局", "张三", "局长", one] for one in distinction)]})

    (row,) = told(rows("")).told
    assert row.status == "new", "张三 left the water bureau: the only one of this name, and in no post"
    (row,) = told(workbook({"名单": [["单位", "姓名", "职务"], ["区住建局", "李四", "局长"]]})).told
    assert row.said == ("已有同名人员“李四”（区水务局局长），看不出是不是同一人；请加“区分”一列，同一人写相同的区分。")
    (row,) = taken(rows("住建口")).told
    assert Person.objects.filter(name="张三").count() == 2
    assert row.what == "张三（住建口）任区住建局局长"


@pytest.mark.parametrize(
    ("sheet", "rows", "sentence"),
    [
        ("名单", [["单位", "姓名", "职务"], ["区住建局", "吴用", ""]], "吴用没有写职务"),
        ("单位", [["单位名称", "区划代码"], ["区城管局", "1405"]], None),
        ("单位", [["单位名称", "区划代码"], ["区城管局", "14050"]], "应为2、4、6、9或12位数字"),
        ("单位", [["单位名称", "上级单位"], ["区城管局", "某某局"]], "没有登记单位“某某局”"),
        ("岗位", [["单位", "岗位", "岗位性质"], ["区水务局", "局长", "正职"]], "岗位性质“正职”不在可选范围"),
        ("单位", [["单位名称", "撤销日期"], ["晋城市城区人民政府", "2025-01-01"]], "下面还有"),
    ],
)
def test_a_row_that_cannot_be_is_told_in_a_sentence(
    office: Office, sheet: str, rows: list[list[str]], sentence: str | None
) -> None:
    (row,) = told(workbook({sheet: rows})).told
    assert (row.status == "error") is (sentence is not None)
    assert (sentence or "") in row.said


def test_a_person_without_a_post_that_exists_is_an_error_in_our_own_workbook(office: Office) -> None:
    report = told(
        workbook(
            {"单位": [["单位名称"], ["区水务局"]], "人员": [["姓名", "单位", "岗位"], ["吴用", "区水务局", "书记"]]}
        )
    )
    assert shown(report)[1] == (2, "error", "“区水务局”没有岗位“书记”，请先在“岗位”表里登记，或核对岗位名称。")


def exported(region: str = "") -> bytes:
    return units_xlsx.workbook(exporting.book(region))


def test_what_is_exported_imports_without_a_difference(office: Office) -> None:
    actions.add_person("郑十", distinction="住建口", **BY)
    report = told(exported())
    assert [one for one in report.told if one.status != "same"] == []
    assert len(report.told) == 15 + 5 + 7 + 2


def test_an_exported_workbook_makes_the_same_office_elsewhere(office: Office) -> None:
    data, before = exported(), exporting.book()
    for table in (Incumbency, Post, Person, RosterMember, Roster, UnitName):
        table.objects.all().delete()
    Unit.objects.update(parent=None)
    Unit.objects.all().delete()
    report = taken(data, region="")
    assert {one.status for one in report.told} == {"new"}
    assert exporting.book() == before
