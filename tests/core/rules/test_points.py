"""A point and its published form; cutting passages."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.core.rules.drafts import draft_of, points_of
from zhenggai.core.rules import check, point_to_json
from zhenggai.core.rules.excerpts import excerpt
from zhenggai.core.rules.points import plain, point
from zhenggai.core.source import Line, Passage, Place, Source, Span
from zhenggai.core.typography import join

SPLIT = "问题：应缴基金289.9万元，实缴32.36万元，欠缴257.54万元。\n序号：15"


def test_the_published_form_names_findings_by_their_own_numbers() -> None:
    draft = draft_of(SPLIT)
    held = next(one for one in points_of(SPLIT) if one.code == "difference_holds")
    assert point_to_json(held, draft) == {
        "code": "difference_holds",
        "severity": "info",
        "message": "问题15：289.9万元减32.36万元等于257.54万元，核对一致。",
        "findings": ["15"],
        "passages": [{"text": "应缴基金289.9万元，实缴32.36万元，欠缴257.54万元。", "place": "第1段"}],
        "arithmetic": "289.9 − 32.36 = 257.54",
    }


def test_a_finding_without_number_is_named_by_its_place() -> None:
    draft = draft_of("问题：甲。\n问题：共46个图斑，其中64个未治理。")
    told = next(one for one in check(draft, today=date(2024, 4, 1)) if one.code == "subset_exceeds_set")
    assert point_to_json(told, draft)["findings"] == ["2"]
    assert told.message.startswith("清单第2项：")


def test_a_rule_that_is_not_registered_cannot_speak() -> None:
    with pytest.raises(KeyError):
        point("nobody_knows_me", "。")


def test_a_document_without_findings_has_no_points() -> None:
    empty = draft_of("正文：半年内集中解决一批突出问题。")
    assert check(empty, today=date(2024, 4, 1)) == []


def test_progress_lists_are_not_asked_for_what_only_plans_have() -> None:
    text = "问题：共46个图斑，其中64个未治理。\n序号：1"
    assert {one.code for one in points_of(text, kind="progress")} == {"subset_exceeds_set"}


def test_errors_stand_before_warnings_and_warnings_before_information() -> None:
    ranks = {"error": 0, "warning": 1, "info": 2}
    text = SPLIT + "\n时限：长期坚持\n问题：共46个图斑，其中64个未治理。\n序号：16"
    found = [ranks[one.severity] for one in points_of(text)]
    assert found == sorted(found)
    assert set(found) == {0, 1, 2}


@pytest.mark.parametrize(("value", "text"), [("1470.000", "1470"), ("5.570", "5.57"), ("1E+3", "1000"), ("0", "0")])
def test_decimals_are_written_as_people_write_them(value: str, text: str) -> None:
    assert plain(Decimal(value)) == text


@settings(deadline=None)
@given(st.lists(st.text("甲乙ab1，。", min_size=1, max_size=6), min_size=1, max_size=4), st.data())
def test_a_cut_passage_points_at_exactly_its_characters(pieces: list[str], data: st.DataObject) -> None:
    lines = tuple(Line(place, text, Place(paragraph=place + 1)) for place, text in enumerate(pieces))
    source = Source("甲.txt", "0" * 64, "text/plain", lines)
    whole = Passage(join(pieces), tuple(Span(line.index, 0, len(line.text)) for line in lines))
    start = data.draw(st.integers(0, len(whole.text)))
    end = data.draw(st.integers(start, len(whole.text)))
    part = excerpt(source, whole, start, end)
    assert part.text == whole.text[start:end]
    assert join(lines[s.line].text[s.start : s.end] for s in part.spans).strip() == part.text.strip()
