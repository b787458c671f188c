"""What the sample plan proposes to an office that has no units yet, and what is left once it has them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.accounts.units.office import BY, found
from tests.cast import NOON
from zhenggai import catalog
from zhenggai.accounts.actors import CONSOLE
from zhenggai.accounts.units import actions
from zhenggai.findings.loading import Loaded, load
from zhenggai.findings.models import PlanEdition
from zhenggai.findings.proposing import propose_units

SAMPLE = Path(catalog.__file__).parent / "plans" / "140502" / "plan.txt"
DAY = date(2024, 6, 1)


@pytest.fixture
def sample(db: None, files_dir: Path) -> PlanEdition:
    (loaded,) = load(SAMPLE.name, SAMPLE.read_bytes(), by=CONSOLE, at=NOON)
    assert isinstance(loaded, Loaded)
    assert loaded.edition is not None
    return loaded.edition


def test_a_new_office_is_shown_every_name_of_the_plan(sample: PlanEdition) -> None:
    proposals = propose_units(sample, on=DAY)
    assert [(one.name, one.kind, one.findings, one.in_measures) for one in proposals] == [
        ("区生态环境分局", "department", ("1", "3"), False),
        ("区发改（能源）局", "department", ("1", "9", "10"), False),
        ("区直相关单位", "group", ("1", "2", "4"), False),
        ("北石店镇", "town", ("2", "4"), False),
        ("各街道党工委、办事处", "group", ("2", "4"), False),
        ("区民营经济局", "department", ("5",), False),
        ("区行政审批局", "department", ("5",), False),
        ("区水务局", "department", ("6",), False),
        ("区住建局", "department", ("7", "11"), False),
        ("西上庄街道", "subdistrict", ("8",), False),
        ("钟家庄街道", "subdistrict", ("8",), False),
        ("各镇（街道）", "group", ("1", "10", "11", "12"), False),
        ("区农业农村局", "department", ("12",), False),
        ("区自然资源局", "department", ("13", "14", "15", "16", "17"), False),
        ("区财政局", "department", ("14",), False),
        ("各部门", "group", ("3",), True),
        ("环委办", "office", ("4",), True),
        ("区政府", "government", ("14",), True),
        ("省人民政府", "government", ("15",), True),
    ]
    assert proposals[0].sentence == "区生态环境分局\t部门\t问题1、3"


def test_what_is_registered_is_proposed_no_more(sample: PlanEdition) -> None:
    office = found()
    assert [one.name for one in propose_units(sample, on=DAY)] == [
        "区民营经济局", "区行政审批局", "区农业农村局", "区自然资源局", "环委办", "省人民政府",
    ]  # fmt: skip
    actions.rename_unit(office.unit("区财政局"), "区财税局", on=date(2024, 3, 1), **BY)
    assert "区财政局" not in [one.name for one in propose_units(sample, on=DAY)]


def test_a_group_that_nobody_wrote_down_stays_proposed(sample: PlanEdition) -> None:
    actions.add_unit("北石店镇", "town", region_code="140502", **BY)
    names = [one.name for one in propose_units(sample, on=DAY)]
    assert "区直相关单位" in names
    assert "各镇（街道）" not in names
    assert "各街道党工委、办事处" in names
