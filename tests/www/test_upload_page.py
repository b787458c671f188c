"""Papers in: several at once, each with its own answer; nothing is lost when one is bad."""

from importlib.resources import files

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.documents import bad_files
from tests.documents.good_files import packed
from tests.documents.offices import stand_in
from tests.papers import changed, draft_of
from tests.www.conftest import Visitor, text_of
from zhenggai.audit.models import Entry
from zhenggai.core.errors import UnreadableDocument
from zhenggai.documents import limits
from zhenggai.findings.models import PlanEdition, Recognition
from zhenggai.www import upload

SAMPLE = (files("zhenggai.catalog") / "plans/140502/plan.txt").read_bytes()


def paper(name: str, content: bytes = b"content") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def reads(monkeypatch) -> None:
    """The reader stands in: files called 坏 cannot be read."""

    def read(name: str, data: bytes, **_turn):
        if name.startswith("坏"):
            raise UnreadableDocument("damaged", f"“{name}”已损坏，请重新导出后再上传。")
        return [draft_of(name=name, content=data, title=f"方案{data.decode()}")]

    monkeypatch.setattr(upload, "read_drafts", read)


def test_a_file_becomes_a_review(lin: Visitor, files_dir, monkeypatch) -> None:
    reads(monkeypatch)
    response = lin.act("/upload/", papers=[paper("方案.txt", b"A")])
    assert "4 个问题" in text_of(response)
    assert f'href="/readings/{Recognition.objects.get().pk}/"' in response.content.decode()


def test_a_bad_file_gets_its_sentence_and_the_others_are_read(lin: Visitor, files_dir, monkeypatch) -> None:
    reads(monkeypatch)
    response = lin.act("/upload/", papers=[paper("坏.docx"), paper("方案.txt", b"A")])
    assert "没有读成 “坏.docx”已损坏，请重新导出后再上传。" in text_of(response)
    assert Recognition.objects.count() == 1


def test_a_file_that_cannot_be_read_leaves_its_entry(lin: Visitor, files_dir, monkeypatch, settings) -> None:
    reads(monkeypatch)
    settings.MAX_UPLOAD_BYTES = 1024 * 1024
    lin.act("/upload/", papers=[paper("坏.docx"), paper("大.docx", b"x" * (1024 * 1024 + 1))])
    entries = Entry.objects.filter(verb="document.received", result="refused").order_by("id")
    assert [(one.subject_label, one.actor_name) for one in entries] == [
        ("“坏.docx”", "林小明"),
        ("“大.docx”", "林小明"),
    ]
    assert entries[0].reason == "“坏.docx”已损坏，请重新导出后再上传。"
    assert [one.changes["refusal"][1] for one in entries] == ["damaged", "too_large"]


def test_of_an_archive_what_can_be_read_is_and_the_rest_is_told_by_name(lin: Visitor, files_dir) -> None:
    data = packed({"好.txt": SAMPLE, "坏.docx": bad_files.truncated_docx(), "照片.png": bad_files.image()})
    said = text_of(lin.act("/upload/", papers=[paper("材料.zip", data)]))
    assert "17 个问题" in said
    assert "没有读成 “材料.zip”里的“坏.docx”" in said
    assert "没有读成 “材料.zip”里的“照片.png”" in said
    assert [one.member for one in Recognition.objects.all()] == ["好.txt"]
    left = Entry.objects.get(verb="document.received").changes["left_out"][1]
    assert ["坏.docx" in left[0], "照片.png" in left[1]] == [True, True]
    again = text_of(lin.act("/upload/", papers=[paper("材料.zip", data)]))
    assert "已经上传过，正在等待核对" in again
    assert "没有读成 “材料.zip”里的“坏.docx”" in again


def test_a_file_that_waits_already_leads_to_its_review(lin: Visitor, files_dir, monkeypatch) -> None:
    reads(monkeypatch)
    lin.act("/upload/", papers=[paper("方案.txt", b"A")])
    response = lin.act("/upload/", papers=[paper("方案.txt", b"A")])
    assert "已经上传过，正在等待核对：方案A" in text_of(response)
    assert f'<a href="/readings/{Recognition.objects.get().pk}/">方案A</a>' in response.content.decode()
    assert "没有差异" not in text_of(response)
    assert Recognition.objects.count() == 1


def test_so_it_does_as_a_revision_and_says_where_to_choose_the_plan(
    lin: Visitor, edition: PlanEdition, monkeypatch
) -> None:
    new = draft_of(name="修订稿.txt", content=b"B", title="方案B", findings=changed(0, goal="火点归零。"))
    monkeypatch.setattr(upload, "read_drafts", lambda _name, _data, **_turn: [new])
    lin.act("/upload/", papers=[paper("修订稿.txt", b"B")])
    response = lin.act("/upload/", papers=[paper("修订稿.txt", b"B")], revises=edition.plan_id)
    waiting = Recognition.objects.latest("id")
    assert "已经上传过，正在等待核对：方案B" in text_of(response)
    assert f'href="/readings/{waiting.pk}/plan/"' in response.content.decode()
    assert "没有差异" not in text_of(response)


