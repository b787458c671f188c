"""The difference of two texts reads like a person would mark it."""

import difflib
from unittest import mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhenggai.core import difference_words
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


@given(WORDS, WORDS, st.integers(0, 30))
def test_both_long_texts_can_be_read_from_the_marks(before, after, most) -> None:
    with mock.patch.object(difference_words, "MOST", most):
        pieces = readable(before, after)
    assert "".join(text for how, text in pieces if how != "come") == before
    assert "".join(text for how, text in pieces if how != "gone") == after


LONG = "".join(f"第{i}号河段的污水直排口已经封堵，" for i in range(1, 401))


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ([("第200号河段的", "第200号干渠的")], "第200号[-河段][+干渠]的"),
        ([("第399号河段的", "第7399号河段的")], "第[-399][+7399]号河段的"),
    ],
)
def test_in_a_long_text_what_changed_is_still_marked_by_words(changes, expected) -> None:
    new = LONG.replace("第3号河段", "第3号干渠")
    for old, come in changes:
        new = new.replace(old, come)
    assert difference_words._work([*LONG], [*new]) > difference_words.MOST
    told = written(LONG, new)
    assert expected in told
    assert "第3号[-河段][+干渠]的" in told
    assert told.count("[+") == 2


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("治污" * 15000 + "止", "治污" * 15000 + "完", "治污" * 15000 + "[-止][+完]"),
        ("止" + "治污" * 15000, "完" + "治污" * 15000, "[-止][+完]" + "治污" * 15000),
        ("污" * 30000, "污" * 15000, "污" * 15000 + "[-" + "污" * 15000 + "]"),
        ("治污" * 15000, "污治" * 15000 + "完", "[-" + "治污" * 15000 + "][+" + "污治" * 15000 + "完]"),
        (
            "治污，" * 9000 + "止",
            "完，" + "污治，" * 9000,
            "[-" + "治污，" * 9000 + "止][+完，" + "污治，" * 9000 + "]",
        ),
    ],
    ids=["end", "beginning", "shorter", "turned", "turned clauses"],
)
def test_texts_of_one_word_over_and_over_are_not_searched(monkeypatch, before, after, expected) -> None:
    searched: list[int] = []

    def matcher(_junk, old, new, **named):
        searched.append(difference_words._work(old, new))
        return difflib.SequenceMatcher(_junk, old, new, **named)

    monkeypatch.setattr(difference_words, "difflib", mock.Mock(SequenceMatcher=matcher))
    assert written(before, after) == expected
    assert sum(searched) <= difference_words.MOST
