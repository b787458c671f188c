"""Figures are what docs/rules/quantities.md says: exact, with unit, bound and what they count."""

from __future__ import annotations

import itertools
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.rule_tables import rows
from zhenggai.core.quantities import Bound, Quantity, convert, find_quantities, to_common
from zhenggai.core.quantity_words import COMMON, uoms

FULL_WIDTH = str.maketrans("0123456789.%", "０１２３４５６７８９．％")


@pytest.mark.parametrize("row", rows("quantities.md", "printed"), ids=lambda row: row[0])
def test_a_figure_means_what_the_rules_say(row: list[str]) -> None:
    (figure,) = find_quantities(row[0])
    assert [str(figure.value), figure.uom, figure.bound.value, figure.counts] == row[1:]


@pytest.mark.parametrize("row", rows("quantities.md", "no quantity"), ids=lambda row: row[0])
def test_what_counts_nothing_is_no_figure(row: list[str]) -> None:
    assert find_quantities(row[0]) == []


def test_the_arrears_of_the_plan_hold() -> None:
    due, paid, arrears = find_quantities("应缴纳恢复基金289.9万元，实际缴纳32.36万元，欠缴257.54万元。")
    assert due.value - paid.value == arrears.value == Decimal("257.54")


def test_parts_add_up_exactly() -> None:
    whole, first, second = find_quantities("占用土地27.17公顷，先治理21.6公顷，再治理5.57公顷")
    assert first.value + second.value == whole.value


def test_hectares_become_mu_and_back() -> None:
    (area,) = find_quantities("27.17公顷")
    in_mu = to_common(area)
    assert (in_mu.value, in_mu.uom) == (Decimal("407.55"), "mu")
    assert convert(in_mu, "ha").value == area.value


def test_ten_thousands_of_yuan_become_yuan() -> None:
    (sum_of_money,) = find_quantities("289.9万元")
    assert to_common(sum_of_money).value == Decimal(2899000)


def test_an_area_is_no_money() -> None:
    (area,) = find_quantities("3公顷")
    with pytest.raises(ValueError, match="ha -> yuan"):
        convert(area, "yuan")


def test_a_range_has_two_ends() -> None:
    for text in ("3—5个点位", "3-5个点位", "3至5个点位", "三到五个点位"):
        (figure,) = find_quantities(text)
        assert (figure.value, figure.high) == (3, 5)


@pytest.mark.parametrize(
    ("printed", "low", "high", "uom"),
    [
        ("3—5公顷", "3", "5", "ha"),
        ("3—5万吨", "30000", "50000", "t"),
        ("2—3万元", "2", "3", "wan_yuan"),
        ("1至2亿元", "1", "2", "yi_yuan"),
        ("5.5%—6%", "5.5", "6", "percent"),
        ("10-20%", "10", "20", "percent"),
    ],
)
def test_both_ends_of_a_range_are_of_the_printed_size(printed: str, low: str, high: str, uom: str) -> None:
    (figure,) = find_quantities(printed)
    assert (figure.value, figure.high, figure.uom) == (Decimal(low), Decimal(high), uom)


def test_a_range_is_converted_at_both_ends() -> None:
    (area,) = find_quantities("3—5公顷")
    in_mu = to_common(area)
    assert (in_mu.value, in_mu.high) == (45, 75)
    back = convert(in_mu, "ha")
    assert (back.value, back.high) == (3, 5)


def test_a_range_that_runs_backwards_keeps_its_last_figure() -> None:
    (figure,) = find_quantities("5至3个")
    assert (figure.value, figure.high) == (3, None)


@pytest.mark.parametrize("uom", ["count", "household", "no_such_uom", ""])
def test_what_has_no_common_unit_stays_as_it_is(uom: str) -> None:
    figure = Quantity("3", Decimal(3), uom)
    assert to_common(figure) == figure or uoms()[uom].dimension in COMMON


