"""Plans made up at random are read field by field, whatever their place, headings, labels, order and numbering."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.core.plan_text.drawn import draw
from tests.core.plan_text.written import read, source_of
from tests.made_plans import FIELDS, LABELS, MadePlan, answers, lines, plans, rows
from zhenggai.core.plan import FindingDraft, PlanDraft
from zhenggai.core.plan_text.draft import read_plan
from zhenggai.core.source import Passage
from zhenggai.core.typography import join

UNIT_FIELDS = ("lead_units", "units", "supporting_units")
FEW, MANY = settings(max_examples=60, deadline=None), settings(max_examples=150, deadline=None)


def drawn(plan: MadePlan) -> PlanDraft:
    """The draft of the plan as a table below its title."""
    table = "\n".join("| " + " | ".join(row) + " |" for row in rows(plan))
    return read_plan(draw(f"{plan.title}\n{table}"))


def passages(draft: PlanDraft) -> list[Passage]:
    found = [draft.about.title] if draft.about.title else []
    for one in draft.findings:
        found += [one.problem, *one.headings, *one.measures, *(unit.name for unit in one.units)]
        found += [held for held in (one.goal, one.person, one.deadline_text, one.status, one.progress) if held]
    return found


@MANY
@given(plans(), st.booleans())
def test_every_field_of_a_made_plan_is_read(plan: MadePlan, apart: bool) -> None:
    draft = read("\n".join(lines(plan, apart=apart)))
    assert answers(draft) == plan.answers()
    assert [set(one.acting_units) for one in draft.findings] == [one.acting for one in plan.findings]
    assert draft.about.title is not None
    assert (draft.about.title.text, draft.about.kind) == (plan.title, "plan")


@MANY
@given(plans(deepest=0))
def test_every_field_of_a_made_table_is_read(plan: MadePlan) -> None:
    draft = drawn(plan)
    assert answers(draft) == plan.answers()
    assert [set(one.acting_units) for one in draft.findings] == [one.acting for one in plan.findings]


@FEW
@given(plans())
def test_each_unit_keeps_the_role_of_its_label(plan: MadePlan) -> None:
    roles = {"lead_units": "lead", "units": "responsible", "supporting_units": "supporting"}
    for made, found in zip(plan.findings, read("\n".join(lines(plan))).findings, strict=True):
        told = {(name, roles[field]) for field in UNIT_FIELDS for name in getattr(made, field)}
        assert {(unit.name.text, unit.role) for unit in found.units} == told


@FEW
@given(plans())
def test_units_stand_in_the_order_in_which_they_are_printed(plan: MadePlan) -> None:
    ordered = [field for field in plan.order if field in UNIT_FIELDS]
    for made, found in zip(plan.findings, read("\n".join(lines(plan))).findings, strict=True):
        for field in ordered:
            names = getattr(made, field)
            assert [name for name in found.acting_units if name in names] == list(names)


@FEW
@given(plans())
def test_a_plan_without_contradictions_gives_no_notice_but_of_its_dates(plan: MadePlan) -> None:
    assert [one.code for one in read("\n".join(lines(plan))).notices] == []


@FEW
@given(plans(), st.booleans())
def test_reading_twice_gives_the_same(plan: MadePlan, apart: bool) -> None:
    source = source_of("\n".join(lines(plan, apart=apart)))
    assert read_plan(source) == read_plan(source)


@FEW
@given(plans(), st.booleans())
def test_every_text_stands_in_the_source_where_its_passage_says(plan: MadePlan, apart: bool) -> None:
    draft = read("\n".join(lines(plan, apart=apart)))
    whole = "\n".join(line.text for line in draft.source.lines)
    for passage in passages(draft):
        printed = [draft.source.lines[span.line].text[span.start : span.end] for span in passage.spans]
        assert passage.text == join(printed)
        assert all(part in whole for part in printed)


@FEW
@given(plans(), st.randoms(use_true_random=False))
def test_the_order_of_the_labels_changes_nothing(plan: MadePlan, chance) -> None:  # type: ignore[no-untyped-def]
    first = answers(read("\n".join(lines(plan))))
    assert answers(read("\n".join(lines(plan.in_order(*chance.sample(FIELDS, len(FIELDS))))))) == first


@FEW
@given(plans(deepest=0))
def test_running_text_and_a_table_say_the_same(plan: MadePlan) -> None:
    assert answers(drawn(plan)) == answers(read("\n".join(lines(plan))))


def _widened(text: str) -> str:
    return text.replace(":", "：").replace("(", "（").replace(")", "）")


def _narrowed(text: str) -> str:
    return text.replace("：", ":").replace("（", "(").replace("）", ")")


def _spread(text: str) -> str:
    return text.replace("责任人", "责 任 人").replace("整改目标", "整 改 目 标").replace("整改时限", "整改 时限")


def _indented(text: str) -> str:
    return "\n".join(f"　　{line}　" for line in text.splitlines())


def _with_empty_lines(text: str) -> str:
    return text.replace("\n", "\n\n")


def _invisible(text: str) -> str:
    return text.replace("：", "：\u200b").replace("。", "\ufeff。")


CHANGES = (_widened, _spread, _indented, _with_empty_lines, _invisible)


@pytest.mark.parametrize("change", CHANGES)
@settings(max_examples=25, deadline=None)
@given(plan=plans(any_label=False))
def test_width_blanks_and_empty_lines_change_nothing(change: Callable[[str], str], plan: MadePlan) -> None:
    assert answers(read(change("\n".join(lines(plan))))) == plan.answers()


@settings(max_examples=40, deadline=None)
@given(plan=plans(any_label=False))
def test_narrow_brackets_and_colons_change_nothing_but_themselves(plan: MadePlan) -> None:
    text = "\n".join(lines(plan))
    assert answers(read(_narrowed(text))) == [_narrowed_answer(one) for one in plan.answers()]


def _narrowed_answer(answer: dict[str, object]) -> dict[str, object]:
    return {name: _narrowed(value) if isinstance(value, str) else value for name, value in answer.items()}


ONE_VALUE = {"goal": "岸坡稳固。", "measures": "修闸门。", "person": "周某", "deadline": "2024年6月底"}


def _values(found: FindingDraft) -> dict[str, str]:
    """The labelled fields of a finding that are not empty, units by their role."""
    roles = {"lead": "lead_units", "responsible": "units", "supporting": "supporting_units"}
    held = {"goal": found.goal, "person": found.person, "deadline": found.deadline_text}
    texts = {field: passage.text for field, passage in held.items() if passage is not None}
    texts |= {"measures": "".join(measure.text for measure in found.measures)} if found.measures else {}
    return texts | {roles[unit.role]: unit.name.text for unit in found.units}


@pytest.mark.parametrize(("field", "word"), [(field, word) for field in FIELDS for word in LABELS[field]])
def test_every_strong_word_of_the_catalog_announces_its_field_and_no_other(field: str, word: str) -> None:
    value = ONE_VALUE.get(field, "县水利局")
    items = "\n".join(f"{n}.河岸坍塌{n}处。\n{word}：{value}\n整改情况：已修{n}米。" for n in (1, 2, 3))
    draft = read(f"某县督察反馈问题整改方案\n{items}")
    assert [one.problem.text for one in draft.findings] == [f"河岸坍塌{n}处。" for n in (1, 2, 3)]
    assert [_values(one) for one in draft.findings] == [{field: value}] * 3
