"""Read one file all the way: open it, understand it, check it. The task that the guarded child runs.

Untrusted bytes are only ever parsed here, inside the child (`guard`); what comes back is JSON text, never an object.
"""

from __future__ import annotations

import importlib
from datetime import date
from typing import Any

from zhenggai.core.contract import as_contract, as_ledger
from zhenggai.core.draft_store import draft_to_json
from zhenggai.core.plan_text.draft import read_plan
from zhenggai.documents.opening import open_document

UNREAD = "unreadable_member"  # the remark of an archive's member that was not read


def read_bytes(name: str, data: bytes, *, today: str | None = None, with_draft: bool = False) -> list[dict[str, Any]]:
    """What the documents in one file hold, one dict each: `plan` (contract form, see plan.schema.json), `ledger` (the
    same with the units by role, see `as_ledger`), `points` (the health report as of `today`, an ISO date; left out
    when today is None) and, when asked, `draft` (everything with its passages); of a member of an archive that cannot
    be read {"file", "error": {"code", "message"}} and no plan. Raises UnreadableDocument or UnknownFormat."""
    outcomes: list[dict[str, Any]] = []
    for source in open_document(data, name):
        if (unread := next((one for one in source.remarks if one.code == UNREAD), None)) is not None:
            message = f"“{name}”里的{unread.message}"
            outcomes.append({"file": source.file, "error": {"code": UNREAD, "message": message}})
            continue
        draft = read_plan(source)
        outcome: dict[str, Any] = {"plan": as_contract(draft), "ledger": as_ledger(draft)}
        if today is not None:
            rules = importlib.import_module("zhenggai.core.rules")  # only who asks for the check waits for its rules
            points = rules.check(draft, today=date.fromisoformat(today))
            outcome["points"] = [rules.point_to_json(point, draft) for point in points]
        if with_draft:
            outcome["draft"] = draft_to_json(draft)
        outcomes.append(outcome)
    return outcomes
