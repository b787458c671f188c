"""The scorer: what it counts as right, invented and missed."""

from __future__ import annotations

from typing import Any

import pytest

from bench.pairing import best_pairs
from bench.scoring import score_document

EMPTY: dict[str, Any] = {
    "number": None, "feedback_number": None, "headings": [], "goal": None, "measures": [], "lead_units": [],
    "units": [], "person": None, "deadline": None, "status": None, "progress": None,
}  # fmt: skip


def document(*findings: dict[str, Any]) -> dict[str, Any]:
    about = {"title": None, "kind": "plan", "status": None, "region": None, "inspection": None, "references": []}
    return {"document": about, "findings": [{**EMPTY, **finding} for finding in findings]}


def got(*findings: dict[str, Any]) -> dict[str, Any]:
    return document(*[{**f, "measures": [{"text": text} for text in f.get("measures", [])]} for f in findings])


def test_an_equal_reading_is_right_in_every_field() -> None:
    one = {"number": "1", "problem": "污水直排严重。", "measures": ["修管。"], "units": ["县住建局"]}
    score = score_document(document(one), got(one))
    assert (score.macro_f1, score.micro_f1, score.errors) == (1.0, 1.0, [])


def test_width_and_blanks_do_not_count_and_words_do() -> None:
    expected = document({"number": "1", "problem": "污水（COD）超标。", "goal": "达标"})
    assert score_document(expected, got({"number": "1", "problem": "污水(COD) 超标。", "goal": "达标"})).errors == []
    wrong = score_document(expected, got({"number": "1", "problem": "污水（COD）超标。", "goal": "达标。"}))
    assert wrong.fields["goal"].f1 == 0.0
    assert wrong.fields["problem"].soft == [1.0]


def test_an_invented_finding_is_false_and_a_missing_one_missed() -> None:
    one, other = {"number": "1", "problem": "污水直排严重。"}, {"number": "2", "problem": "垃圾乱堆乱放。"}
    score = score_document(document(one), got(one, other))
    assert (score.false_findings, score.fields["finding"].wrong) == (1, 1)
    score = score_document(document(one, other), got(one))
    assert (score.false_findings, score.fields["finding"].missed) == (0, 1)


def test_other_readings_and_optional_entries_are_allowed() -> None:
    expected = document({"number": "1", "problem": "污水直排。", "measures": ["修管。"], "units": ["县住建局"]})
    expected["findings"][0] |= {
        "problem_also": ["关于“污水直排”的问题"],
        "measures_optional": ["抓好工作。"],
        "units_optional": ["县督察办"],
    }
    read = got(
        {
            "number": "1",
            "problem": "关于“污水直排”的问题",
            "measures": ["抓好工作。", "修管。"],
            "units": ["县住建局", "县督察办"],
        }
    )
    assert score_document(expected, read).errors == []
    assert (
        score_document(
            expected, got({"number": "1", "problem": "污水直排。", "measures": ["修管。"], "units": ["县住建局"]})
        ).errors
        == []
    )


def test_findings_are_paired_so_that_the_whole_fits_best() -> None:
    assert best_pairs([[0.9, 0.8], [0.85, 0.1]], 0.3) == {0: 1, 1: 0}
    assert best_pairs([[0.1]], 0.3) == {}
    assert best_pairs([], 0.3) == {}


def test_every_value_of_a_false_finding_is_wrong_in_its_field() -> None:
    false = {"number": "9", "problem": "没有的问题。", "goal": "达标", "measures": ["修管。"], "units": ["县水利局"]}
    one = {
        "number": "1",
        "problem": "污水直排严重。",
        "goal": "完成治理",
        "measures": ["建厂。"],
        "units": ["县住建局"],
    }
    score = score_document(document(one), got(one, false))
    for name in ("finding", "number", "problem", "goal", "measures", "units"):
        assert (score.fields[name].right, score.fields[name].wrong, score.fields[name].missed) == (1, 1, 0), name


def test_every_value_of_a_missed_finding_is_missed_in_its_field() -> None:
    one = {"number": "1", "problem": "污水直排严重。", "goal": "完成治理", "measures": ["建厂。"]}
    score = score_document(document(one), got())
    for name in ("finding", "number", "problem", "goal", "measures"):
        assert (score.fields[name].right, score.fields[name].wrong, score.fields[name].missed) == (0, 0, 1), name


JUNE = {"text": "2024年6月底", "dates": ["2024-06-30"], "immediate": False, "long_term": False}
JULY = {"text": "2024年7月底", "dates": ["2024-07-31"], "immediate": False, "long_term": False}


@pytest.mark.parametrize(
    ("expected", "also", "printed", "right", "wrong", "missed"),
    [
        (JUNE, [None], JUNE, 1, 0, 0),
        (JUNE, [None], None, 0, 0, 0),
        (JUNE, [None], JULY, 0, 1, 1),
        (None, [JUNE], None, 0, 0, 0),
        (None, [JUNE], JUNE, 1, 0, 0),
        (None, [None, JUNE], JUNE, 1, 0, 0),
        (None, [None, JUNE], JULY, 0, 1, 0),
        (None, [], JULY, 0, 1, 0),
        (JUNE, [], None, 0, 0, 1),
    ],
)
def test_a_printed_deadline_is_scored_though_it_need_not_be_printed(
    expected: Any, also: list[Any], printed: Any, right: int, wrong: int, missed: int
) -> None:
    one = {"number": "1", "problem": "污水直排严重。"}
    wanted = document({**one, "deadline": expected, "deadline_also": also})
    score = score_document(wanted, got({**one, "deadline": printed}))
    for name in ("deadline.text", "deadline.dates"):
        tally = score.fields[name]
        assert (tally.right, tally.wrong, tally.missed) == (right, wrong, missed), name
