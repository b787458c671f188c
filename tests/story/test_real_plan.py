"""The real plan, which is not part of this repository: all fields of all 17 findings.

The expectation was checked by hand against the printed plan. Long texts stand in it as the SHA-256 of their folded
form (`typography.fold`), so that the plan itself is not copied.
"""

from __future__ import annotations

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from zhenggai.core.contract import as_contract
from zhenggai.core.plan_text.draft import read_plan
from zhenggai.core.typography import fold
from zhenggai.documents.opening import open_document

HERE = Path(__file__).parent
SEEDS = sorted((HERE.parents[2] / "shared" / "seeds").glob("*.txt"))
EXPECTED: dict[str, Any] = json.loads((HERE / "real_plan.json").read_text(encoding="utf-8"))
FIELDS = (
    "number", "feedback_number", "headings", "problem", "goal", "measures", "lead_units", "units", "person",
    "deadline", "status", "progress",
)  # fmt: skip

pytestmark = [
    pytest.mark.real_plan,
    pytest.mark.skipif(not SEEDS, reason="the real plan is not part of this repository and is not here"),
]


@cache
def reading() -> dict[str, Any]:
    (source,) = open_document(SEEDS[0])
    return as_contract(read_plan(source))


def sealed(value: Any, like: Any) -> Any:
    """The value, with texts hashed where the expectation holds a hash."""
    if isinstance(value, dict):
        if set(value) == {"text"} and not isinstance(like, dict):
            return sealed(value["text"], like)
        return {key: sealed(each, like.get(key) if isinstance(like, dict) else None) for key, each in value.items()}
    if isinstance(value, list):
        likes = like if isinstance(like, list) and len(like) == len(value) else [None] * len(value)
        return [sealed(each, other) for each, other in zip(value, likes, strict=True)]
    if isinstance(value, str) and isinstance(like, str) and like.startswith("sha256:"):
        return "sha256:" + hashlib.sha256(fold(value).encode()).hexdigest()
    return value


def test_the_plan_holds_17_findings_in_order() -> None:
    findings = reading()["findings"]
    assert [finding["number"] for finding in findings] == [str(n) for n in range(1, 18)]
    feedback = [1, 2, 4, 7, 9, 11, 14, 17, 24, 25, 28, 31, 35, 36, 38, 39, 40]
    assert [finding["feedback_number"] for finding in findings] == [str(n) for n in feedback]


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize("position", range(17), ids=lambda position: f"finding {position + 1}")
def test_every_field_is_as_a_person_reads_it(position: int, field: str) -> None:
    expected = EXPECTED["findings"][position][field]
    assert sealed(reading()["findings"][position][field], expected) == expected


def test_the_plan_says_what_it_is() -> None:
    assert sealed(reading()["document"], EXPECTED["document"]) == EXPECTED["document"]
    assert reading()["document"]["inspection"] == {
        "team": "省第三生态环境保护督察组",
        "start": "2023-10-17",
        "end": "2023-11-16",
        "feedback_date": "2024-03-05",
    }
    assert reading()["document"]["references"][0]["number"] == "晋市办发〔2024〕5号"


def test_five_headings_hold_eleven() -> None:
    paths = list(dict.fromkeys(tuple(finding["headings"]) for finding in reading()["findings"]))
    assert len({path[0] for path in paths}) == 5
    assert len(paths) == 11


def test_deadlines_as_counted_by_hand() -> None:
    dates = [tuple(finding["deadline"]["dates"]) for finding in reading()["findings"]]
    assert {each: dates.count(each) for each in set(dates)} == {
        ("2024-06-30",): 1,
        ("2024-12-31",): 11,
        ("2025-12-31",): 2,
        (): 3,
    }
    assert sum(finding["deadline"]["long_term"] for finding in reading()["findings"]) == 3
