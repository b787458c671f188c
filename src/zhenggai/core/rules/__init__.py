"""The health report (方案体检): every rule has an id, a severity and worked examples in docs/rules/health.md."""

from __future__ import annotations

from zhenggai.core.rules.checking import check
from zhenggai.core.rules.points import Point, identity_of, point_to_json
from zhenggai.core.rules.registry import BY_ID, HOLDING, RULES, SEVERITY_WORDS, Rule

__all__ = ["BY_ID", "HOLDING", "RULES", "SEVERITY_WORDS", "Point", "Rule", "check", "identity_of", "point_to_json"]
