"""What a finding is called, everywhere: 问题13 by the list's own number; the inspection's number is 反馈问题35."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Protocol


class Numbered(Protocol):
    """A finding as a draft or an edition has it."""

    @property
    def number(self) -> str | None: ...


def names_of(findings: Sequence[Numbered]) -> list[str]:
    """问题13 by its own number; 清单第3项 where it has none, or one that others have too."""
    times = Counter(finding.number for finding in findings)
    return [
        f"问题{finding.number}" if finding.number and times[finding.number] == 1 else f"清单第{place}项"
        for place, finding in enumerate(findings, 1)
    ]
