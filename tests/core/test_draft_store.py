"""A draft survives the way through JSON without loss."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.papers import draft_of
from zhenggai.core.deadlines import Deadline, Milestone
from zhenggai.core.draft_store import decode, draft_from_json, draft_to_json, dumps, encode, loads
from zhenggai.core.errors import ZhenggaiError
from zhenggai.core.plan import About, AssignedUnit, FindingDraft, Inspection, Notice, PlanDraft
from zhenggai.core.quantities import Bound, Quantity, find_quantities
from zhenggai.core.references import Reference
from zhenggai.core.review import Answer
from zhenggai.core.source import Cell, Line, Paragraph, Passage, Place, Remark, Source, Span, Table

text = st.text(st.characters(codec="utf-8"), max_size=8)
maybe = st.none() | text
small = st.integers(0, 99)
spans = st.tuples(st.builds(Span, small, small, small)) | st.just(())
passages = st.builds(Passage, text, spans)
quantities = st.builds(
    Quantity, text, st.decimals(allow_nan=False, allow_infinity=False), text, st.sampled_from(Bound), text, small, small
)
milestones = st.builds(Milestone, text, text, small, small, st.tuples(quantities), text)
deadlines = st.builds(Deadline, text, st.tuples(milestones), st.tuples(text), st.booleans(), st.booleans())
roles = st.sampled_from(["lead", "responsible", "supporting", "supervising", "accepting"])
findings = st.builds(
    FindingDraft,
    problem=passages,
    number=maybe,
    headings=st.tuples(passages),
    goal=st.none() | passages,
    measures=st.tuples(passages, passages),
    units=st.tuples(st.builds(AssignedUnit, passages, roles)),
    deadline=st.none() | deadlines,
)
places = st.builds(Place, st.sampled_from(["body", "footnote"]), maybe, maybe, st.none() | small)
lines = st.builds(Line, small, text, places, text, small, st.booleans(), st.booleans(), st.booleans())
cells = st.builds(Cell, small, small, st.tuples(small), small, small, st.booleans())
tables = st.builds(Table, small, small, st.tuples(cells), maybe)
nested = st.builds(Cell, small, small, st.just(()), tables=st.tuples(tables))
layout = st.builds(Paragraph, small) | tables | st.builds(Table, small, small, st.tuples(nested))
sources = st.builds(
    Source, text, text, text, st.tuples(lines), st.tuples(layout, layout),
    st.tuples(st.builds(Remark, text, st.just("info"), text, st.none() | small)),
)  # fmt: skip
abouts = st.builds(
    About,
    st.none() | passages,
    st.sampled_from(["plan", "other"]),
    st.sampled_from(["draft", None]),
    maybe,
    st.none() | st.builds(Inspection, maybe, maybe),
    st.tuples(st.builds(Reference, text, maybe, small, small)),
    maybe,
    st.none() | small,
)
notices = st.builds(Notice, text, st.just("error"), text, st.none() | small, st.none() | passages)
drafts = st.builds(PlanDraft, sources, abouts, st.tuples(findings, findings), st.tuples(notices))


@given(drafts)
def test_any_draft_comes_back_equal(draft: PlanDraft) -> None:
    assert draft_from_json(json.loads(json.dumps(draft_to_json(draft)))) == draft


def test_a_draft_fits_on_one_line_of_text() -> None:
    draft = draft_of()
    assert "\n" not in dumps(draft)
    assert loads(dumps(draft)) == draft


def test_exact_decimals_stay_exact() -> None:
    (quantity,) = find_quantities("0.147万余户")
    assert decode(Quantity, json.loads(json.dumps(encode(quantity)))) == quantity


def test_what_holds_its_default_is_not_written() -> None:
    assert encode(Passage("")) == {"text": ""}
    assert encode(Answer("dismissed")) == {"choice": "dismissed"}


def test_fields_of_a_later_version_are_passed_over() -> None:
    stored = draft_to_json(draft_of()) | {"mood": "cheerful"}
    stored["findings"][0]["mood"] = "cheerful"
    assert draft_from_json(stored) == draft_of()


def test_another_format_is_refused() -> None:
    with pytest.raises(ZhenggaiError, match="无法读取"):
        draft_from_json(draft_to_json(draft_of()) | {"format": "zhenggai.draft.v0"})
