"""What every act on a recognition begins with: may this person, locked, still waiting, not changed by somebody else."""

from __future__ import annotations

from zhenggai.accounts.actors import Actor
from zhenggai.core.errors import Refused
from zhenggai.core.review import Review
from zhenggai.findings import drafts
from zhenggai.findings.models import Plan, PlanEdition, Recognition, RecognitionState
from zhenggai.findings.permissions import require_editor


def opened(recognition: Recognition, version: int, by: Actor) -> tuple[Recognition, Review]:
    """The recognition, locked, if this person may work on it, it still waits, and nobody changed it since."""
    require_editor(by)
    row = Recognition.objects.select_for_update().get(pk=recognition.pk)
    if row.state != RecognitionState.WAITING:
        raise Refused("not_waiting", f"{row}{row.get_state_display()}，不能再修改。")
    if row.version != version:
        raise Refused("changed_meanwhile", "您打开页面之后，别人已经修改了这份识别结果。请刷新页面，核对后再提交。")
    return row, drafts.review_of(row)


def latest_edition(plan: Plan) -> PlanEdition | None:
    return PlanEdition.objects.filter(plan=plan).order_by("-edition_no").first()


def require_reason(reason: str, sentence: str) -> None:
    if not reason.strip():
        raise Refused("reason_missing", sentence)
