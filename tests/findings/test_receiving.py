"""Uploading a paper: it is kept, read once, and refused kindly when it is there already."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections

from tests.cast import NOON, Cast, gather, upload
from tests.papers import FINDINGS, TITLE, changed, draft_of
from zhenggai.audit.models import Entry
from zhenggai.core.errors import Refused
from zhenggai.documents import actions as documents
from zhenggai.documents.models import Document
from zhenggai.findings import actions
from zhenggai.findings.drafts import as_read_of, review_of
from zhenggai.findings.models import Recognition


def test_lin_uploads_a_plan_and_it_waits_for_review(cast: Cast, files_dir) -> None:
    recognition = upload(cast)
    assert (recognition.title, recognition.state, recognition.version) == (TITLE, "waiting", 1)
    fresh = Recognition.objects.get()
    assert review_of(fresh).draft == draft_of()
    assert [one.number for one in as_read_of(fresh).findings] == ["1", "2", "3", "4"]


def test_the_bytes_are_kept_as_they_came(cast: Cast, files_dir) -> None:
    recognition = upload(cast, content=b"\x00raw")
    assert documents.store().get(recognition.document.file.sha256) == b"\x00raw"


def test_one_entry_names_the_file_its_hash_and_all_rows(cast: Cast, files_dir) -> None:
    recognition = upload(cast)
    (entry,) = Entry.objects.filter(verb="document.received")
    assert entry.sentence == "林小明上传并识别了文件《方案.txt》"
    assert [label for label, _key, _digest in entry.states] == [
        "documents.document", "documents.storedfile", "findings.recognition",
    ]  # fmt: skip
    assert recognition.document.file.sha256 in entry.files_json


@pytest.mark.parametrize("person", ["by_zhao", "by_qian"])
def test_nobody_but_the_office_may_upload(cast: Cast, files_dir, person: str) -> None:
    with pytest.raises(Refused, match="只有环委办"):
        actions.receive_document("方案.txt", b"first", [draft_of()], by=getattr(cast, person), at=NOON)
    assert not Document.objects.exists()
    (entry,) = Entry.objects.filter(verb="document.received")
    assert entry.result == "refused"


def test_the_same_file_twice_is_refused_kindly(cast: Cast, recognition: Recognition) -> None:
    with pytest.raises(Refused, match=r"正在等待核对.*不必重复上传"):
        upload(cast, name="换了名字.txt", content=b"first")
    assert Document.objects.count() == 1


def test_the_same_file_after_confirmation_says_where_it_is(cast: Cast, edition) -> None:
    with pytest.raises(Refused, match=f"已经核对入库（《{TITLE}》第1版）"):
        upload(cast)


def test_the_same_list_in_another_file_says_so(cast: Cast, edition) -> None:
    with pytest.raises(Refused, match=r"与已入库的.*完全相同"):
        upload(cast, name="方案.docx", content=b"as docx")


def test_a_revised_file_is_received(cast: Cast, edition) -> None:
    revised = upload(cast, name="修订.txt", content=b"revised", findings=changed(2, deadline="2026年6月底"))
    assert revised.state == "waiting"


def test_a_discarded_file_may_come_again(cast: Cast, recognition: Recognition) -> None:
    actions.discard(recognition, reason="传错了", by=cast.by_lin, at=NOON, version=1)
    assert upload(cast).pk != recognition.pk


def test_of_an_archive_only_what_is_new_is_taken(cast: Cast, recognition: Recognition) -> None:
    fresh = draft_of(name="乙.txt", content=b"other", findings=FINDINGS[:2])
    both = [draft_of(), fresh]
    (taken,) = actions.receive_document("两份.zip", b"zip", both, by=cast.by_lin, at=NOON)
    assert taken.member == "乙.txt"
    entry = Entry.objects.filter(verb="document.received").latest("id")
    assert "不必重复上传" in str(entry.changes["left_out"])


def test_two_equal_papers_in_one_archive_are_read_once(cast: Cast, files_dir) -> None:
    both = [draft_of(name="甲.txt"), draft_of(name="乙.txt")]
    (taken,) = actions.receive_document("两份.zip", b"zip", both, by=cast.by_lin, at=NOON)
    assert taken.member == "甲.txt"


def test_eight_uploads_of_one_file_at_once_are_one(open_database, files_dir) -> None:
    cast = gather()

    def send(_copy: int) -> bool:
        try:
            upload(cast)
        except Refused as refused:
            return refused.code != "duplicate"
        finally:
            connections.close_all()
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(send, range(8))) == 1
    assert Recognition.objects.count() == Document.objects.count() == 1


def test_a_paper_without_findings_waits_too(cast: Cast, files_dir) -> None:
    empty = upload(cast, content=b"empty", findings=())
    with pytest.raises(Refused, match="清单里没有问题"):
        actions.confirm(empty, by=cast.by_lin, at=NOON, version=1, errors_seen=True)
