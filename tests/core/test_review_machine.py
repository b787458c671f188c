"""Any sequence of corrections, merges, cuts, additions and steps back leaves a review in order."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from tests.papers import draft_of
from zhenggai.core import review as reviewing
from zhenggai.core.draft_store import draft_from_json, draft_to_json
from zhenggai.core.errors import Refused
from zhenggai.core.plan import Notice
from zhenggai.core.review import FIELDS, ROLES, Answer, Review
from zhenggai.core.source import Passage, Span
from zhenggai.core.undoing import gone_back, way_back

NOTICES = tuple(Notice("doubt", "warning", "请核对。", place) for place in (0, 1, 1, 3, None))
KEYS = st.sampled_from([f"f{i}" for i in range(1, 9)])
TEXTS = st.text("整改完成。，； \n12年月底前", max_size=12)
VALUES = {
    "headings": st.lists(TEXTS, max_size=3),
    "measures": st.lists(TEXTS, max_size=4),
    "units": st.lists(st.tuples(TEXTS, st.sampled_from(ROLES)), max_size=3),
}


class Reviewing(RuleBasedStateMachine):
    """Lin at work. `steps`: what is remembered of each step, as JSON, with the review before it."""

    @initialize()
    def begin(self) -> None:
        self.review: Review = reviewing.begin(replace(draft_of(), notices=NOTICES))
        self.first = self.review
        self.steps: list[tuple[str, Review]] = []
        self.given = set(self.review.keys)

    def step(self, do: Any) -> None:
        """Does it if it may be done; a refusal leaves everything as it was."""
        before = self.review
        try:
            after = do(before)
        except Refused:
            return
        self.steps.append((json.dumps(way_back(before, after), ensure_ascii=False), before))
        self.review = after

    @rule(key=KEYS, name=st.sampled_from(FIELDS), data=st.data())
    def correct(self, key: str, name: str, data: st.DataObject) -> None:
        value = data.draw(VALUES.get(name, TEXTS))
        self.step(lambda review: reviewing.correct(review, key, name, value))

    @rule(key=KEYS, line=st.integers(0, 5))
    def select(self, key: str, line: int) -> None:
        text = self.review.draft.source.lines[line].text
        span = Span(line, 0, len(text))
        self.step(lambda review: reviewing.correct(review, key, "goal", text, (span,)))

    @rule(name=st.sampled_from(["title", "region", "team"]), text=TEXTS)
    def correct_about(self, name: str, text: str) -> None:
        self.step(lambda review: reviewing.correct_about(review, name, text))

    @rule(day=st.none() | st.dates().map(str))
    def issue(self, day: str | None) -> None:
        self.step(lambda review: reviewing.correct_about(review, "issued_on", day))

    @rule(keys=st.lists(KEYS, max_size=3))
    def merge(self, keys: list[str]) -> None:
        self.step(lambda review: reviewing.merge(review, keys))

    @rule(key=KEYS, at=st.none() | st.integers(-1, 40), measures=st.lists(st.integers(0, 3), max_size=2))
    def split(self, key: str, at: int | None, measures: list[int]) -> None:
        self.step(lambda review: reviewing.split(review, key, problem_at=at, measures=measures))

    @rule(problem=TEXTS, after=st.none() | KEYS)
    def add(self, problem: str, after: str | None) -> None:
        self.step(lambda review: reviewing.add(review, {"problem": problem}, after=after))

    @rule(key=KEYS)
    def drop(self, key: str) -> None:
        self.step(lambda review: reviewing.drop(review, key))

    @rule(notice=st.integers(-1, len(NOTICES)), text=TEXTS)
    def answer(self, notice: int, text: str) -> None:
        self.step(lambda review: reviewing.answer(review, notice, Answer("answered", text)))

    @precondition(lambda self: self.steps)
    @rule()
    def go_back(self) -> None:
        way, before = self.steps.pop()
        highest = self.review.next_key
        self.review = gone_back(self.review, json.loads(way))
        assert replace(self.review, next_key=before.next_key) == before
        assert self.review.next_key == highest

    @invariant()
    def every_finding_has_a_key_of_its_own(self) -> None:
        assert len(set(self.review.keys)) == len(self.review.keys) == len(self.review.draft.findings)
        fresh = set(self.review.keys) - self.given
        assert all(int(key[1:]) < self.review.next_key for key in fresh)
        self.given |= fresh

    @invariant()
    def every_notice_points_at_a_finding_or_at_none(self) -> None:
        places = [notice.finding for notice in self.review.draft.notices]
        assert len(self.review.answers) == len(places) == len(NOTICES)
        assert all(place is None or 0 <= place < len(self.review.keys) for place in places)
        assert [notice.message for notice in self.review.draft.notices] == [one.message for one in NOTICES]

    @invariant()
    def every_passage_stands_inside_the_source(self) -> None:
        lines = self.review.draft.source.lines
        for span in (span for finding in self.review.draft.findings for one in passages(finding) for span in one.spans):
            assert 0 <= span.line < len(lines)
            assert 0 <= span.start < span.end <= len(lines[span.line].text)

    @invariant()
    def no_text_is_empty_and_the_paper_is_untouched(self) -> None:
        for finding in self.review.draft.findings:
            assert all(passage.text.strip() == passage.text != "" for passage in passages(finding))
            assert (finding.deadline is None) == (finding.deadline_text is None)
        assert self.review.draft.source == self.first.draft.source

    @invariant()
    def what_is_stored_comes_back(self) -> None:
        assert draft_from_json(json.loads(json.dumps(draft_to_json(self.review.draft)))) == self.review.draft


def passages(finding: Any) -> list[Passage]:
    """Every passage of a finding."""
    plain = (finding.problem, finding.goal, finding.person, finding.deadline_text, finding.status, finding.progress)
    units = (unit.name for unit in finding.units)
    return [one for one in (*plain, *finding.headings, *finding.measures, *units) if one is not None]


TestReviewing = Reviewing.TestCase
TestReviewing.settings = settings(max_examples=40, stateful_step_count=20, deadline=None)
