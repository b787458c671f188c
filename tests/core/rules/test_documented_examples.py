"""docs/rules/health.md and the registry say the same, and every example there comes out as it says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.core.rules.drafts import codes_of, points_of
from zhenggai.core.rules import BY_ID, RULES

PAGE = (Path(__file__).parents[3] / "docs" / "rules" / "health.md").read_text(encoding="utf-8")
SECTIONS = re.findall(r"^### `(\w+)` · (\w+)\n(.*?)(?=^##|\Z)", PAGE, re.M | re.S)


def _blocks(text: str, kind: str) -> list[str]:
    found = re.findall(rf"```{kind}\n(.*?)```", text, re.S)
    assert found, f"no {kind} example"
    return found


def test_every_rule_is_documented_and_every_documented_rule_exists() -> None:
    assert sorted(code for code, _, _ in SECTIONS) == sorted(BY_ID)


def test_rule_ids_are_unique_and_titled() -> None:
    assert len(BY_ID) == len(RULES)
    assert all(rule.title for rule in RULES)


@pytest.mark.parametrize(("code", "severity", "text"), SECTIONS, ids=[code for code, _, _ in SECTIONS])
def test_the_rule_speaks_and_is_silent_as_documented(code: str, severity: str, text: str) -> None:
    assert BY_ID[code].severity == severity
    for block in _blocks(text, "points"):
        spoken = [point for point in points_of(block) if point.code == code]
        assert spoken, "the rule is silent on its own example"
        assert all(point.severity == severity and point.message.endswith("。") for point in spoken)
    for block in _blocks(text, "silent"):
        assert code not in codes_of(block), "the rule speaks on the example that holds"