@pytest.mark.parametrize("stop", ["", "。", "；", "：", "、", "）", "，", "\n"])
@pytest.mark.parametrize("verb", ["为", "达", "达到", "仅", "共计", "合计", "等于", "降至", "升至", "增至", "减至"])
def test_a_bare_number_stands_between_a_verb_and_a_stop(verb: str, stop: str) -> None:
    (figure,) = find_quantities(f"资金{verb}12{stop}其余" if stop else f"资金{verb}12")
    assert (figure.text, figure.value, figure.uom) == ("12", 12, "")


@pytest.mark.parametrize(
    "text", ["资金12。", "资金为12级", "资金为3—5。", "资金为3余。", "资金为十二。", "资金为3万。"]
)
def test_a_bare_number_of_any_other_form_is_no_figure(text: str) -> None:
    assert find_quantities(text) == []


@pytest.mark.parametrize("before", ["第", "几", "数", "#", "A", "A-", "〔", "[20"])
def test_a_number_that_is_a_name_counts_nothing(before: str) -> None:
    assert find_quantities(f"{before}3个") == []


def test_a_range_that_prints_its_unit_twice_is_two_figures() -> None:
    figures = find_quantities("3个至5个点位")
    assert [(figure.value, figure.high) for figure in figures] == [(3, None), (5, None)]


def test_a_figure_in_a_list_of_names_keeps_its_printed_counter() -> None:
    (wells,) = find_quantities("自备水井3眼")
    assert (wells.uom, wells.printed_uom) == ("count", "眼")


def test_a_full_width_comma_parts_no_thousands() -> None:
    assert [figure.value for figure in find_quantities("已完成2处，300户受益")] == [2, 300]


numbers = st.one_of(st.integers(0, 10**6).map(str), st.decimals(0, 10**6, places=2).map(str))
printed_uoms = st.sampled_from(
    [
        ("公顷", "ha"),
        ("亩", "mu"),
        ("万元", "wan_yuan"),
        ("亿元", "yi_yuan"),
        ("户", "household"),
        ("家", "count"),
        ("眼", "count"),
        ("公里", "km"),
        ("吨", "t"),
        ("%", "percent"),
        ("立方米", "m3"),
    ]
)
bounds = st.sampled_from(
    [
        ("", "", Bound.EXACT),
        ("约", "", Bound.ABOUT),
        ("不少于", "", Bound.AT_LEAST),
        ("", "以上", Bound.AT_LEAST),
        ("不超过", "", Bound.AT_MOST),
        ("超过", "", Bound.MORE_THAN),
        ("不足", "", Bound.LESS_THAN),
        ("", "左右", Bound.ABOUT),
    ]
)


@given(number=numbers, uom=printed_uoms, bound=bounds, blank=st.sampled_from(["", " ", "\u00a0"]), wide=st.booleans())
def test_a_figure_survives_width_blanks_and_bounds(
    number: str, uom: tuple[str, str], bound: tuple[str, str, Bound], blank: str, wide: bool
) -> None:
    figure = f"{number}{blank}{uom[0]}"
    text = f"，{bound[0]}{figure.translate(FULL_WIDTH) if wide else figure}{bound[1]}。"
    (found,) = find_quantities(text)
    assert (found.value, found.uom, found.bound) == (Decimal(number), uom[1], bound[2])
    assert text[found.start : found.end] == found.text == text[1:-1]


@given(number=numbers, code=st.sampled_from(["ha", "mu", "m2", "km2", "wan_yuan", "yi_yuan", "t", "kg", "km"]))
def test_conversion_to_the_common_unit_is_exact(number: str, code: str) -> None:
    common = to_common(Quantity(number, Decimal(number), code))
    assert common.value == Decimal(number) * uoms()[code].factor
    assert common.uom == COMMON[uoms()[code].dimension]


@given(st.text(alphabet="一二十百千万亿0123456789.,，%余约个户家元公顷以上—至“”第年月的", max_size=30))
def test_no_text_breaks_it_and_every_figure_is_verbatim(text: str) -> None:
    figures = find_quantities(text)
    assert all(text[figure.start : figure.end] == figure.text for figure in figures)
    assert all(before.end <= after.start for before, after in itertools.pairwise(figures))
    assert all(isinstance(figure.value, Decimal) for figure in figures)