def test_a_confirmed_file_again_is_no_difference(lin: Visitor, edition: PlanEdition, monkeypatch) -> None:
    same = draft_of(name="方案.txt", content=b"first")
    monkeypatch.setattr(upload, "read_drafts", lambda _name, _data, **_turn: [same])
    response = lin.act("/upload/", papers=[paper("方案.txt", b"first")])
    assert "没有差异" in text_of(response)
    assert "正在等待核对" not in text_of(response)
    assert Recognition.objects.count() == 1


def test_a_file_over_the_limit_is_not_even_opened(lin: Visitor, settings) -> None:
    settings.MAX_UPLOAD_BYTES = 1024 * 1024
    response = lin.act("/upload/", papers=[paper("大.docx", b"x" * (1024 * 1024 + 1))])
    assert "超过 1 MB" in text_of(response)


def test_a_script_is_told_how_large_a_file_may_be(lin: Visitor, settings) -> None:
    settings.MAX_UPLOAD_BYTES = 1024 * 1024
    assert 'data-largest="1048576"' in lin.get("/upload/").content.decode()


def test_no_file_is_told_in_a_sentence(lin: Visitor) -> None:
    response = lin.act("/upload/")
    assert response.status_code == 400
    assert "请先选择文件" in text_of(response)


def test_a_name_cannot_carry_folders_or_marks(lin: Visitor, files_dir, monkeypatch) -> None:
    reads(monkeypatch)
    response = lin.act("/upload/", part=True, papers=[paper("..\\..\\<img src=x>.txt", b"A")])
    html = response.content.decode()
    assert "<img" not in html
    assert ".." not in html


def sent_as(lin: Visitor, *names: bytes):
    """The answer to files with these names, byte for byte."""
    parts = [b'form-data; name="form_key"\r\n\r\nkey-of-nameless-files']
    parts += [b'form-data; name="papers"; filename="' + name + b'"\r\n\r\n' + (name[:3] or b"x") for name in names]
    body = b"".join(b"--b0\r\nContent-Disposition: " + part + b"\r\n" for part in parts) + b"--b0--\r\n"
    return lin.generic("POST", "/upload/", body, "multipart/form-data; boundary=b0")


@pytest.mark.parametrize("name", [b"\xff\xfe.txt", b"..", b"", b"x/.."])
def test_a_file_without_a_usable_name_never_vanishes(lin: Visitor, files_dir, monkeypatch, name) -> None:
    reads(monkeypatch)
    both = sent_as(lin, name, b"A.txt")
    assert both.status_code == 200
    assert both.content.decode().count('class="outcome') == 2
    alone = sent_as(lin, name)
    assert "请先选择文件" not in text_of(alone)


def test_a_form_without_any_file_as_browsers_send_it_is_asked_for_one(lin: Visitor) -> None:
    body = {"form_key": "key-of-no-file-at-all", "papers": ""}
    assert "请先选择文件" in text_of(lin.post("/upload/", body))


def test_files_with_names_are_all_there_and_nothing_else_is_said(lin: Visitor, files_dir, monkeypatch) -> None:
    reads(monkeypatch)
    said = sent_as(lin, b"A.txt", b"B.txt", "方案.txt".encode())
    assert said.content.decode().count('class="outcome') == 3
    assert upload.NAMELESS not in text_of(said)


def test_a_reader_may_not_upload(zhao: Visitor) -> None:
    assert zhao.act("/upload/", papers=[paper("方案.txt")]).status_code == 403


def test_an_old_document_is_converted_by_the_office_program_that_the_setting_names(
    lin: Visitor, files_dir, tmp_path, monkeypatch
) -> None:
    old = bad_files.ole_file("WordDocument")
    monkeypatch.setenv("ZHENGGAI_OFFICE", "")
    assert "没有 LibreOffice" in text_of(lin.act("/upload/", papers=[paper("方案.wps", old)]))
    monkeypatch.setenv("ZHENGGAI_OFFICE", str(stand_in(tmp_path)))
    assert "1 个问题" in text_of(lin.act("/upload/", papers=[paper("方案.wps", old)]))
    assert Recognition.objects.get().document.file.media_type == "application/msword"


def test_a_revision_remembers_its_plan_all_the_way(lin: Visitor, edition: PlanEdition, monkeypatch) -> None:
    new = draft_of(name="全新的名字.txt", content=b"B", title="另一个标题", findings=changed(0, goal="火点归零。"))
    monkeypatch.setattr(upload, "read_drafts", lambda _name, _data, **_turn: [new])
    ledger = lin.get(f"/plans/{edition.plan_id}/").content.decode()
    address = f"/upload/?revises={edition.plan_id}"
    assert f'href="{address}"' in ledger
    form = lin.get(address).content.decode()
    assert f'name="revises" value="{edition.plan_id}"' in form
    assert f"放入{edition.plan}的修订稿" in text_of(lin.get(address))
    response = lin.act("/upload/", papers=[paper("全新的名字.txt", b"B")], revises=edition.plan_id)
    row = Recognition.objects.latest("id")
    assert (row.revises, row.base_edition, row.revision_settled) == (edition.plan, edition, True)
    assert f"修订{edition.plan}" in text_of(response)
    review = lin.get(f"/readings/{row.pk}/")
    assert "看与原方案的差异" in text_of(review)
    assert f"修订{edition.plan}" in text_of(review)
    assert lin.get(f"/readings/{row.pk}/difference/").status_code == 200


