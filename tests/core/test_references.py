"""Cited documents: nested titles, numbers in every bracket, each once."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhenggai.core.references import find_references


def cited(text: str) -> list[tuple[str, str | None]]:
    return [(reference.title, reference.number) for reference in find_references(text)]


@pytest.mark.parametrize(
    "number",
    [
        "晋市办发〔2024〕5号",
        "晋市办发[2024]5号",
        "晋市办发【2024】5号",
        "晋市办发［2024］5号",
        "晋市办发（2024）5号",
        "晋市办发〔2024〕第5号",
        "晋市办发 〔2024〕 5 号",
    ],
)
@pytest.mark.parametrize("frame", ["（{}）", "({})", "（{}，以下简称《方案》）", "{}", "（{}"])
def test_a_number_is_taken_from_any_bracket(number: str, frame: str) -> None:
    ((title, found),) = cited(f"根据《晋城市整改方案》{frame.format(number)}要求")
    assert title == "晋城市整改方案"
    assert found is not None
    assert found == number.replace(" ", "")


@pytest.mark.parametrize(
    "inner", ["<晋城市整改方案>", "〈晋城市整改方案〉", "《晋城市整改方案》", "＜晋城市整改方案＞"]
)
def test_a_title_inside_a_title_stays_inside(inner: str) -> None:
    assert cited(f"《关于印发{inner}的通知》（晋市办发〔2024〕5号）") == [
        (f"关于印发{inner}的通知", "晋市办发〔2024〕5号")
    ]


@pytest.mark.parametrize(
    "number", ["X环委办〔2020〕XX号", "某政办发〔20XX〕某号", "市委发〔××××〕×号", "县整改办〔2021〕○○号"]
)
def test_a_masked_number_is_a_number(number: str) -> None:
    assert cited(f"按照《关于开展“回头看”的通知》（{number}）要求") == [("关于开展“回头看”的通知", number)]


def test_letters_in_brackets_are_no_number() -> None:
    assert cited("《工作办法》（XX镇XX村）") == [("工作办法", None)]


def test_a_document_counts_once_in_order_of_first_mention() -> None:
    assert cited("《乙办法》和《甲清单》，根据《乙办法》（市发〔2020〕1号）") == [
        ("乙办法", "市发〔2020〕1号"),
        ("甲清单", None),
    ]


def test_a_short_name_is_the_same_document() -> None:
    assert cited("《督察工作条例》（以下简称《条例》）明确，《条例》要求") == [("督察工作条例", None)]


def test_a_number_before_the_title_belongs_to_it() -> None:
    assert cited("按照晋市办发〔2024〕5号《关于加强监管的通知》") == [("关于加强监管的通知", "晋市办发〔2024〕5号")]


def test_a_standard_s_code_is_no_document_number() -> None:
    assert cited("《污水综合排放标准》（GB 8978-1996）") == [("污水综合排放标准", None)]


def test_a_mark_that_never_closes_cites_nothing() -> None:
    assert cited("《没有结束的标题。其后还有《完整的标题》") == [("完整的标题", None)]


def test_the_place_covers_title_and_number() -> None:
    text = "根据《整改方案》（市办发〔2024〕5号），制定"
    (reference,) = find_references(text)
    assert text[reference.start : reference.end] == "《整改方案》（市办发〔2024〕5号）"


@given(st.text(alphabet="《》〈〉<>（）()〔〕号市发2024关于通知。，简称 \n", max_size=60))
def test_no_text_breaks_it_and_every_title_is_verbatim(text: str) -> None:
    for reference in find_references(text):
        assert text[reference.start] == "《"
        assert reference.title.replace("\n", "") in text.replace("\n", "")


def test_a_paper_in_the_traditional_script_cites_with_its_own_characters() -> None:
    assert cited("縣財政局印發《非稅收入收繳管理辦法》（洛財發〔2022〕57號），") == [
        ("非稅收入收繳管理辦法", "洛財發〔2022〕57號")
    ]
    assert cited("根據洛財發〔2022〕57號《非稅收入收繳管理辦法》要求") == [
        ("非稅收入收繳管理辦法", "洛財發〔2022〕57號")
    ]
