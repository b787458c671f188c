"""The difference of two texts reads like a person would mark it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhenggai.core.difference_words import readable

EXAMPLES = {
    ("2024年6月底", "2024年12月底"): "2024年[-6][+12]月底",
    ("区水务局全面统计", "区水务局、区住建局全面统计"): "区水务局[+、区住建局]全面统计",
    ("完成20个图斑的治理", "完成25个图斑的治理"): "完成[-20][+25]个图斑的治理",
    ("长期坚持", "2025年底"): "[-长期坚持][+2025年底]",
    ("", "新增的目标"): "[+新增的目标]",
    ("删去的目标", ""): "[-删去的目标]",
    ("没有变化", "没有变化"): "没有变化",
    ("2024年12月底", "2025年12月底"): "[-2024][+2025]年12月底",
}


def written(before: str, after: str) -> str:
    forms = {"same": "{}", "gone": "[-{}]", "come": "[+{}]"}
    return "".join(forms[how].format(text) for how, text in readable(before, after))


@pytest.mark.parametrize(("texts", "expected"), EXAMPLES.items())
def test_whole_figures_and_clauses_are_marked(texts, expected) -> None:
    assert written(*texts) == expected


WORDS = st.text(alphabet="甲乙丙、，。12 ab\n", max_size=25)


@given(WORDS, WORDS)
def test_both_texts_can_be_read_from_the_marks(before, after) -> None:
    pieces = readable(before, after)
    assert "".join(text for how, text in pieces if how != "come") == before
    assert "".join(text for how, text in pieces if how != "gone") == after
