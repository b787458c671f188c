"""What every template knows: who is signed in, and whether this person works on plans, only reads them or neither."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from zhenggai.findings.permissions import may_edit_plans, may_read_plans
from zhenggai.www import watch
from zhenggai.www.access import actor_of
from zhenggai.www.clock import moment


def everywhere(request: HttpRequest) -> dict[str, Any]:
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"person": None, "may_edit": False, "may_read": False, "warnings": []}
    actor = actor_of(request)
    may_edit = may_edit_plans(actor)
    may_read = may_edit or may_read_plans(actor)
    warnings = watch.warnings(moment()) if may_edit else []
    return {"person": user, "may_edit": may_edit, "may_read": may_read, "warnings": warnings}
