"""What must be settled before a reviewed document becomes an edition, and the edition's rows in memory."""

from __future__ import annotations

from collections.abc import Iterator

from zhenggai.core.review import Review
from zhenggai.findings.building import NewEdition, add_carried, add_drafted, add_mixed, add_notices
from zhenggai.findings.duplicates import likely_plan
from zhenggai.findings.models import DecisionChoice, Finding, PlanEdition, Recognition
from zhenggai.findings.revising import Comparison, Line


def objections(
    row: Recognition, review: Review, comparison: Comparison | None, latest: PlanEdition | None
) -> Iterator[tuple[str, str]]:
    """Code and Chinese sentence of everything that still stands against confirming."""
    if not review.keys:
        yield "no_findings", "清单里没有问题，不能入库。请补录问题，或放弃这份识别结果。"
    answered = zip(review.draft.notices, review.answers, strict=True)
    if n_open := sum(notice.severity == "error" and given is None for notice, given in answered):
        yield "errors_open", f"还有 {n_open} 条错误提示没有处理，请先处理。"
    if not row.revision_settled and (plan := likely_plan(row)):
        yield "revision_open", f"这份文件像是{plan}的修订稿或进展表，请先确认是它的新版本，还是另外建立一份方案。"
    if row.base_edition_id != (latest.pk if latest else None):
        yield "changed_meanwhile", "原方案已有更新的版本，请重新选择所修订的方案后再核对差异。"
    if comparison is not None and comparison.n_open:
        yield "changes_open", f"与原方案还有 {comparison.n_open} 处差异没有作出取舍，请先逐项选择。"


def errors_not_seen(n_errors: int) -> str:
    """Why the last yes is not taken."""
    return f"清单里还有 {n_errors} 处错误。请先看过，再勾选“我已看过这些错误，仍然入库”。"


def build(edition: PlanEdition, review: Review, comparison: Comparison | None) -> tuple[NewEdition, list[Finding]]:
    """The rows of the edition and the findings that are new with it; nothing is saved here."""
    new, born = NewEdition(), list[Finding]()
    if comparison is None:
        for key in review.keys:
            born.append(Finding(plan=edition.plan, added_in=edition))
            add_drafted(new, born[-1], edition, key, review.finding(key), review.draft.about)
    else:
        for line in comparison.lines:
            choice = line.decision.choice if line.decision else DecisionChoice.ADOPT
            _take(new, born, edition, review, comparison, line, choice)
    add_notices(new, edition, review)
    return new, born


def _take(
    new: NewEdition,
    born: list[Finding],
    edition: PlanEdition,
    review: Review,
    comparison: Comparison,
    line: Line,
    choice: str,
) -> None:
    """One line of the difference as it was decided."""
    item = line.item
    if line.kept and item.old and item.new:
        old, drafted = comparison.old.versions[item.old.key], review.finding(item.new.key)
        units = comparison.old.units.get(old.pk, ())
        add_mixed(new, edition, item.new.key, drafted, review.draft.about, old, units, line.kept)
        return
    if choice == DecisionChoice.KEEP and item.old:
        old = comparison.old.versions[item.old.key]
        add_carried(new, edition, old, comparison.old.units.get(old.pk, ()))
        return
    if choice != DecisionChoice.ADOPT or item.new is None:
        return
    if item.old is not None:
        finding = comparison.old.versions[item.old.key].finding
    elif line.returns is not None:
        finding = Finding.objects.get(pk=int(line.returns.key))
    else:
        finding = Finding(plan=edition.plan, added_in=edition)
        born.append(finding)
    add_drafted(new, finding, edition, item.new.key, review.finding(item.new.key), review.draft.about)
