"""The published form: exactly the contract's fields."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from tests.core.plan_text.written import read
from zhenggai.core.contract import as_contract

SCHEMA = Path(__file__).parents[4] / "shared" / "contracts" / "plan.schema.json"
PLAN = """
某县督察反馈问题整改方案（征求意见稿）
1.（反馈问题4）污水直排。
整改目标：消除直排。
整改措施：（1）修复管网。（2）加强巡查。
责任单位：县住建局（牵头）、县生态环境局
责任人：县住建局局长
整改时限：2024年6月底前完成，并长期坚持
"""


def test_a_finding_has_exactly_the_fields_of_the_contract() -> None:
    printed = as_contract(read(PLAN))
    assert printed["findings"] == [
        {
            "number": "1",
            "feedback_number": "4",
            "headings": [],
            "problem": "污水直排。",
            "goal": "消除直排。",
            "measures": [{"text": "修复管网。"}, {"text": "加强巡查。"}],
            "lead_units": ["县住建局"],
            "units": ["县住建局", "县生态环境局"],
            "person": "县住建局局长",
            "deadline": {
                "text": "2024年6月底前完成，并长期坚持",
                "dates": ["2024-06-30"],
                "immediate": False,
                "long_term": True,
            },
            "status": None,
            "progress": None,
        }
    ]


def test_an_empty_document_has_every_field_and_no_finding() -> None:
    printed = as_contract(read(""))
    assert printed["findings"] == []
    assert printed["document"] == {
        "title": None,
        "kind": "other",
        "status": None,
        "region": None,
        "inspection": None,
        "references": [],
    }


@pytest.mark.skipif(not SCHEMA.exists(), reason="the published schema is not part of this repository and is not here")
def test_what_is_printed_is_valid_by_the_published_schema() -> None:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    for text in (PLAN, "", "某市整改情况的报告\n一、关于“污染”的问题\n已完成整改。"):
        jsonschema.validate(as_contract(read(text)), schema)


def test_a_notice_names_its_finding_by_number() -> None:
    printed = as_contract(read(PLAN.replace("2024年6月底前完成，并长期坚持", "6月底前")))
    assert [(notice["code"], notice["finding"]) for notice in printed["notices"]] == [("deadline_year_missing", "1")]
