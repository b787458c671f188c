"""Duties told in a sentence instead of labels."""

from __future__ import annotations

from tests.core.plan_text.written import measures, only


def test_the_closing_sentence_gives_lead_units_and_deadline() -> None:
    finding = only(
        """
某团督察反馈问题整改方案
1.粪污露天堆放。
整改措施：（1）建设堆粪场；（2）清淤1.1公里。此项工作由团农业中心牵头，二连、五连负责落实，2025年9月底前完成。
"""
    )
    assert measures(finding) == ["建设堆粪场；", "清淤1.1公里。"]
    assert finding.lead_units == ("团农业中心",)
    assert finding.acting_units == ("团农业中心", "二连", "五连")
    assert finding.deadline is not None
    assert finding.deadline.dates == ("2025-09-30",)


def test_units_that_help_support() -> None:
    finding = only(
        "某团整改方案\n1.粪污露天堆放。\n整改措施：建设堆粪场。此项工作由团党政办公室牵头，团经济发展办公室配合，立行立改。"
    )
    assert [(unit.name.text, unit.role) for unit in finding.units] == [
        ("团党政办公室", "lead"),
        ("团经济发展办公室", "supporting"),
    ]


def test_a_measure_that_names_a_lead_stays_a_measure_where_labels_give_the_units() -> None:
    finding = only(
        "某县整改方案\n1.粪污露天堆放。\n整改措施：该项工作由县农业农村局牵头，各镇配合，2025年9月底前完成。\n责任单位：县农业农村局"
    )
    assert measures(finding) == ["该项工作由县农业农村局牵头，各镇配合，2025年9月底前完成。"]
