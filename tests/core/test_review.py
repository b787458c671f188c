"""A draft under a person's hands: what may be cut, and which days are days."""

import pytest

from tests.papers import draft_of
from zhenggai.core.errors import Refused
from zhenggai.core.review import begin, correct_about, places_to_cut

NO_DAYS = {
    "2024-02-31": "日历上没有",
    "2023-02-29": "日历上没有",
    "2024-13-01": "日历上没有",
    "2024-06-31": "日历上没有",
    "0000-01-01": "日历上没有",
    "20240305": "2024-03-05 的样子",
    "2024-W10-2": "2024-03-05 的样子",
    "2024-3-5": "2024-03-05 的样子",
    "1024-03-05": "1949 到 2100",
    "9999-12-31": "1949 到 2100",
}


@pytest.mark.parametrize("field", ["issued_on", "start", "end", "feedback_date"])
@pytest.mark.parametrize(("text", "said"), NO_DAYS.items())
def test_a_day_that_no_calendar_has_is_refused(field, text, said) -> None:
    with pytest.raises(Refused, match=said):
        correct_about(begin(draft_of()), field, text)


def test_a_real_day_is_taken_and_deadlines_are_read_again() -> None:
    about = correct_about(begin(draft_of()), "issued_on", "2024-02-29").draft.about
    assert about.issued_on == "2024-02-29"
    assert correct_about(begin(draft_of()), "issued_on", "").draft.about.issued_on is None


@pytest.mark.parametrize(
    ("problem", "places"),
    [
        ("甲地污染。乙地扬尘；丙地异味。", [5, 10]),
        ("甲地污染，乙地扬尘。", [5]),
        ("甲地污染", []),
        ("", []),
    ],
)
def test_a_problem_is_cut_after_a_sentence_else_after_a_comma(problem, places) -> None:
    assert places_to_cut(problem) == places
