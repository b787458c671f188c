"""A reviewed plan becomes an edition: words, places, dates and figures, once and for good."""

import datetime

import pytest
from django.db import IntegrityError, transaction

from tests.cast import NOON, Cast, upload
from zhenggai.audit.managers import WrittenOnce
from zhenggai.audit.models import Entry
from zhenggai.audit.states import state_hash
from zhenggai.core.errors import Refused
from zhenggai.core.plan import Notice
from zhenggai.core.review import Answer
from zhenggai.findings import actions
from zhenggai.findings.models import EditionNotice, Finding, FindingVersion, NamedUnit, Plan, PlanEdition, Recognition


def test_a_confirmed_plan_has_its_inspection_edition_and_findings(edition: PlanEdition) -> None:
    plan = edition.plan
    assert (plan.region, plan.inspection.team) == ("云岭县", "省第二生态环境保护督察组")
    assert plan.inspection.feedback_on == datetime.date(2024, 3, 1)
    assert (edition.edition_no, edition.stage, edition.issued_on) == (1, "consultation", datetime.date(2024, 3, 15))
    assert edition.references[0]["number"] == "云市办发〔2024〕3号"
    assert [version.number for version in edition.versions.all()] == ["1", "2", "3", "4"]
    assert Finding.objects.count() == 4


def test_wording_is_kept_beside_meaning(edition: PlanEdition) -> None:
    mines = edition.versions.get(number="3")
    assert (mines.deadline_text, mines.due_on) == ("2025年12月底", datetime.date(2025, 12, 31))
    dust = edition.versions.get(number="2")
    assert (dust.due_on, dust.immediate, dust.ongoing) == (None, True, True)
    (measure,) = mines.measures
    assert [(one["date"], one["quantities"][0]["value"]) for one in measure["milestones"]] == [
        ("2024-12-31", "21.6"), ("2025-12-31", "5.57"),
    ]  # fmt: skip
    assert mines.quantities["problem"][0]["value"] == "27.17"


def test_every_text_keeps_its_place_in_the_source(edition: PlanEdition) -> None:
    lines = edition.recognition.source["lines"]
    for version in edition.versions.all():
        (span,) = version.passages["problem"]
        assert lines[span["line"]]["text"][span["start"] : span["end"]] == version.problem


def test_units_keep_their_role_and_get_their_full_name(edition: PlanEdition) -> None:
    units = NamedUnit.objects.filter(version__edition=edition, version__number="3")
    assert [(one.name, one.role, one.is_group) for one in units] == [
        ("县自然资源局", "lead", False), ("西山、南坪街道办事处", "responsible", False),
    ]  # fmt: skip
    assert NamedUnit.objects.get(name="各镇（街道）").is_group


def test_an_edition_is_never_changed(edition: PlanEdition) -> None:
    with pytest.raises(WrittenOnce):
        edition.save()
    with pytest.raises(WrittenOnce):
        edition.versions.all().delete()
    with pytest.raises(WrittenOnce):
        FindingVersion.objects.update(goal="x")


def test_one_entry_holds_the_state_of_every_row(edition: PlanEdition) -> None:
    (entry,) = Entry.objects.filter(verb="edition.confirmed")
    assert entry.sentence.startswith("林小明确认入库：《云岭县")
    states = {(label, key): digest for label, key, digest in entry.states}
    for model in (PlanEdition, Plan, Finding, FindingVersion, NamedUnit, Recognition):
        for row in model.objects.all():
            assert states[row._meta.label_lower, str(row.pk)] == state_hash(row)


def test_an_open_error_stands_against_it(cast: Cast, files_dir) -> None:
    notices = (Notice("x", "error", "缺少期限", 0), Notice("y", "warning", "同一措施", 1))
    row = upload(cast, notices=notices)
    with pytest.raises(Refused, match="还有 1 条错误提示"):
        actions.confirm(row, by=cast.by_lin, at=NOON, version=1, errors_seen=True)
    row = actions.answer_notice(row, 0, Answer("answered", "原文如此"), by=cast.by_lin, at=NOON, version=1)
    edition = actions.confirm(row, by=cast.by_lin, at=NOON, version=2, errors_seen=True)
    kept = EditionNotice.objects.filter(edition=edition)
    assert [(one.code, one.choice, one.version.number) for one in kept] == [("x", "answered", "1"), ("y", "", "2")]


@pytest.mark.parametrize("person", ["by_zhao", "by_qian"])
def test_nobody_but_the_office_confirms(cast: Cast, recognition: Recognition, person: str) -> None:
    with pytest.raises(Refused):
        actions.confirm(recognition, by=getattr(cast, person), at=NOON, version=1, errors_seen=True)
    assert not Plan.objects.exists()


def test_a_second_confirmation_is_refused(cast: Cast, edition: PlanEdition) -> None:
    row = Recognition.objects.get()
    with pytest.raises(Refused, match="已入库，不能再修改"):
        actions.confirm(row, by=cast.by_lin, at=NOON, version=row.version, errors_seen=True)


def test_the_database_itself_allows_no_second_edition_of_one_number(cast: Cast, edition: PlanEdition) -> None:
    twin = PlanEdition(
        plan=edition.plan, edition_no=1, stage="issued", title="x", content_digest="", recognition=edition.recognition,
        confirmed_at=NOON,
    )  # fmt: skip
    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save()
