"""Whether a document is in the database already, by its bytes or by what it says. Reads only."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Count

from zhenggai.core.editions import content_digest, similarity
from zhenggai.core.plan import PlanDraft
from zhenggai.core.review import begin
from zhenggai.core.typography import fold
from zhenggai.findings.drafts import entries_of_review
from zhenggai.findings.models import FindingVersion, Plan, PlanEdition, Recognition, RecognitionState

SHARED = 0.5  # part of a list's problems that make it one of a plan we have
ALIKE = 0.8  # similarity of two titles that may belong to editions of one plan


def digest_of(draft: PlanDraft) -> str:
    """What the document's findings say, as one hash."""
    return content_digest(entries_of_review(begin(draft)))


def reasons_to_refuse(read: Sequence[PlanDraft]) -> list[str | None]:
    """For each document of a file the reason not to load it, or None. Of two equal ones in it the first counts."""
    seen: set[str] = set()
    reasons: list[str | None] = []
    for draft in read:
        again = f"“{draft.source.file}”与同一压缩包里的另一份文件相同。" if draft.source.sha256 in seen else None
        seen.add(draft.source.sha256)
        reasons.append(again or reason_to_refuse(draft))
    return reasons


def reason_to_refuse(draft: PlanDraft) -> str | None:
    """A Chinese sentence if this document was loaded before; None if it is new.

    A discarded one may come again, and so may one that a newer edition has replaced.
    """
    known = Recognition.objects.filter(sha256=draft.source.sha256)
    waiting = known.filter(state=RecognitionState.WAITING).first()
    if waiting is not None:
        return f"文件“{draft.source.file}”已经上传过，正在等待核对（{waiting}），不必重复上传。"
    editions = PlanEdition.objects.filter(recognition__in=known).select_related("plan").order_by("id")
    # What a newer edition has replaced may come back, as the next one.
    held = [one for one in editions if _is_latest(one)]
    if held:
        return f"文件“{draft.source.file}”已经核对入库（{held[-1]}），不必重复上传。"
    if editions:
        return None
    if not draft.findings:
        return None
    same = [one for one in PlanEdition.objects.filter(content_digest=digest_of(draft)) if _is_latest(one)]
    if same:
        return f"文件“{draft.source.file}”的问题清单与已入库的{same[-1]}完全相同，不必重复入库。"
    return None


def _is_latest(edition: PlanEdition) -> bool:
    return not PlanEdition.objects.filter(plan=edition.plan_id, edition_no__gt=edition.edition_no).exists()


def likely_plan(recognition: Recognition) -> Plan | None:
    """The one plan this document seems to belong to: same region and nearly the same title, else the same problems."""
    about = recognition.review["draft"].get("about", {})
    region = fold(about.get("region") or "")
    alike = [
        plan
        for plan in Plan.objects.order_by("-id")
        if fold(plan.region) == region and similarity(bare_title(plan.title), bare_title(recognition.title)) >= ALIKE
    ]
    return alike[0] if len(alike) == 1 else _plan_of_problems(recognition, region)


def _plan_of_problems(recognition: Recognition, region: str) -> Plan | None:
    """The plan that names most of the problems word for word, at least half of them: its ledger or a progress list.

    Not one of another region: a district's plan may repeat the words of the city's.
    """
    problems = {one["problem"]["text"] for one in recognition.review["draft"].get("findings", ())}
    rows = FindingVersion.objects.filter(problem__in=problems).order_by()
    counted = rows.values("edition__plan").annotate(n=Count("problem", distinct=True)).order_by("-n", "-edition__plan")
    most = counted.first()
    if most is None or most["n"] < SHARED * len(problems):
        return None
    plan = Plan.objects.get(pk=most["edition__plan"])
    return plan if not region or fold(plan.region) == region else None


def bare_title(title: str) -> str:
    """A title without the marks of its stage."""
    folded = fold(title)
    for mark in ("(征求意见稿)", "(送审稿)", "(草案)", "(修订稿)", "(修改稿)", "(正式稿)", "征求意见稿", "修订稿"):
        folded = folded.replace(mark, "")
    return folded
