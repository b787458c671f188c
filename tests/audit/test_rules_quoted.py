"""The examples of docs/rules/audit.md, carried out as they stand there."""

from __future__ import annotations

import re

import pytest

from tests.architecture.tree import PACKAGE, ROOT
from tests.audit.conftest import Trail, bent

RULES = (ROOT / "docs" / "rules" / "audit.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^\| `((?:UPDATE|DELETE|INSERT)[^`]+)` \| `?([a-z_–]+)`? \| (\d+|–) \|$", RULES, re.MULTILINE)
CODES = set(re.findall(r"^\| `([a-z_]+)` \| [12] \|", RULES, re.MULTILINE))


@pytest.mark.parametrize(("statement", "code", "first"), EXAMPLES)
def test_what_the_rules_say_is_found(sealed: Trail, statement: str, code: str, first: str) -> None:
    with bent(statement):
        report = sealed.verify(state=code.startswith("row_"))
    earliest = sorted(report.faults, key=lambda fault: fault.sequence or 0)
    assert [fault.code for fault in earliest[:1]] == [one for one in [code] if one != "–"]
    assert report.first_bad == (int(first) if first != "–" else None)


def test_every_code_has_its_line_in_the_rules_and_the_reverse() -> None:
    used = set()
    for path in (PACKAGE / "audit" / "verifying").glob("*.py"):
        text = path.read_text(encoding="utf-8")
        used |= set(re.findall(r'_?[fF]ault\("([a-z_]+)"', text)) | set(re.findall(r'"(tail_cut|root_differs)"', text))
    assert used == CODES
    assert len(EXAMPLES) == 11
