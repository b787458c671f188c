"""The doubts of the edition that is there against those of the one to come: how many, and which are new."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from zhenggai.core.naming import names_of
from zhenggai.findings.foreseeing import Ledger
from zhenggai.www.health_points import all_remarks, points_of
from zhenggai.www.remarks import Remark, Tally, by_weight, tally

DOUBTS = ("error", "warning")
MOST_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Doubts:
    """before, after: what the health report and the reader say of either edition. new: open doubts that were none
    before; they name findings as the edition to come does. n_gone: doubts that will be open no more."""

    before: Tally
    after: Tally
    new: list[Remark]
    n_gone: int

    @property
    def shown(self) -> list[Remark]:
        return self.new[:MOST_SHOWN]

    @property
    def n_more(self) -> int:
        return len(self.new) - len(self.shown)


def doubts_of(before: Ledger, after: Ledger, day: date) -> Doubts:
    """Both editions asked as of the same day. A doubt is the same if it says the same of the same findings, whatever
    numbers they carry."""
    was, will_be = _open_doubts(before, day), _open_doubts(after, day)
    return Doubts(
        tally(_remarks(before, day)),
        tally(_remarks(after, day)),
        by_weight(one for said, one in will_be.items() if said not in was),
        sum(said not in will_be for said in was),
    )


def _remarks(ledger: Ledger, day: date) -> list[Remark]:
    return [remark for remark, _positions in all_remarks(ledger.review, points_of(ledger.review, day))]


def _open_doubts(ledger: Ledger, day: date) -> dict[tuple[str, ...], Remark]:
    """What each open doubt says, with the findings it concerns in place of their names."""
    named = _any_name(names_of(ledger.review.draft.findings))
    found = {}
    for remark, positions in all_remarks(ledger.review, points_of(ledger.review, day)):
        if remark.severity in DOUBTS and remark.answer is None:
            about = sorted(ledger.who[position] for position in positions)
            found[remark.code, named.sub("", remark.message), remark.arithmetic, *about] = remark
    return found


def _any_name(names: Sequence[str]) -> re.Pattern[str]:
    """One finding or several, as messages name them: 问题13, 问题13、14, 清单第3、7项."""
    numbers = {re.escape(name.removeprefix("清单第").removesuffix("项").removeprefix("问题")) for name in names}
    one = f"(?:{'|'.join(sorted(numbers, key=len, reverse=True))})"
    return (
        re.compile(f"(?:问题|清单第){one}(?:、{one})*项?(?:、(?:问题|清单第){one}项?)*")
        if names
        else re.compile("(?!)")
    )