def test_of_several_papers_in_a_revision_only_one_with_findings_is_taken(
    lin: Visitor, edition: PlanEdition, monkeypatch
) -> None:
    def several(name: str, data: bytes, **_turn):
        letter = draft_of(name="函.txt", content=data + b"1", findings=())
        return [letter, draft_of(name="方案.txt", content=data + b"2", findings=changed(0, goal="归零。"))]

    monkeypatch.setattr(upload, "read_drafts", several)
    lin.act("/upload/", papers=[paper("来文.zip", b"Z")], revises=edition.plan_id)
    assert dict(Recognition.objects.filter(state="waiting").values_list("member", "revises")) == {
        "函.txt": None,
        "方案.txt": edition.plan_id,
    }


def test_a_plan_that_there_is_not_cannot_be_revised(lin: Visitor, files_dir, monkeypatch) -> None:
    reads(monkeypatch)
    assert lin.get("/upload/?revises=99").status_code == 404
    assert lin.act("/upload/", papers=[paper("方案.txt", b"A")], revises=99).status_code == 404
    assert Recognition.objects.count() == 0


def test_whoever_has_to_wait_is_told_so_and_a_script_asks_again(lin: Visitor, files_dir, monkeypatch) -> None:
    patience = []

    def others_are_read(name: str, _data: bytes, **turn):
        patience.append(turn["patience"])
        raise UnreadableDocument("busy", f"“{name}”暂时没有读取：正在读取的文件较多；请稍后再试。")

    monkeypatch.setattr(upload, "read_drafts", others_are_read)
    page, part = (lin.act("/upload/", part=asks, papers=[paper("方案.txt", b"A")]) for asks in (False, True))
    assert "正在读取的文件较多；请稍后再试。" in text_of(page)
    assert "data-again" in part.content.decode()
    assert patience == [limits.TURN_WAIT_SECONDS, limits.TURN_ASK_SECONDS]
    assert not Entry.objects.filter(verb="document.received").exists()  # nothing was found wrong with the file
    reads(monkeypatch)
    assert "data-again" not in lin.act("/upload/", part=True, papers=[paper("方案.txt", b"A")]).content.decode()


def test_a_file_waits_in_the_line_of_who_sent_it(lin: Visitor, cast, files_dir, monkeypatch) -> None:
    asked = []

    def read(name: str, data: bytes, *, person: str, patience: float):
        asked.append(person)
        return [draft_of(name=name, content=data)]

    monkeypatch.setattr(upload, "read_drafts", read)
    lin.act("/upload/", papers=[paper("方案.txt", b"A")])
    assert asked == [str(cast.lin.pk)]


def test_as_many_files_as_may_be_sent_at_once_are_read_and_one_more_is_told_why_not(
    lin: Visitor, files_dir, monkeypatch, settings
) -> None:
    reads(monkeypatch)
    settings.DATA_UPLOAD_MAX_NUMBER_FILES = 3
    three = [paper(f"{i}.txt", str(i).encode()) for i in range(3)]
    assert lin.act("/upload/", papers=three).status_code == 200
    response = lin.act("/upload/", papers=[paper(f"{i}.txt", f"n{i}".encode()) for i in range(4)])
    assert response.status_code == 400
    assert "一次最多上传 3 个文件，这次的都没有保存。请分几次上传，或打成一个 zip 再上传。" in text_of(response)
    assert Recognition.objects.count() == 3


def test_a_name_without_end_is_told_to_be_too_long(lin: Visitor, files_dir, monkeypatch) -> None:
    def send(name: str):
        field = 'Content-Disposition: form-data; name="{}"\r\n\r\n{}'
        file = f'Content-Disposition: form-data; name="papers"; filename="{name}"\r\n\r\n{len(name)}'
        parts = [field.format("form_key", f"test-form-key-{len(name)}"), file]
        body = "".join(f"--x\r\n{part}\r\n" for part in parts) + "--x--\r\n"
        return lin.generic("POST", "/upload/", body.encode(), content_type="multipart/form-data; boundary=x")

    reads(monkeypatch)
    assert send("方" * 250 + ".txt").status_code == 200
    response = send("方" * 1000 + ".txt")
    assert response.status_code == 400
    assert Recognition.objects.count() == 1
    assert "文件名过长（最多约 250 个汉字），这次的都没有保存。请把文件名改短后再上传。" in text_of(response)


def test_what_else_is_too_much_names_its_limit(lin: Visitor, settings) -> None:
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 3
    response = lin.act("/upload/", a="1", b="2", c="3")
    assert (response.status_code, "一次最多提交 3 项内容" in text_of(response)) == (400, True)
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1 << 20
    response = lin.act("/upload/", revises="x" * (2 << 20))
    assert (response.status_code, "一次填写的文字不能超过 1 MB" in text_of(response)) == (400, True)
