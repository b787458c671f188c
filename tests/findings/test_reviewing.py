"""Correcting what was read: the old value is kept, the passage stays linked, nobody's work is overwritten."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections

from tests.cast import NOON, Cast, gather, upload
from zhenggai.audit.models import Entry
from zhenggai.core.errors import Refused
from zhenggai.core.plan import Notice
from zhenggai.core.review import Answer
from zhenggai.core.source import Span
from zhenggai.findings import actions
from zhenggai.findings.drafts import as_read_of, review_of
from zhenggai.findings.models import Correction, Recognition


def correct(cast: Cast, row: Recognition, key: str, name: str, value, **named) -> Recognition:
    return actions.correct_field(row, key, name, value, by=cast.by_lin, at=NOON, version=row.version, **named)


def test_a_correction_keeps_the_old_value_and_the_passage(cast: Cast, recognition: Recognition) -> None:
    before = review_of(recognition).finding("f1").goal
    row = correct(cast, recognition, "f1", "goal", " 火点数量较上年下降四成。 ")
    after = review_of(row).finding("f1").goal
    assert (after.text, after.spans) == ("火点数量较上年下降四成。", before.spans)
    (kept,) = Correction.objects.all()
    assert (kept.field, kept.before, kept.after) == ("goal", before.text, after.text)
    assert (kept.corrected_by, kept.corrected_at) == (cast.lin, NOON)
    assert as_read_of(row).findings[0].goal.text == before.text


def test_a_text_selected_in_the_source_brings_its_own_place(cast: Cast, recognition: Recognition) -> None:
    row = correct(cast, recognition, "f1", "person", "46处", spans=[Span(2, 21, 24)])
    assert review_of(row).finding("f1").person.spans == (Span(2, 21, 24),)


def test_a_corrected_deadline_is_read_again(cast: Cast, recognition: Recognition) -> None:
    row = correct(cast, recognition, "f2", "deadline", "2025年6月底，长期坚持")
    deadline = review_of(row).finding("f2").deadline
    assert (deadline.dates, deadline.long_term, deadline.immediate) == (("2025-06-30",), True, False)


def test_corrected_lists_keep_the_passages_of_what_stayed(cast: Cast, recognition: Recognition) -> None:
    old = review_of(recognition).finding("f1")
    row = correct(cast, recognition, "f1", "measures", [old.measures[0].text, "推广秸秆离田1.5万吨。", "新增一条。"])
    new = review_of(row).finding("f1").measures
    assert [one.spans for one in new] == [old.measures[0].spans, old.measures[1].spans, ()]
    row = correct(cast, row, "f1", "units", [("县农业农村局", "lead"), ("东关街道办事处", "responsible")])
    units = review_of(row).finding("f1").units
    assert units[0].name.spans == old.units[1].name.spans
    assert units[1].name.spans == ()


def test_the_document_itself_can_be_corrected(cast: Cast, recognition: Recognition) -> None:
    row = correct(cast, recognition, "about", "title", "云岭县整改方案")
    row = correct(cast, row, "about", "feedback_date", "2024-03-02")
    assert row.title == "云岭县整改方案"
    assert review_of(row).draft.about.inspection.feedback_date == "2024-03-02"


@pytest.mark.parametrize(
    ("key", "name", "value", "said"),
    [
        ("f1", "problem", "  ", "不能为空"),
        ("f1", "mood", "x", "没有这个项目"),
        ("f1", "__class__", "x", "没有这个项目"),
        ("f9", "goal", "x", "已被合并或删除"),
        ("f1", "units", [("局", "boss")], "角色填写不对"),
        ("f1", "measures", "一条", "格式不对"),
        ("f1", "goal", 7, "格式不对"),
        ("f1", "goal", "长" * 20_001, "超过"),
        ("about", "title", " \n", "标题不能为空"),
        ("about", "kind", "poem", "取值不对"),
        ("about", "feedback_date", "3月2日", "2024-03-05"),
        ("about", "year", "2024", "没有这个项目"),
    ],
)
def test_what_makes_no_sense_is_refused(cast: Cast, recognition: Recognition, key, name, value, said) -> None:
    with pytest.raises(Refused, match=said):
        correct(cast, recognition, key, name, value)
    assert not Correction.objects.exists()


def test_merged_findings_keep_everything_once(cast: Cast, recognition: Recognition) -> None:
    row = actions.merge_findings(recognition, ["f4", "f3"], by=cast.by_lin, at=NOON, version=1)
    review = review_of(row)
    assert review.keys == ("f1", "f2", "f3")
    merged = review.finding("f3")
    assert merged.problem.text.count("\n") == 1
    assert [unit.name.text for unit in merged.units] == ["县自然资源局", "西山、南坪街道办事处", "县水利局"]
    assert merged.person.text == "责任单位主要负责同志"
    assert merged.deadline.dates == ("2025-12-31", "2024-06-30")
    assert len(Correction.objects.get(kind="merged").before) == 2


def test_one_finding_alone_cannot_be_merged(cast: Cast, recognition: Recognition) -> None:
    with pytest.raises(Refused, match="至少需要选择两个"):
        actions.merge_findings(recognition, ["f1"], by=cast.by_lin, at=NOON, version=1)


def test_a_split_cuts_the_problem_and_shares_out_the_measures(cast: Cast, recognition: Recognition) -> None:
    row = actions.split_finding(recognition, "f1", problem_at=18, measures=[1], by=cast.by_lin, at=NOON, version=1)
    review = review_of(row)
    assert review.keys == ("f1", "f5", "f2", "f3", "f4")
    first, second = review.finding("f1"), review.finding("f5")
    lines = review.draft.source.lines
    for part in (first.problem, second.problem):
        (span,) = part.spans
        assert lines[span.line].text[span.start : span.end] == part.text
    assert (first.number, second.number) == ("1", None)
    assert [len(first.measures), len(second.measures)] == [1, 1]
    assert second.units == first.units


@pytest.mark.parametrize(("at", "measures", "said"), [(0, [], "中间"), (999, [], "中间"), (None, [7], "不存在")])
def test_a_split_outside_the_text_is_refused(cast: Cast, recognition: Recognition, at, measures, said) -> None:
    with pytest.raises(Refused, match=said):
        actions.split_finding(recognition, "f1", problem_at=at, measures=measures, by=cast.by_lin, at=NOON, version=1)


def test_a_missed_finding_is_added_where_it_belongs(cast: Cast, recognition: Recognition) -> None:
    values = {"problem": "餐饮油烟扰民。", "number": "2-1", "deadline": "立行立改"}
    row = actions.add_finding(
        recognition, values, after="f2", spans=[Span(3, 0, 4)], by=cast.by_lin, at=NOON, version=1
    )
    review = review_of(row)
    assert review.keys == ("f1", "f2", "f5", "f3", "f4")
    assert review.finding("f5").deadline.immediate
    assert Correction.objects.get().kind == "added"


def test_a_finding_without_a_problem_is_not_added(cast: Cast, recognition: Recognition) -> None:
    with pytest.raises(Refused, match="必须有问题表述"):
        actions.add_finding(recognition, {"goal": "x"}, by=cast.by_lin, at=NOON, version=1)


def test_a_wrongly_read_finding_goes_with_a_reason(cast: Cast, recognition: Recognition) -> None:
    with pytest.raises(Refused, match="写明理由"):
        actions.drop_finding(recognition, "f2", reason=" ", by=cast.by_lin, at=NOON, version=1)
    row = actions.drop_finding(recognition, "f2", reason="这是小标题", by=cast.by_lin, at=NOON, version=1)
    assert review_of(row).keys == ("f1", "f3", "f4")
    kept = Correction.objects.get()
    assert kept.reason == "这是小标题"
    assert kept.before["problem"].startswith("城北片区")


def test_who_merges_or_splits_has_not_looked_at_a_doubt(cast: Cast, files_dir) -> None:
    doubts = tuple(Notice("problem_unmarked", "warning", "请核对。", place) for place in (0, 1))
    row = upload(cast, notices=doubts)
    row = actions.merge_findings(row, ["f1", "f2"], by=cast.by_lin, at=NOON, version=row.version)
    row = actions.split_finding(row, "f1", problem_at=18, measures=[1], by=cast.by_lin, at=NOON, version=row.version)
    assert review_of(row).answers == (None, None)
    row = correct(cast, row, "f1", "problem", "秸秆焚烧。")
    assert review_of(row).answers == (Answer("corrected", "problem"),) * 2


def test_notices_follow_their_findings_and_are_answered(cast: Cast, files_dir) -> None:
    third, fourth = Notice("x", "warning", "第三个问题", 2), Notice("y", "error", "第四个问题", 3)
    notices = (third, fourth, Notice("z", "info", "全文"))
    row = upload(cast, notices=notices)
    row = actions.drop_finding(row, "f1", reason="误认", by=cast.by_lin, at=NOON, version=1)
    row = actions.merge_findings(row, ["f3", "f4"], by=cast.by_lin, at=NOON, version=2)
    review = review_of(row)
    assert [notice.finding for notice in review.draft.notices] == [1, 1, None]
    row = actions.answer_notice(row, 1, Answer("answered", "已核实"), by=cast.by_lin, at=NOON, version=3)
    assert review_of(row).answers == (None, Answer("answered", "已核实"), None)
    with pytest.raises(Refused, match="写明对这条提示"):
        actions.answer_notice(row, 0, Answer("answered", ""), by=cast.by_lin, at=NOON, version=4)


def test_who_opened_the_page_too_early_is_told_so(cast: Cast, recognition: Recognition) -> None:
    correct(cast, recognition, "f1", "goal", "甲")
    with pytest.raises(Refused, match="别人已经修改") as refused:
        actions.correct_field(recognition, "f1", "goal", "乙", by=cast.by_lin, at=NOON, version=1)
    assert refused.value.code == "changed_meanwhile"
    assert review_of(Recognition.objects.get()).finding("f1").goal.text == "甲"


def test_every_act_leaves_one_entry_and_a_refusal_too(cast: Cast, recognition: Recognition) -> None:
    n_before = Entry.objects.count()
    correct(cast, recognition, "f1", "goal", "甲")
    with pytest.raises(Refused):
        actions.correct_field(recognition, "f1", "goal", "乙", by=cast.by_qian, at=NOON, version=2)
    done, refused = Entry.objects.order_by("id")[n_before:]
    assert (done.result, done.changes) == ("done", {"f1.goal": ["火点数量较上年下降三成。", "甲"]})
    assert (refused.result, refused.actor) == ("refused", cast.qian)


def test_what_is_confirmed_or_discarded_no_longer_changes(cast: Cast, recognition: Recognition) -> None:
    row = actions.discard(recognition, reason="传错了", by=cast.by_lin, at=NOON, version=1)
    with pytest.raises(Refused, match="已放弃，不能再修改"):
        correct(cast, row, "f1", "goal", "甲")


def test_of_eight_editors_at_once_one_wins_and_nothing_is_lost(open_database, files_dir) -> None:
    cast = gather()
    row = upload(cast)

    def edit(text: str) -> bool:
        try:
            actions.correct_field(row, "f1", "goal", text, by=cast.by_lin, at=NOON, version=1)
        except Refused as refused:
            return refused.code != "changed_meanwhile"
        finally:
            connections.close_all()
        return True

    with ThreadPoolExecutor(8) as pool:
        won = dict(zip("甲乙丙丁戊己庚辛", pool.map(edit, "甲乙丙丁戊己庚辛"), strict=True))
    (winner,) = [text for text, has_won in won.items() if has_won]
    fresh = Recognition.objects.get()
    assert (review_of(fresh).finding("f1").goal.text, fresh.version) == (winner, 2)
    assert Correction.objects.count() == 1
    assert Entry.objects.filter(verb="field.corrected", result="refused").count() == 7
