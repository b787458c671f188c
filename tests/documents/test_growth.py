"""The largest text that is admitted is read in proportion: ten times the text, about ten times the work."""

from __future__ import annotations

import random
import time

import pytest

from bench.inputs import finding
from zhenggai.core.plan_text.draft import read_plan
from zhenggai.documents import limits
from zhenggai.documents.opening import open_document

GENEROUS = 3.0  # work that grew with the square would be ten times what is proportional


def plan_of(share: float) -> tuple[str, int]:
    """A plan that fills this share of what is admitted, and the number of its findings."""
    chance = random.Random(3)
    lines = ["某县贯彻落实生态环境保护督察反馈意见整改方案", "一、污染防治存在短板"]
    size, number = 60, 0
    while True:
        paragraphs = finding(number + 1, chance)
        longer = size + sum(len(text) + 1 for text in paragraphs)
        if longer > limits.MAX_CHARACTERS * share or len(lines) + len(paragraphs) > limits.MAX_LINES * share:
            return "\n".join(lines), number
        lines += paragraphs
        size, number = longer, number + 1


def cpu_seconds(share: float) -> float:
    """CPU seconds from bytes to findings, of this process alone."""
    text, n_findings = plan_of(share)
    data = text.encode()
    start = time.process_time()
    (source,) = open_document(data, "plan.txt")
    assert len(read_plan(source).findings) == n_findings
    return time.process_time() - start


@pytest.mark.slow
def test_ten_times_the_text_is_about_ten_times_the_work() -> None:
    cpu_seconds(0.002)  # patterns are compiled, packs are loaded
    assert cpu_seconds(1.0) < 10 * GENEROUS * cpu_seconds(0.1)
