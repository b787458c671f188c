"""A ledger at its limits: which days count, what a search takes for a word, what stands first."""

from __future__ import annotations

import itertools
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.cast import NOON, Cast, upload
from tests.papers import FINDINGS
from zhenggai.findings import actions, queries
from zhenggai.findings.ledger_order import SORTS, number_key
from zhenggai.findings.models import PlanEdition
from zhenggai.findings.queries import TERMS, LedgerFilter

STAGED = {"number": "1", "problem": "图斑没有治理。", "deadline": "2024年6月底治理3处；2025年6月底治理5处"}
DATED = {"number": "2", "problem": "管网破损100%。", "deadline": "2024年12月31日", "headings": ("水",)}
AT_ONCE = {"number": "10", "problem": "裸土没有覆盖_围挡。", "deadline": "立行立改", "headings": ("大气", "水")}
ONGOING = {"number": "10-2", "problem": "ABC小区异味扰民。", "deadline": "2024年6月底前完成，长期坚持"}
UNDATED = {"number": None, "problem": "制度不健全。", "headings": ("水污染",)}
FIVE: tuple[dict[str, Any], ...] = (STAGED, DATED, AT_ONCE, ONGOING, UNDATED)


@pytest.fixture
def ledger(cast: Cast, files_dir: object) -> PlanEdition:
    row = upload(cast, content=b"five", findings=FIVE)
    return actions.confirm(row, by=cast.by_lin, at=NOON, version=row.version, errors_seen=True)


def numbers(cast: Cast, ledger: PlanEdition, **wanted: Any) -> list[str]:
    return [row.number or "-" for row in queries.ledger(cast.zhao, ledger.pk, LedgerFilter(**wanted))]


@pytest.mark.parametrize(
    ("first", "last", "found"),
    [
        (None, date(2024, 6, 29), []),
        (None, date(2024, 6, 30), ["1", "10-2"]),
        (date(2025, 6, 30), None, ["1"]),
        (date(2025, 7, 1), None, []),
        (date(2024, 12, 31), date(2024, 12, 31), ["1", "2"]),
        (date(2024, 7, 1), date(2024, 12, 30), ["1"]),
        (date(2024, 6, 30), date(2024, 6, 30), ["1", "10-2"]),
        (date(2026, 1, 1), date(2024, 1, 1), []),
    ],
)
def test_a_span_of_days_takes_its_first_and_its_last(
    cast: Cast, ledger: PlanEdition, first: date | None, last: date | None, found: list[str]
) -> None:
    assert numbers(cast, ledger, due_from=first, due_to=last) == found


@pytest.mark.parametrize(
    ("term", "found"), [("dated", ["1", "2", "10-2"]), ("immediate", ["10"]), ("ongoing", ["10-2"]), ("", None)]
)
def test_a_term_is_met_by_whoever_has_it_also_beside_another(
    cast: Cast, ledger: PlanEdition, term: str, found: list[str] | None
) -> None:
    assert numbers(cast, ledger, term=term) == (found or ["1", "2", "10", "10-2", "-"])
    assert {"dated", "immediate", "ongoing"} == set(TERMS)


@pytest.mark.parametrize(
    ("heading", "found"),
    [("水", ["2", "10"]), ("大气", ["10"]), ("水污染", ["-"]), ("污染", []), ("大气\n\n水", ["10"])],
)
def test_a_heading_is_one_whole_line(cast: Cast, ledger: PlanEdition, heading: str, found: list[str]) -> None:
    assert numbers(cast, ledger, heading=heading) == found


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("abc", ["10-2"]),
        ("ＡＢＣ 异味", ["10-2"]),
        ("  异味　扰民 ", ["10-2"]),
        ("100%", ["2"]),
        ("%", ["2"]),
        ("_", ["10"]),
        ("\\", []),
        ("'", []),
        ("小区异味 管网", []),
        ("10-2", ["10-2"]),
        ("2024年6月底", ["1", "10-2"]),
        ("", ["1", "2", "10", "10-2", "-"]),
    ],
)
def test_every_word_of_a_search_must_occur_as_it_stands(
    cast: Cast, ledger: PlanEdition, words: str, found: list[str]
) -> None:
    assert numbers(cast, ledger, text=words) == found


def test_a_search_does_not_read_over_the_end_of_a_field(cast: Cast, ledger: PlanEdition) -> None:
    assert numbers(cast, ledger, text="大气水") == []
    assert numbers(cast, ledger, text="1图斑") == []


@pytest.mark.parametrize(
    ("sort", "found"),
    [
        ("position", ["1", "2", "10", "10-2", "-"]),
        ("number", ["1", "2", "10", "10-2", "-"]),
        ("due", ["10-2", "2", "1", "10", "-"]),
        ("first_due", ["1", "10-2", "2", "10", "-"]),
        ("no_such_order", ["1", "2", "10", "10-2", "-"]),
    ],
)
def test_whoever_has_no_day_comes_last(cast: Cast, ledger: PlanEdition, sort: str, found: list[str]) -> None:
    assert numbers(cast, ledger, sort=sort) == found


