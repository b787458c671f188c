"""From pieces to fields: statement, numbers, units, handling, deadline."""

from __future__ import annotations

import pytest

from zhenggai.core.plan import FindingDraft, Notice
from zhenggai.core.plan_text.fields.reading import read_fields
from zhenggai.core.plan_text.words.raw import Piece, RawFinding, Slot
from zhenggai.core.source import Line, Source


def read(year: int | None = None, **fields: str | list[str]) -> tuple[FindingDraft, tuple[Notice, ...]]:
    lines: list[Line] = []
    raw = RawFinding()
    for slot, texts in fields.items():
        for text in [texts] if isinstance(texts, str) else texts:
            lines.append(Line(len(lines), text))
            raw.add(Slot(slot), [Piece.whole(lines[-1])])
    return read_fields(raw, Source("f.txt", "0" * 64, "text/plain", tuple(lines)), year=year)


def draft(**fields: str | list[str]) -> FindingDraft:
    return read(**fields)[0]


@pytest.mark.parametrize(
    ("cell", "number"),
    [("3", "3"), ("３", "3"), ("序号十", "10"), ("第二十七项", "27"), ("（五）", "5"), ("1.0", "1.0"),
     ("受理编号：D2SD202308310031", "D2SD202308310031"), ("X3HN-0021", "X3HN-0021"),
     ("D3NM202506020015*", "D3NM202506020015"), ("—", None)],
)  # fmt: skip
def test_number_cells(cell: str, number: str | None) -> None:
    assert draft(number=cell, problem="甲。").number == number


def test_a_feedback_mark_beside_the_number_is_its_own_field() -> None:
    one = draft(number="3（反馈问题14）", problem="甲。")
    assert (one.number, one.feedback_number) == ("3", "14")


@pytest.mark.parametrize(
    ("cell", "statement", "number", "feedback"),
    [
        ("1.污水溢流。", "污水溢流。", "1", None),
        ("3.（反馈问题4）：污水溢流。", "污水溢流。", "3", "4"),
        ("（反馈问题4）污水溢流。", "污水溢流。", None, "4"),
        ("污水溢流。（省反馈问题清单第12项）", "污水溢流。", None, "12"),
        ("关于“污水溢流”的问题", "污水溢流", None, None),
        ("关于“污水‘直排’溢流，‘一厂一策’未落实”的问题整改情况", "污水‘直排’溢流，‘一厂一策’未落实", None, None),
        ("2家企业“散乱污”整治不力。", "2家企业“散乱污”整治不力。", None, None),
        ("1.甲；2.乙。", "1.甲；2.乙。", None, None),
    ],
)
def test_statements_lose_their_number_mark_and_frame(
    cell: str, statement: str, number: str | None, feedback: str | None
) -> None:
    one = draft(problem=cell)
    assert (one.problem.text, one.number, one.feedback_number) == (statement, number, feedback)


def test_units_keep_their_printed_order_and_roles() -> None:
    one = draft(
        problem="甲。", units="县水利局（牵头）、县财政局", supporting_units="各镇（街道）", accepting_units="市水利局"
    )
    assert one.lead_units == ("县水利局",)
    assert one.acting_units == ("县水利局", "县财政局", "各镇（街道）")


@pytest.mark.parametrize(
    ("lines", "units"),
    [
        (["州生态环境", "局、敦阳市政府"], ("州生态环境局", "敦阳市政府")),
        (["州公安", "局、各县", "（市）政府"], ("州公安局", "各县（市）政府")),
        (["森林资源管理处", "各林场"], ("森林资源管理处", "各林场")),
        (["县水利局", "县林业局"], ("县水利局", "县林业局")),
    ],
)
def test_a_name_that_a_narrow_cell_broke_is_whole_again(lines: list[str], units: tuple[str, ...]) -> None:
    assert draft(problem="甲。", units=lines).acting_units == units


def test_a_unit_named_twice_counts_once_with_its_stronger_role() -> None:
    one = draft(problem="甲。", units="县水利局", lead_units="县水利局")
    assert [(unit.name.text, unit.role) for unit in one.units] == [("县水利局", "lead")]


