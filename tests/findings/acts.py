"""Every act on a document under review, each as an example that may be done. What holds for all of them is asked once.

The document is a revision that Lin has uploaded, linked to its plan and corrected in one place; it holds a notice.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.cast import NOON, Cast, upload
from tests.papers import FINDINGS, changed
from zhenggai.accounts.actors import Actor
from zhenggai.core.plan import Notice
from zhenggai.core.review import Answer
from zhenggai.core.rules import identity_of
from zhenggai.core.source import Span
from zhenggai.findings import actions, health
from zhenggai.findings.drafts import review_of
from zhenggai.findings.models import DecisionChoice, PlanEdition, Recognition
from zhenggai.findings.revising import compare

ADOPT, REMOVE = DecisionChoice.ADOPT, DecisionChoice.REMOVE
NOTICES = (Notice("doubt", "warning", "时限没有年份。", 1),)
FRESH = {"number": "5", "feedback_number": "21", "problem": "餐饮油烟净化设施清洗不及时。", "deadline": "2024年底"}


def waiting(cast: Cast, edition: PlanEdition, *, decided: bool = False) -> Recognition:
    """The revision as it waits for Lin. decided: every difference has its decision."""
    findings = (*changed(2, deadline="2026年6月底")[1:], FRESH)
    row = upload(cast, name="修订稿.txt", content=b"revised", findings=findings, notices=NOTICES)
    told: Any = {"by": cast.by_lin, "at": NOON}
    row = actions.link_revision(row, edition.plan, version=row.version, **told)
    row = actions.correct_field(row, "f1", "person", "赵某", version=row.version, **told)
    if decided:
        row = actions.decide_rest(row, [ADOPT, REMOVE], version=row.version, **told)
    return row


def replaced(cast: Cast) -> PlanEdition:
    """The first edition of another plan, which has a second one since."""
    told: Any = {"by": cast.by_lin, "at": NOON}
    of: Any = {"title": "青石县整改方案", "region": "青石县"}
    row = upload(cast, name="青石.txt", content=b"other plan", findings=FINDINGS[:2], **of)
    first = actions.confirm(row, version=row.version, **told, errors_seen=True)
    row = upload(cast, name="青石修订.txt", content=b"other plan revised", findings=FINDINGS[1:3], **of)
    row = actions.link_revision(row, first.plan, version=row.version, **told)
    row = actions.decide_rest(row, [ADOPT, REMOVE], version=row.version, **told)
    actions.confirm(row, version=row.version, **told, errors_seen=True)
    return first


def _decide(row: Recognition, **told: Any) -> object:
    line = next(line for line in compare(row).lines if line.item.wants_decision)
    return actions.decide(row, line.item.key, line.choices[0], digest=line.item.digest, **told)


def _decide_all(row: Recognition, **told: Any) -> object:
    lines = [line for line in compare(row).lines if line.item.wants_decision]
    return actions.decide_all(row, [(one.item.key, one.choices[0], one.item.digest) for one in lines], **told)


def point_of(row: Recognition) -> str:
    """The identity of the first point of the health report."""
    return identity_of(health.points_of(review_of(row).draft, NOON.date())[0])


@dataclass(frozen=True)
class Act:
    """do: the example. other: the same act with another content. decided: it needs every difference settled."""

    verb: str
    do: Callable[..., object]
    other: Callable[..., object] | None = None
    decided: bool = False

    def __call__(self, row: Recognition, *, by: Actor, version: int | None = None) -> object:
        return self.do(row, by=by, at=NOON, version=row.version if version is None else version)


ACTS: dict[str, Act] = {
    "correct_field": Act(
        "field.corrected",
        lambda row, **told: actions.correct_field(row, "f2", "goal", "完成治理。", **told),
        lambda row, **told: actions.correct_field(row, "f2", "goal", "全部完成治理。", **told),
    ),
    "merge_findings": Act(
        "findings.merged",
        lambda row, **told: actions.merge_findings(row, ["f1", "f2"], **told),
        lambda row, **told: actions.merge_findings(row, ["f1", "f3"], **told),
    ),
    "split_finding": Act(
        "finding.split",
        lambda row, **told: actions.split_finding(row, "f1", problem_at=None, measures=[0], **told),
        lambda row, **told: actions.split_finding(row, "f1", problem_at=None, measures=[], **told),
    ),
    "add_finding": Act(
        "finding.added",
        lambda row, **told: actions.add_finding(row, {"problem": "漏掉的问题。"}, spans=[Span(1, 0, 3)], **told),
        lambda row, **told: actions.add_finding(row, {"problem": "漏掉的问题。"}, spans=[Span(1, 0, 4)], **told),
    ),
    "drop_finding": Act(
        "finding.dropped",
        lambda row, **told: actions.drop_finding(row, "f3", reason="这是小标题", **told),
        lambda row, **told: actions.drop_finding(row, "f3", reason="这是工作要求", **told),
    ),
    "answer_point": Act(
        "notice.answered",
        lambda row, **told: actions.answer_point(row, point_of(row), Answer("dismissed"), **told),
        lambda row, **told: actions.answer_point(row, point_of(row), Answer("answered", "已与上级核对。"), **told),
    ),
    "answer_notice": Act(
        "notice.answered",
        lambda row, **told: actions.answer_notice(row, 0, Answer("dismissed"), **told),
        lambda row, **told: actions.answer_notice(row, 0, Answer("answered", "已核对"), **told),
    ),
    "undo_correction": Act("correction.undone", lambda row, **told: actions.undo_correction(row, **told)),
    "link_revision": Act("revision.linked", lambda row, **told: actions.link_revision(row, None, **told)),
    "decide": Act("change.decided", _decide),
    "decide_all": Act("change.decided", _decide_all),
    "decide_rest": Act(
        "change.decided",
        lambda row, **told: actions.decide_rest(row, [ADOPT], **told),
        lambda row, **told: actions.decide_rest(row, [REMOVE], **told),
    ),
    "discard": Act(
        "recognition.discarded",
        lambda row, **told: actions.discard(row, reason="传错了", **told),
        lambda row, **told: actions.discard(row, reason="重复", **told),
    ),
    "confirm": Act(
        "edition.confirmed", lambda row, **told: actions.confirm(row, **told, errors_seen=True), decided=True
    ),
}
# Acts on something else than a document under review.
ELSEWHERE = {"receive_document", "note_unread", "note_export", "note_health_export", "restore"}
