"""Who may do what with plans. Asked inside the act's transaction, so that a right taken away counts at once."""

from __future__ import annotations

from zhenggai.accounts.actors import Actor
from zhenggai.accounts.models import Role
from zhenggai.accounts.queries import may
from zhenggai.core.errors import Refused


def may_edit_plans(by: Actor) -> bool:
    """Upload, review, correct, decide, confirm, discard."""
    return may(by, Role.OFFICE)


def may_read_plans(by: Actor) -> bool:
    """See and export what was confirmed."""
    return may(by, Role.OFFICE, Role.READER)


def require_editor(by: Actor) -> None:
    if not may_edit_plans(by):
        raise Refused("not_permitted", "只有环委办人员可以识别、核对和入库方案，请联系本单位的系统管理员。")


def require_reader(by: Actor) -> None:
    if not may_read_plans(by):
        raise Refused("not_permitted", "您还没有查阅整改台账的权限，请联系本单位的系统管理员。")
