"""What a finding promises with a figure and a day, wherever its measures and its goal say so."""

from __future__ import annotations

from collections.abc import Iterator

from zhenggai.core.deadlines import Milestone, find_milestones
from zhenggai.core.plan import About, FindingDraft


def promises(finding: FindingDraft, about: About) -> Iterator[Milestone]:
    """The stages of measures and goal that name a figure, in printed order, each once.

    A year that is left out is the paper's, else that of the finding's last day.
    """
    seen = set()
    for passage in (*finding.measures, *([finding.goal] if finding.goal else [])):
        for one in find_milestones(passage.text, issued_on=about.issued_on, year=about.year or _last_year(finding)):
            told = one.date, tuple(quantity.text for quantity in one.quantities)
            if one.quantities and told not in seen:
                seen.add(told)
                yield one


def _last_year(finding: FindingDraft) -> int | None:
    dates = finding.deadline.dates if finding.deadline else ()
    return int(dates[-1][:4]) if dates else None
