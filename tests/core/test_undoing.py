"""Every step of a review can be taken back, and what was taken back is exactly what was there."""

import json
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from tests.papers import draft_of
from zhenggai.core import review as reviewing
from zhenggai.core.errors import Refused
from zhenggai.core.plan import Notice
from zhenggai.core.review import Answer, Review, begin
from zhenggai.core.undoing import gone_back, way_back

NOTICES = (Notice("doubt", "warning", "年份不明。", 1), Notice("doubt", "info", "整份文件。"))
STEPS = {
    "goal": lambda review, key: reviewing.correct(review, key, "goal", "换一个目标。"),
    "deadline": lambda review, key: reviewing.correct(review, key, "deadline", "2026年底"),
    "issued": lambda review, key: reviewing.correct_about(review, "issued_on", "2025-01-02"),
    "merge": lambda review, key: reviewing.merge(review, [key, review.keys[0]]),
    "split": lambda review, key: reviewing.split(review, key, problem_at=None, measures=[0]),
    "add": lambda review, key: reviewing.add(review, {"problem": "漏掉的问题。"}, after=key),
    "drop": lambda review, key: reviewing.drop(review, key),
    "answer": lambda review, key: reviewing.answer(review, 0, Answer("dismissed")),
}


def stepped(review: Review, step: str, key: str) -> Review:
    """The review after a step; the same where the step may not be made."""
    try:
        return STEPS[step](review, key)
    except Refused:
        return review


@given(st.lists(st.tuples(st.sampled_from(sorted(STEPS)), st.sampled_from(["f1", "f2", "f3", "f4", "f5"])), max_size=8))
def test_going_back_step_by_step_ends_where_it_began(steps) -> None:
    first = review = begin(replace(draft_of(), notices=NOTICES))
    ways = []
    for step, key in steps:
        after = stepped(review, step, key)
        ways.append(json.dumps(way_back(review, after)))
        review = after
    for way in reversed(ways):
        review = gone_back(review, json.loads(way))
    assert replace(review, next_key=first.next_key) == first


def test_a_key_that_was_given_once_is_not_given_again() -> None:
    first = begin(draft_of())
    split = reviewing.split(first, "f1", problem_at=None, measures=[0])
    back = gone_back(split, way_back(first, split))
    assert back.keys == first.keys
    assert reviewing.add(back, {"problem": "另一个。"}).keys[-1] == "f6"
