"""Who sees what, how a ledger is narrowed and sorted, and how many queries it takes."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cast import NOON, Cast, upload
from tests.papers import FINDINGS, draft_of
from zhenggai.accounts import actions as accounts
from zhenggai.accounts.actors import CONSOLE
from zhenggai.accounts.models import Role
from zhenggai.core.contract import as_contract
from zhenggai.findings import actions, papers, queries
from zhenggai.findings.ledger_order import number_key
from zhenggai.findings.models import Finding, PlanEdition, Recognition
from zhenggai.findings.queries import LedgerFilter


def numbers(cast: Cast, edition: PlanEdition, **wanted) -> list[str]:
    return [row.number for row in queries.ledger(cast.zhao, edition.pk, LedgerFilter(**wanted))]


def test_a_row_holds_what_the_plan_says(cast: Cast, edition: PlanEdition) -> None:
    row = queries.ledger(cast.zhao, edition.pk)[2]
    assert (row.number, row.feedback_number, row.headings) == ("3", "11", ("水生态保护修复滞后",))
    assert [(unit.name, unit.role) for unit in row.units] == [
        ("县自然资源局", "lead"), ("西山、南坪街道办事处", "responsible"),
    ]  # fmt: skip
    assert (row.due_on, row.deadline["dates"]) == (datetime.date(2025, 12, 31), ["2025-12-31"])


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({}, ["1", "2", "3", "4"]),
        ({"heading": "大气污染防治有差距"}, ["1", "2"]),
        ({"heading": "扬尘管控不严"}, ["2"]),
        ({"heading": "扬尘"}, []),
        ({"unit": "县住建局"}, ["2"]),
        ({"unit": "各镇（街道）"}, ["1"]),
        ({"due_to": datetime.date(2024, 6, 30)}, ["4"]),
        ({"due_from": datetime.date(2024, 7, 1), "due_to": datetime.date(2024, 12, 31)}, ["1"]),
        ({"due_from": datetime.date(2025, 1, 1)}, ["3"]),
        ({"term": "dated"}, ["1", "3", "4"]),
        ({"term": "immediate"}, ["2"]),
        ({"term": "ongoing"}, ["2"]),
        ({"text": "扬尘"}, ["2"]),
        ({"text": "秸秆 离田"}, ["1"]),
        ({"text": "２７．１７"}, ["3"]),
        ({"text": "100%"}, []),
        ({"text": "_"}, []),
        ({"text": "水利局"}, ["4"]),
        ({"text": "扬尘", "term": "dated"}, []),
        ({"sort": "due"}, ["4", "1", "3", "2"]),
        ({"sort": "due", "descending": True}, ["3", "1", "4", "2"]),
        ({"sort": "feedback_number", "descending": True}, ["4", "3", "2", "1"]),
    ],
)
def test_a_ledger_is_narrowed_and_sorted(cast: Cast, edition: PlanEdition, wanted, found) -> None:
    assert numbers(cast, edition, **wanted) == found


def test_numbers_sort_as_people_count() -> None:
    given = ["10", "2", "", "1-10", "1-2", "A3", "1"]
    assert sorted(given, key=number_key) == ["1", "1-2", "1-10", "2", "10", "A3", ""]


def test_what_can_be_chosen_comes_in_order_of_appearance(cast: Cast, edition: PlanEdition) -> None:
    choices = queries.ledger_choices(cast.zhao, edition.pk)
    assert choices.headings == ("大气污染防治有差距", "扬尘管控不严", "水生态保护修复滞后")
    assert choices.units[:2] == ("各镇（街道）", "县农业农村局")


def test_zhao_reads_what_is_confirmed_and_nothing_else(cast: Cast, edition: PlanEdition) -> None:
    upload(cast, content=b"other", findings=FINDINGS[:2])
    assert [plan.n_editions for plan in queries.plans(cast.zhao)] == [1]
    assert not queries.recognitions(cast.zhao, waiting=False).exists()
    assert queries.recognition(cast.zhao, Recognition.objects.first().pk) is None
    assert queries.history(cast.zhao, "findings.recognition", Recognition.objects.first().pk) == []
    assert len(queries.history(cast.zhao, "findings.planedition", edition.pk)) == 1


@pytest.mark.parametrize("nobody", ["qian", None])
def test_qian_and_strangers_see_nothing_at_all(cast: Cast, edition: PlanEdition, nobody) -> None:
    person = getattr(cast, nobody) if nobody else None
    finding = Finding.objects.first()
    assert not queries.plans(person).exists()
    assert queries.plan(person, edition.plan_id) is None
    assert queries.edition(person, edition.pk) is None
    assert queries.editions(person, edition.plan_id) == []
    assert queries.ledger(person, edition.pk) == []
    assert queries.ledger_choices(person, edition.pk).units == ()
    assert queries.finding_story(person, finding.pk) is None
    assert papers.edition_paper(person, edition.pk) is None
    assert papers.finding_paper(person, finding.pk) is None
    assert queries.history(person, "findings.planedition", edition.pk) == []
    assert queries.review_data(person, edition.recognition_id) is None


def test_a_role_taken_away_closes_every_door_at_once(cast: Cast, edition: PlanEdition) -> None:
    accounts.revoke_role(cast.zhao, Role.READER, by=CONSOLE, at=NOON)
    assert queries.ledger(cast.zhao, edition.pk) == []


def test_a_finding_tells_its_whole_story(cast: Cast, recognition: Recognition) -> None:
    row = actions.correct_field(recognition, "f1", "goal", "火点清零。", by=cast.by_lin, at=NOON, version=1)
    edition = actions.confirm(row, by=cast.by_lin, at=NOON, version=2, errors_seen=True)
    story = queries.finding_story(cast.zhao, edition.versions.get(number="1").finding_id)
    assert story.current.goal == "火点清零。"
    assert [(one.field, one.before) for one in story.corrections] == [("goal", "火点数量较上年下降三成。")]
    assert [entry.verb for entry in story.entries] == ["edition.confirmed"]
    assert [unit.role for unit in story.units[story.current.pk]] == ["responsible", "lead"]


def test_an_edition_comes_out_in_the_published_form(cast: Cast, edition: PlanEdition) -> None:
    contract = queries.edition_contract(cast.zhao, edition.pk)
    assert contract["findings"] == as_contract(draft_of())["findings"]
    assert contract["document"] == as_contract(draft_of())["document"]
    assert contract["source"]["sha256"] == edition.recognition.sha256
    assert queries.edition_contract(cast.qian, edition.pk) is None


def many(times: int) -> tuple[dict, ...]:
    return tuple(
        FINDINGS[i % 4] | {"number": str(i), "feedback_number": str(i), "problem": f"{FINDINGS[i % 4]['problem']}{i}"}
        for i in range(1, times + 1)
    )


def test_the_number_of_queries_does_not_grow_with_the_plan(cast: Cast, files_dir) -> None:
    counts = []
    for n in (2, 60):
        row = upload(cast, content=str(n).encode(), findings=many(n), title=f"第{n}号方案", region=f"甲{n}县")
        edition = actions.confirm(row, by=cast.by_lin, at=NOON, version=1, errors_seen=True)
        finding = edition.versions.first().finding_id
        with CaptureQueriesContext(
            connection,
        ) as asked:
            queries.ledger(cast.zhao, edition.pk)
            n_ledger = len(asked)
            queries.ledger_choices(cast.zhao, edition.pk)
            n_choices = len(asked) - n_ledger
            queries.finding_story(cast.zhao, finding)
            n_story = len(asked) - n_ledger - n_choices
            queries.review_data(cast.lin, row.pk)
            n_review = len(asked) - n_ledger - n_choices - n_story
        counts.append((n_ledger, n_choices, n_story, n_review))
    assert counts[0] == counts[1]
    assert counts[0][:3] <= (2, 2, 7)
    assert counts[0][3] <= 3