def test_backwards_too_whoever_has_no_day_comes_last(cast: Cast, ledger: PlanEdition) -> None:
    assert numbers(cast, ledger, sort="due", descending=True) == ["1", "2", "10-2", "10", "-"]
    assert numbers(cast, ledger, sort="position", descending=True) == ["-", "10-2", "10", "2", "1"]


def test_rows_say_what_the_finding_says(cast: Cast, ledger: PlanEdition) -> None:
    staged, dated, at_once, ongoing, undated = queries.ledger(cast.zhao, ledger.pk)
    assert (staged.first_due_on, staged.due_on) == (date(2024, 6, 30), date(2025, 6, 30))
    assert (dated.first_due_on, dated.due_on, dated.immediate) == (date(2024, 12, 31), date(2024, 12, 31), False)
    assert (at_once.immediate, at_once.ongoing, at_once.due_on) == (True, False, None)
    assert (ongoing.immediate, ongoing.ongoing, ongoing.due_on) == (False, True, date(2024, 6, 30))
    assert (undated.deadline, undated.deadline_text, undated.units, undated.measures) == (None, "", (), ())
    assert [row.position for row in (staged, dated, at_once, ongoing, undated)] == [1, 2, 3, 4, 5]


@given(st.lists(st.from_regex(r"\A[0-9]{1,3}(-[0-9]{1,2})?\Z"), min_size=2, max_size=6))
def test_numbers_are_counted_part_by_part(given_numbers: list[str]) -> None:
    ordered = sorted(given_numbers, key=number_key)
    counted = [[int(part) for part in number.split("-")] for number in ordered]
    assert all(one <= other for one, other in itertools.pairwise(counted))


@pytest.mark.parametrize("number", ["9" * 18, "9" * 19, "9" * 5_000, "第" * 50, "²", "٣", "X1401"])
def test_a_number_of_any_length_has_its_place(number: str) -> None:
    assert sorted(["", number, "2", "1"], key=number_key)[0] == "1"
    assert sorted(["", number], key=number_key) == [number, ""]


def test_every_order_that_is_offered_is_one(cast: Cast, ledger: PlanEdition) -> None:
    for sort in SORTS:
        assert sorted(numbers(cast, ledger, sort=sort)) == sorted(numbers(cast, ledger))


def test_a_plan_is_told_with_its_latest_edition(cast: Cast, edition: PlanEdition) -> None:
    row = upload(cast, content=b"second", findings=FINDINGS[:3])
    row = actions.link_revision(row, edition.plan, by=cast.by_lin, at=NOON, version=row.version)
    row = actions.decide_rest(row, ["adopt", "remove"], by=cast.by_lin, at=NOON, version=row.version)  # type: ignore[list-item]
    second = actions.confirm(row, by=cast.by_lin, at=NOON, version=row.version, errors_seen=True)
    (plan,) = queries.plans(cast.zhao)
    assert (plan.n_editions, plan.latest_edition_id, plan.n_findings) == (2, second.pk, 3)
    assert queries.plan(cast.zhao, plan.pk) == plan
    assert [(one.edition_no, one.n_findings) for one in queries.editions(cast.zhao, plan.pk)] == [(2, 3), (1, 4)]
    assert queries.edition(cast.zhao, second.pk) == second
    assert queries.editions(cast.zhao, plan.pk + 1) == []


def test_what_waits_is_told_newest_first_and_what_is_settled_only_when_asked(cast: Cast, edition: PlanEdition) -> None:
    first = upload(cast, content=b"a", findings=FINDINGS[:1])
    second = upload(cast, content=b"b", findings=FINDINGS[:2])
    assert list(queries.recognitions(cast.lin)) == [second, first]
    assert [row.finding_keys for row in queries.recognitions(cast.lin)] == [["f1", "f2"], ["f1"]]
    assert len(queries.recognitions(cast.lin, waiting=False)) == 3
    assert queries.recognition(cast.lin, second.pk) == second
    assert queries.recognition(cast.lin, 987_654) is None


def test_a_history_is_told_oldest_first(cast: Cast, edition: PlanEdition) -> None:
    read = edition.recognition
    assert [entry.verb for entry in queries.history(cast.lin, "findings.planedition", edition.pk)] == [
        "edition.confirmed"
    ]
    actions.note_health_export(read, "docx", 1, by=cast.by_lin, at=NOON)
    actions.note_health_export(read, "html", 1, by=cast.by_lin, at=NOON)
    told = queries.history(cast.lin, "findings.recognition", read.pk)
    assert [entry.changes["form"][1] for entry in told] == ["docx", "html"]
    with pytest.raises(KeyError):
        queries.history(cast.lin, "accounts.user", cast.lin.pk)
