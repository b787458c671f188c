"""A finding the reader missed is filled in from the paragraphs a person chose."""

import pytest

from tests.papers import draft_of
from zhenggai.core.missed import suggest
from zhenggai.core.plan import About, PlanDraft
from zhenggai.core.review import begin
from zhenggai.core.source import Line, Paragraph, Place, Source

PAPER = (
    "五、河道垃圾堆放问题突出。",
    "整改目标：清理完毕。",
    "整改措施：1.县水利局清理河道。",
    "2.沿河乡镇每月巡查。",
    "牵头单位：县水利局；责任单位：沿河乡镇、县城管局",
    "责任人：王某 整改期限：2024年6月底",
)


def of(*texts: str) -> PlanDraft:
    lines = tuple(Line(i, text, Place(paragraph=i + 1)) for i, text in enumerate(texts))
    layout = tuple(map(Paragraph, range(len(lines))))
    return PlanDraft(Source("方案.txt", "0" * 64, "text/plain", lines, layout), About(None, "plan", None, None, None))


def test_labelled_paragraphs_fill_their_fields() -> None:
    told = suggest(begin(of(*PAPER)), range(len(PAPER)))
    assert told.values["number"] == "5"
    assert told.values["problem"] == "河道垃圾堆放问题突出。"
    assert told.values["goal"].strip() == "清理完毕。"
    assert told.values["measures"].splitlines() == ["县水利局清理河道。", "沿河乡镇每月巡查。"]
    assert told.units["lead"] == "县水利局"
    assert told.units["responsible"].splitlines() == ["沿河乡镇", "县城管局"]
    assert "2024年6月底" in told.values["deadline"]


def test_a_paragraph_with_everything_in_it_is_taken_apart() -> None:
    told = suggest(begin(of("5.河道垃圾堆放。整改目标：清理完毕。责任单位：县水利局")), [0])
    assert (told.values["number"], told.values["problem"]) == ("5", "河道垃圾堆放。")
    assert told.values["goal"].strip() == "清理完毕。"
    assert told.units["responsible"] == "县水利局"


def test_plain_paragraphs_are_the_problem() -> None:
    told = suggest(begin(of("河道垃圾堆放。", "群众反映强烈。")), [0, 1])
    assert told.values["problem"] == "河道垃圾堆放。\n群众反映强烈。"
    assert (told.values["number"], told.values["measures"]) == ("", "")


@pytest.mark.parametrize(("chosen", "after"), [([], "f4"), ([0], "first"), (None, "f2")])
def test_it_comes_after_the_finding_above_it(chosen, after) -> None:
    review = begin(draft_of())
    if chosen is None:
        chosen = [review.finding("f3").problem.spans[0].line]
    assert suggest(review, chosen).after == after
