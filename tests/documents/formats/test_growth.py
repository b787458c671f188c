"""A text twice as long takes about twice the time, whatever it is made of: ratios of CPU time, never seconds."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from contextlib import suppress
from itertools import pairwise

import pytest

from zhenggai.core.errors import UnreadableDocument
from zhenggai.documents.opening import open_document

SIZES = (2_000, 4_000, 8_000)
MOST = 3.0  # times per doubling: a quadratic way takes four
TRIES = 5

ONE_LINE: dict[str, Callable[[int], str]] = {
    "blanks in a rule": lambda n: "|--|--" + " " * n + "x",
    "blanks before a bar": lambda n: "a | b\n" + " " * n + "x",
    "blanks in a heading": lambda n: "# " + " #" * n + "x",
    "bars": lambda n: "整改方案\n" + "|" * n,
    "dashes and bars": lambda n: "a|b\n" + "|--" * n + "x",
    "stars": lambda n: "# 一\n" + "*" * n + "x",
    "opened stars": lambda n: "# 一\n" + " **a" * n,
    "lone stars": lambda n: "# 一\n" + " *a" * n,
    "underscores": lambda n: "# 一\n" + " __a" * n,
    "tildes": lambda n: "# 一\n" + "~~" * n + "x",
    "backticks": lambda n: "# 一\nx" + "`" * n + "x",
    "runs of backticks": lambda n: "# 一\nx" + " ``` a `` b" * n,
    "brackets": lambda n: "# 一\n" + "[" * n,
    "opened images": lambda n: "# 一\n" + "![](" * n,
    "opened links": lambda n: "# 一\n" + "[a](" * n,
    "footnotes": lambda n: "# 一\n" + "[^" * n,
    "opened tags": lambda n: "# 一\n" + "<b " * n,
    "opened comments": lambda n: "# 一\n" + "<!--" * n,
    "digits": lambda n: "1" * n,
    "blanks in a page": lambda n: "<html><body><p>整改" + " " * n + "x</p></body></html>",
    "blanks in a title": lambda n: "<html><title>" + " _" * n + "x</title><body><p>整改</p></body></html>",
}
MANY_LINES: dict[str, Callable[[int], str]] = {
    "rules": lambda n: "整改方案\n" + "|||\n" * n,
    "uneven rows": lambda n: "整改方案\n" + "|a|\n|a|b|\n" * n,
    "tab stops": lambda n: "整改方案\n" + "a\tb\tc\td\n甲\tb\tc\n" * n,
    "page numbers": lambda n: "整改方案\n" + "— 3 —\n" * n,
    "blank lines": lambda n: "整改方案\n— 3 —\n" + "\n" * n + "完\n" + "— 4 —\n",
    "joined lines": lambda n: "整改方案\n" + "2024年12月底前完成治理任务并且长期保持下去不得反弹回潮\n" * (n // 4),
}


def cpu(text: str) -> float:
    """CPU seconds of opening it. Garbage of the tests before is not looked for meanwhile: that takes as long as they
    left much behind, whatever is opened."""
    data = text.encode()
    gc.disable()
    try:
        began = time.process_time()
        with suppress(UnreadableDocument):
            open_document(data, "方案.txt")
        return time.process_time() - began
    finally:
        gc.enable()


def grows(make: Callable[[int], str]) -> float:
    """The larger of the two ratios; each time is the least of several, for a busy machine only ever adds."""
    times = [min(cpu(make(size)) for _ in range(2)) for size in SIZES]
    least = 0.002  # what opening takes at all; below it a ratio says nothing
    return max(later / max(earlier, least) for earlier, later in pairwise(times))


@pytest.mark.parametrize("kind", [*ONE_LINE, *MANY_LINES])
def test_twice_the_text_takes_about_twice_the_time(kind: str) -> None:
    make = (ONE_LINE | MANY_LINES)[kind]
    ratios: list[float] = []
    while len(ratios) < TRIES and (not ratios or min(ratios) >= MOST):
        ratios.append(grows(make))
    assert min(ratios) < MOST, ratios
