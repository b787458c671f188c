"""Plans and health reports as the writers receive them: plain dicts."""

from __future__ import annotations

from datetime import date
from importlib.resources import files
from typing import Any

from zhenggai.core.contract import as_contract, as_ledger
from zhenggai.core.plan_text.draft import read_plan
from zhenggai.core.rules import check, point_to_json
from zhenggai.documents.opening import open_document

TODAY = date(2024, 4, 1)


def plan_of(data: bytes, name: str) -> dict[str, Any]:
    """What our reader makes of a document (the first, where it holds several)."""
    return as_contract(read_plan(open_document(data, name)[0]))


def ledger_of(data: bytes, name: str) -> dict[str, Any]:
    """The same with the units of each finding by role."""
    return as_ledger(read_plan(open_document(data, name)[0]))


def sample_report() -> dict[str, Any]:
    """The sample plan of the catalog with its points."""
    data = files("zhenggai.catalog").joinpath("plans/140502/plan.txt").read_bytes()
    draft = read_plan(open_document(data, "plan.txt")[0])
    points = [point_to_json(point, draft) for point in check(draft, today=TODAY)]
    return {"format": "zhenggai.check.v1", "file": "plan.txt", "points": points, "plan": as_contract(draft)}


def finding(**fields: Any) -> dict[str, Any]:
    """A finding in contract form with everything empty but what is given."""
    empty: dict[str, Any] = {
        "number": "1", "feedback_number": None, "headings": [], "problem": "管网破损。", "goal": None, "measures": [],
        "lead_units": [], "units": [], "person": None, "deadline": None, "status": None, "progress": None,
    }  # fmt: skip
    return empty | fields


def plan(*findings: dict[str, Any], title: str | None = "某县整改方案", file: str = "方案.docx") -> dict[str, Any]:
    return {
        "format": "zhenggai.plan.v1",
        "source": {"file": file, "sha256": "0" * 64, "media_type": "text/plain"},
        "document": {
            "title": title, "kind": "plan", "status": "draft", "region": None, "inspection": None, "references": [],
        },
        "findings": list(findings),
        "notices": [],
    }  # fmt: skip


def report(*points: dict[str, Any], **of_plan: Any) -> dict[str, Any]:
    held = plan(finding(), **of_plan)
    return {"format": "zhenggai.check.v1", "file": held["source"]["file"], "points": list(points), "plan": held}


def point(**fields: Any) -> dict[str, Any]:
    usual: dict[str, Any] = {
        "code": "difference_fails", "severity": "error", "message": "问题1：不符。", "findings": ["1"],
        "passages": [{"text": "欠缴257.54万元", "place": "第3段"}], "arithmetic": "289.9 − 32.36 = 257.54",
    }  # fmt: skip
    return usual | fields
