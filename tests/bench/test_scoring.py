"""The scorer: what it counts as right, invented and missed."""

from __future__ import annotations

from typing import Any

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
