"""One home for what ends a name: a unit is told from a person, a rest of a name from a name."""

from __future__ import annotations

import pytest

from tests.core.plan_text.drawn import findings
from zhenggai.core.units.words import ends_as_unit, goes_on_from_a_name


@pytest.mark.parametrize(
    "name", ["县水利局", "市水务集团有限公司", "园区管委会", "农商行城关支行", "数据中心", "东山镇"]
)
def test_a_complete_name_ends_as_a_unit(name: str) -> None:
    assert ends_as_unit(name)


@pytest.mark.parametrize("rest", ["局", "委会", "公室", "中心", "（市）政府"])
def test_a_rest_of_a_name_begins_no_name(rest: str) -> None:
    assert goes_on_from_a_name(rest)


@pytest.mark.parametrize("name", ["县水利局", "财政局", "工会", "（"])
def test_a_name_of_its_own_is_no_rest(name: str) -> None:
    assert not goes_on_from_a_name(name)


@pytest.mark.parametrize("person", ["李建中", "张公", "王司", "赵心", "陈道"])
def test_a_person_whose_name_ends_like_part_of_a_unit_stays_a_person(person: str) -> None:
    (one,) = findings(
        f"""
        | 序号 | 反馈问题 | 整改措施 | 责任单位及责任人 |
        | 1 | 甲。 | 乙。 | 县水利局 {person} |
        """
    )
    assert one.person is not None
    assert (one.person.text, [unit.name.text for unit in one.units]) == (person, ["县水利局"])
