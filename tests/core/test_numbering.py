"""Leading numbers are what docs/rules/numbering.md says, in any width and with any blanks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.rule_tables import rows
from zhenggai.core.numbering import NumberStyle, chinese_to_int, family, leading_number, place_value

DIGITS = "零一二三四五六七八九"


def in_chinese(value: int) -> str:
    """A number below 1000 as plans print it: 12 -> 十二, 105 -> 一百零五."""
    hundreds, rest = divmod(value, 100)
    tens, ones = divmod(rest, 10)
    printed = f"{DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        printed += ("" if tens == 1 and not hundreds else DIGITS[tens]) + "十"
    elif hundreds and ones:
        printed += "零"
    return printed + (DIGITS[ones] if ones or not value else "")


@pytest.mark.parametrize("row", rows("numbering.md", "begins"), ids=lambda row: row[0])
def test_a_number_has_its_style_and_value(row: list[str]) -> None:
    number = leading_number(row[0])
    assert number is not None
    assert (number.style.value, str(number.value)) == (row[1], row[2])


@pytest.mark.parametrize("row", rows("numbering.md", "look"), ids=" ".join)
def test_looks_that_people_mix_are_one_ladder(row: list[str]) -> None:
    one, other = (next(style for style in NumberStyle if style.value.strip() == look) for look in row[:2])
    assert (family(one) is family(other)) == (row[2] == "yes")


def test_a_paragraph_without_number_is_on_no_ladder() -> None:
    assert family(None) is None


@pytest.mark.parametrize("row", rows("numbering.md", "no number"), ids=lambda row: row[0])
def test_what_only_looks_like_a_number_is_none(row: list[str]) -> None:
    assert leading_number(row[0]) is None


def test_the_words_after_the_number_start_at_its_end() -> None:
    for text in (
        "（一） 问题导向不强",
        "1. 问题导向不强",
        "一是：问题导向不强",
        "③、问题导向不强",
        "  １、问题导向不强",
    ):
        number = leading_number(text)
        assert number is not None
        assert text[number.end :] == "问题导向不强"


def test_a_number_inside_a_line_is_read_from_its_position() -> None:
    text = "1、排查管网;2、建立台账"
    number = leading_number(text, text.index("2"))
    assert number is not None
    assert (number.value, text[number.end :]) == (2, "建立台账")


def test_place_values_refuse_what_is_said_but_not_counted() -> None:
    assert [place_value(text) for text in ("三五", "十四五", "百", "")] == [None, None, None, None]


def test_digit_strings_are_years() -> None:
    assert chinese_to_int("二〇二四") == 2024


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("十", 10), ("二十", 20), ("二十三", 23), ("一百零五", 105), ("五千万", 50_000_000), ("一亿", 10**8),
        ("两百", 200), ("壹佰", 100), ("廿", 20), ("１２", 12), ("1 2", 12), ("二〇", 20), ("三五", 35),
        ("甲", None), ("", None), ("9" * 18, 10**18 - 1), ("9" * 19, None), ("9" * 5_000, None),
        ("一" * 18, int("1" * 18)), ("一" * 19, None),
    ],
)  # fmt: skip
def test_a_numeral_has_its_value_up_to_eighteen_digits(printed: str, value: int | None) -> None:
    assert chinese_to_int(printed) == value


@given(st.integers(0, 999))
def test_every_small_number_is_read_back(value: int) -> None:
    assert place_value(in_chinese(value)) == value
    assert chinese_to_int(str(value)) == value


@given(
    value=st.integers(1, 99),
    frame=st.sampled_from([("（", "）"), ("(", ")"), ("（ ", " ）"), ("(", "）")]),
    lead=st.sampled_from(["", " ", "\u3000", "\u00a0"]),
    chinese=st.booleans(),
)
def test_brackets_of_any_width_make_the_same_number(
    value: int, frame: tuple[str, str], lead: str, chinese: bool
) -> None:
    number = leading_number(lead + frame[0] + (in_chinese(value) if chinese else str(value)) + frame[1] + "加强监管")
    assert number is not None
    assert number.style is (NumberStyle.CHINESE_BRACKET if chinese else NumberStyle.ARABIC_BRACKET)
    assert number.value == value


@given(value=st.integers(1, 99), sign=st.sampled_from([".", "．", "、", " 、", ". "]), wide=st.booleans())
def test_dots_and_commas_of_any_width_make_the_same_number(value: int, sign: str, wide: bool) -> None:
    digits = str(value).translate(str.maketrans("0123456789", "０１２３４５６７８９")) if wide else str(value)
    number = leading_number(f"{digits}{sign}加强监管")
    assert number is not None
    assert number.value == value
    assert number.style in (NumberStyle.ARABIC_DOT, NumberStyle.ARABIC_COMMA)


@given(st.integers(1900, 2099), st.sampled_from(["年", "年12月底", "年度"]))
def test_a_year_is_never_a_number(year: int, tail: str) -> None:
    assert leading_number(f"{year}{tail}") is None


@pytest.mark.parametrize(
    ("text", "value"),
    [("1000.污水", 1000), ("1200、垃圾", 1200), ("（1000）污水", 1000), ("1001 污水", 1001), ("12000.污水", 12000)],
)
def test_lists_may_be_longer_than_999(text: str, value: int) -> None:
    number = leading_number(text)
    assert number is not None
    assert number.value == value


@pytest.mark.parametrize(
    "text",
    [
        "2024、2025年度",
        "（2024）5号",
        "2024 工作",
        "2024.12",
        "1200、1300吨",
        "1234.5万元",
        "2024。",
        "2024.生态环境",
        "2023、水利",
    ],
)
def test_years_and_figures_of_four_digits_are_no_numbers(text: str) -> None:
    assert leading_number(text) is None


@given(st.text(alphabet="一二三十1234567890.．、，（）()①②是要第项序号问题 年月家公顷aIV", max_size=20))
def test_no_text_breaks_it_and_the_number_is_verbatim(text: str) -> None:
    number = leading_number(text)
    if number is not None:
        assert 0 < number.end <= len(text)
        assert text[: number.end].strip() == number.text
