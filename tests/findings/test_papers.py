"""The paper behind an edition: every passage of a confirmed finding can be looked up where it stands."""

from tests.cast import NOON, Cast, upload
from tests.papers import FINDINGS, changed
from zhenggai.findings import actions, papers
from zhenggai.findings.models import DecisionChoice, PlanEdition, Recognition


def taken(paper: papers.Paper, finding: int) -> dict[str, list[str]]:
    """What was taken from the paper for a finding, by field."""
    found: dict[str, list[str]] = {}
    for mark in paper.marks:
        if mark.target == str(finding):
            text = paper.source.lines[mark.span.line].text[mark.span.start : mark.span.end]
            found.setdefault(mark.kind, []).append(text)
    return found


def test_every_finding_is_marked_in_the_paper_of_its_edition(cast: Cast, edition: PlanEdition) -> None:
    paper = papers.edition_paper(cast.zhao, edition.pk)
    for version in edition.versions.all():
        fields = taken(paper, version.finding_id)
        assert fields["problem"] == [version.problem]
        assert fields["goal"] == [version.goal]
        assert fields["measures"] == [measure["text"] for measure in version.measures]
        assert fields["headings"] == version.headings
        assert fields["units"] == [unit.name for unit in version.units.order_by("position")]
        assert fields["person"] == [version.person]
        assert fields["deadline"] == [version.deadline_text]
    assert paper.n_elsewhere == 0


def test_one_findings_paper_holds_its_marks_alone(cast: Cast, edition: PlanEdition) -> None:
    version = edition.versions.get(number="3")
    paper = papers.finding_paper(cast.zhao, version.finding_id)
    assert {mark.target for mark in paper.marks} == {str(version.finding_id)}
    assert taken(paper, version.finding_id)["problem"] == [version.problem]


def test_a_kept_finding_is_shown_in_the_paper_that_holds_its_words(
    cast: Cast, recognition: Recognition, edition: PlanEdition
) -> None:
    row = upload(cast, content=b"second", name="修订.txt", findings=changed(2, goal="完成全部治理。"))
    row = actions.link_revision(row, edition.plan, by=cast.by_lin, at=NOON, version=row.version)
    row = actions.decide_rest(row, [DecisionChoice.KEEP], by=cast.by_lin, at=NOON, version=row.version)
    second = actions.confirm(row, by=cast.by_lin, at=NOON, version=row.version, errors_seen=True)
    kept = second.versions.get(number="3")
    assert kept.goal == FINDINGS[2]["goal"]
    assert papers.finding_paper(cast.zhao, kept.finding_id).edition == edition
    whole = papers.edition_paper(cast.zhao, second.pk)
    assert (whole.edition, whole.n_elsewhere) == (second, 1)
    assert taken(whole, kept.finding_id) == {}