@pytest.mark.parametrize("stroke", ["—", "/", "无", "－－"])
def test_strokes_stand_for_nothing(stroke: str) -> None:
    one = draft(problem="甲。", goal=stroke, units=stroke, person=stroke, deadline=stroke, measures=stroke)
    assert (one.goal, one.units, one.person, one.deadline, one.measures) == (None, (), None, None, ())


@pytest.mark.parametrize(
    ("cell", "status", "progress"),
    [
        ("已完成", "已完成", None),
        ("正在整改，已达到序时进度。", "正在整改，已达到序时进度", None),
        ("已完成整改。1.修闸门；2.清管道。", "已完成整改", "1.修闸门；2.清管道。"),
        ("已经完成,长期坚持。修闸门。", "已经完成,长期坚持", "修闸门。"),
        ("正在整改，预计2020年8月底完成。", "正在整改，预计2020年8月底完成", None),
        ("已敷设1.1公里，预计2020年底完成。", None, "已敷设1.1公里，预计2020年底完成。"),
        ("3个直排口已封堵接管。", None, "3个直排口已封堵接管。"),
        ("改造完成，已验收。", None, "改造完成，已验收。"),
        ("修闸门3座。该问题已完成整改。", "已完成整改", "修闸门3座。该问题已完成整改。"),
        ("修闸门3座。目前，该任务已完成整改。", "已完成整改", "修闸门3座。目前，该任务已完成整改。"),
        ("修闸门3座。已完成整改，并长期坚持。", "已完成整改，并长期坚持", "修闸门3座。"),
        ("修闸门3座。整改状态：已完成整改", "已完成整改", "修闸门3座。"),
        ("(已完成整改)修闸门3座.", "已完成整改", "修闸门3座."),
        ("【正在整改】修闸门3座。", "正在整改", "修闸门3座。"),
        ("正在整改：修闸门3座。", "正在整改", "修闸门3座。"),
        ("修闸门3座。（已销号）", "已销号", "修闸门3座。"),
        ("（一）修闸门。（二）清管道。", None, "（一）修闸门。（二）清管道。"),
        ("已整改完毕.修闸门2.5米.", "已整改完毕", "修闸门2.5米."),
        ("/", None, None),
        ("长期坚持，已达到阶段性目标。", "长期坚持，已达到阶段性目标", None),
        ("已完成整改，并持续规范。补录台账11处。", "已完成整改，并持续规范", "补录台账11处。"),
        ("基本达到年度整改要求，持续跟踪督办。修闸门。", "基本达到年度整改要求，持续跟踪督办", "修闸门。"),
        ("持续规范收费。", None, "持续规范收费。"),
        (
            "该问题已于2021年9月26日整改完成，经县级验收合格，拟予以销号。",
            "该问题已于2021年9月26日整改完成，经县级验收合格，拟予以销号",
            None,
        ),
        ("修闸门。于2023年11月底整治到位，符合销号条件。", "于2023年11月底整治到位，符合销号条件", "修闸门。"),
        ("经多次协调推进。", None, "经多次协调推进。"),
        ("已完成闸门改造，符合设计标准。", None, "已完成闸门改造，符合设计标准。"),
        ("已完成整改。正在申请销号。", "已完成整改。正在申请销号。", None),
    ],
)
def test_a_report_gives_up_the_status_that_opens_or_closes_it(
    cell: str, status: str | None, progress: str | None
) -> None:
    one = draft(problem="甲。", progress=cell)
    assert (one.status.text if one.status else None, one.progress.text if one.progress else None) == (status, progress)


def test_a_status_column_leaves_the_progress_whole() -> None:
    one = draft(problem="甲。", status="基本完成", progress="已完成整改。修闸门。")
    assert one.status is not None
    assert one.progress is not None
    assert (one.status.text, one.progress.text) == ("基本完成", "已完成整改。修闸门。")


def test_a_lone_number_before_a_goal_is_stripped_a_list_keeps_its_numbers() -> None:
    lone, listed = draft(problem="甲。", goal="1.达标排放。"), draft(problem="甲。", goal="1.达标；2.不反弹。")
    assert lone.goal is not None
    assert listed.goal is not None
    assert (lone.goal.text, listed.goal.text) == ("达标排放。", "1.达标；2.不反弹。")


