"""`zhenggai load`: a file becomes an edition, or says what it waits for. Read for real, in the guarded child."""

import argparse
from importlib import resources

import pytest

from tests.cast import NOON
from tests.documents.bad_files import truncated_docx
from tests.documents.good_files import packed
from zhenggai.accounts.actors import CONSOLE
from zhenggai.audit.models import Entry
from zhenggai.core.errors import Refused, UnreadableDocument
from zhenggai.findings import loading, queries
from zhenggai.findings.models import Finding, PlanEdition, Recognition

SAMPLE = resources.files("zhenggai.catalog").joinpath("plans", "140502", "plan.txt")


@pytest.fixture
def sample(db, files_dir) -> PlanEdition:
    (loaded,) = loading.load("方案.txt", SAMPLE.read_bytes(), by=CONSOLE, at=NOON)
    assert loaded.edition is not None, loaded.sentence
    return loaded.edition


def test_the_sample_plan_becomes_an_edition_of_seventeen_findings(sample: PlanEdition) -> None:
    assert sample.versions.count() == Finding.objects.count() == 17
    numbers = [int(number) for number in sample.versions.values_list("feedback_number", flat=True)]
    assert numbers == [1, 2, 4, 7, 9, 11, 14, 17, 24, 25, 28, 31, 35, 36, 38, 39, 40]
    assert sample.plan.region_code == "140502"


def test_what_the_command_did_is_recorded_as_the_consoles(sample: PlanEdition) -> None:
    assert [entry.actor_name for entry in Entry.objects.order_by("id")] == ["命令行（服务器本机）"] * 2


def test_the_same_file_again_is_refused_kindly_and_nothing_is_doubled(sample: PlanEdition) -> None:
    with pytest.raises(Refused, match="不必重复上传"):
        loading.load("方案.txt", SAMPLE.read_bytes(), by=CONSOLE, at=NOON)
    assert Finding.objects.count() == 17


def test_the_same_plan_in_another_format_says_so(sample: PlanEdition) -> None:
    docx = SAMPLE.parent.joinpath("plan.docx").read_bytes()  # type: ignore[attr-defined]
    with pytest.raises(Refused, match="完全相同"):
        loading.load("方案.docx", docx, by=CONSOLE, at=NOON)


def test_a_revision_waits_for_a_person(sample: PlanEdition) -> None:
    revised = SAMPLE.read_text(encoding="utf-8").replace("2024年6月底", "2024年9月底")
    (loaded,) = loading.load("修订.txt", revised.encode(), by=CONSOLE, at=NOON)
    assert loaded.edition is None
    assert "新版本" in loaded.sentence


def test_a_paper_that_is_no_plan_waits_for_a_person(db, files_dir) -> None:
    (loaded,) = loading.load("通知.txt", "关于召开会议的通知\n请各单位参加。\n".encode(), by=CONSOLE, at=NOON)
    assert loaded.edition is None
    assert Recognition.objects.get().state == "waiting"


def test_what_cannot_be_read_leaves_nothing(db, files_dir) -> None:
    with pytest.raises(UnreadableDocument):
        loading.load("空.docx", b"", by=CONSOLE, at=NOON)
    assert not Recognition.objects.exists()


def test_what_cannot_be_read_leaves_the_entry_of_its_refusal(db, files_dir) -> None:
    with pytest.raises(UnreadableDocument) as refused:
        loading.load("空.docx", b"", by=CONSOLE, at=NOON)
    (entry,) = Entry.objects.all()
    assert (entry.verb, entry.result, entry.reason) == ("document.received", "refused", refused.value.message)


def test_the_command_names_what_it_could_not_read_in_an_archive(db, files_dir, tmp_path, capsys) -> None:
    archive = tmp_path / "材料.zip"
    archive.write_bytes(packed({"方案.txt": SAMPLE.read_bytes(), "坏.docx": truncated_docx()}))
    asked = argparse.Namespace(files=[archive])
    assert [loading.load_command(asked), loading.load_command(asked)] == [2, 2]
    said = capsys.readouterr()
    assert "17 个问题" in said.out
    assert said.err.count("“材料.zip”里的“坏.docx”") == 2
    assert [one.member for one in Recognition.objects.all()] == ["方案.txt"]


def test_the_command_answers_with_one_sentence_a_file(db, files_dir, tmp_path, capsys) -> None:
    plan = tmp_path / "方案.txt"
    plan.write_bytes(SAMPLE.read_bytes())
    asked = argparse.Namespace(files=[plan, tmp_path / "没有.txt"])
    assert loading.load_command(asked) == 2
    said = capsys.readouterr()
    assert "17 个问题" in said.out
    assert "没有.txt" in said.err
    assert queries.has_plans()
