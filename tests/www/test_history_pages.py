"""Whatever was corrected, the record of corrections opens and says it, before and after the paper was confirmed."""

from __future__ import annotations

import pytest

from tests.www.conftest import Visitor, text_of
from zhenggai.core.review import FIELDS
from zhenggai.findings.models import FindingVersion, Recognition
from zhenggai.www.labels import LABELS

LISTS = {"headings": {"value": "甲类\n乙类"}, "measures": {"value": "甲。\n乙。"}}
FORMS = {name: {"value": "2025年6月底"} for name in FIELDS} | LISTS | {"units": {"unit_lead": "县公安局\n县水利局"}}


@pytest.mark.parametrize("name", FIELDS)
def test_a_corrected_field_stays_readable(lin: Visitor, recognition: Recognition, name: str) -> None:
    review = f"/readings/{recognition.pk}/"
    lin.act(f"{review}f1/{name}/", 1, **FORMS[name])
    assert f"更正{LABELS[name]}" in text_of(lin.get(f"{review}history/"))
    lin.act(f"{review}undo/", 2)
    assert f"撤销更正{LABELS[name]}" in text_of(lin.get(f"{review}history/"))
    lin.act(f"{review}f1/{name}/", 3, **FORMS[name])
    lin.act(f"{review}confirm/", 4, errors_seen="1")
    finding = FindingVersion.objects.get(position=1).finding_id
    assert f"更正{LABELS[name]}" in text_of(lin.get(f"/findings/{finding}/"))


def test_corrected_units_are_told_with_their_roles(lin: Visitor, recognition: Recognition) -> None:
    lin.act(f"/readings/{recognition.pk}/f1/units/", 1, unit_lead="县公安局")
    told = text_of(lin.get(f"/readings/{recognition.pk}/history/"))
    assert "县公安局（牵头）" in told
    assert "各镇（街道）（责任）" in told


def test_a_corrected_kind_of_paper_is_told_in_words(lin: Visitor, recognition: Recognition) -> None:
    lin.act(f"/readings/{recognition.pk}/about/kind/", 1, value="progress")
    told = text_of(lin.get(f"/readings/{recognition.pk}/history/"))
    assert "更正种类 整改方案进展情况" in told