def test_a_deadline_without_a_year_is_said() -> None:
    _, notices = read(problem="甲。", deadline="12月底前")
    assert [notice.code for notice in notices] == ["deadline_year_missing"]
    one, _ = read(year=2024, problem="甲。", deadline="12月底前")
    assert one.deadline is not None
    assert one.deadline.dates == ("2024-12-31",)


def test_a_finding_without_a_problem_is_said() -> None:
    _, notices = read(goal="达标。")
    assert "problem_missing" in [notice.code for notice in notices]


def test_every_text_is_what_its_spans_hold() -> None:
    lines = (Line(0, "1.修闸"), Line(1, "门；2.清管道。"))
    source = Source("s.txt", "0" * 64, "text/plain", lines)
    raw = RawFinding()
    raw.add(Slot.MEASURES, [Piece.whole(lines[0]), Piece.whole(lines[1], continues=True)])
    one, two = read_fields(raw, source)[0].measures
    for entry in (one, two):
        assert "".join(lines[span.line].text[span.start : span.end] for span in entry.spans) == entry.text
    assert (one.text, two.text) == ("修闸门；", "清管道。")


def test_stages_in_cells_of_their_own_are_parted_by_a_blank() -> None:
    lines = (Line(0, "2024年6月底"), Line(1, "2025年6月底"))
    raw = RawFinding()
    raw.add(Slot.PROBLEM, [Piece(0, 0, 0)])
    raw.add(Slot.DEADLINE, [Piece.whole(lines[0]), Piece.whole(lines[1], opens=True)])
    due = read_fields(raw, Source("f.txt", "0" * 64, "text/plain", lines))[0]
    assert due.deadline_text is not None
    assert due.deadline_text.text == "2024年6月底 2025年6月底"
    assert due.deadline is not None
    assert due.deadline.dates == ("2024-06-30", "2025-06-30")


def test_a_deadline_broken_over_two_lines_of_its_cell_stays_in_one_piece() -> None:
    due = draft(problem="甲。", deadline=["2024年6", "月底前"])
    assert due.deadline_text is not None
    assert due.deadline_text.text == "2024年6月底前"


def test_the_first_half_of_two_offices_is_no_doubtful_name() -> None:
    assert read(problem="甲。", deadline="2024年6月底", units="西上庄、钟家庄街道办事处")[1] == ()
    assert read(problem="甲。", deadline="2024年6月底", units="罗山、青山镇人民政府，县水利局")[1] == ()


def test_a_name_that_nothing_completes_is_doubtful() -> None:
    (doubt,) = read(problem="甲。", deadline="2024年6月底", units="县水利局、张某某")[1]
    assert (doubt.code, doubt.message) == ("unit_unclear", "“张某某”不像单位名称，请核对。")


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("2024年6月底前。", "2024年6月底前"),
        ("立行立改；", "立行立改"),
        ("2024年6月底完成排查。2024年底完成治理。", "2024年6月底完成排查。2024年底完成治理。"),
    ],
)
def test_the_stop_of_the_clause_is_no_part_of_a_deadline(printed: str, read: str) -> None:
    due = draft(problem="甲。", deadline=printed, person="张某某。")
    assert due.deadline_text is not None
    assert due.deadline_text.text == read
    assert due.person is not None
    assert due.person.text == "张某某"


def test_a_problem_that_is_only_named_ends_without_a_stop() -> None:
    assert draft(problem="关于部分项目预算执行率低的问题。").problem.text == "关于部分项目预算执行率低的问题"
    assert draft(problem="关于污水直排，群众反映强烈。").problem.text == "关于污水直排，群众反映强烈。"


def test_a_paragraph_of_status_before_the_report_is_the_status() -> None:
    one = draft(problem="甲。", progress=["正在整改，达到序时进度", "已完成38家企业建档；关停4家。"])
    assert one.status is not None
    assert one.progress is not None
    assert (one.status.text, one.progress.text) == ("正在整改，达到序时进度", "已完成38家企业建档；关停4家。")
