"""What was recorded stays: one entry per act, in its transaction, never changed."""

import json

import pytest
from django.db import DatabaseError, connection, transaction

from tests.cast import NOON, Cast
from zhenggai.accounts.actors import CONSOLE, Actor
from zhenggai.audit import guards, verbs
from zhenggai.audit.actions import act, record
from zhenggai.audit.managers import WrittenOnce
from zhenggai.audit.models import Entry
from zhenggai.audit.states import state_hash
from zhenggai.core.errors import Refused


def test_an_entry_says_who_did_what(cast: Cast) -> None:
    entry = record("user.signed_out", cast.lin, by=cast.by_lin, at=NOON)
    assert str(entry) == "林小明退出了系统"
    assert (entry.role, entry.address, entry.subject_id) == ("office", "10.0.0.5", str(cast.lin.pk))


def test_an_unknown_verb_is_an_error(cast: Cast) -> None:
    with pytest.raises(KeyError):
        record("user.teleported", cast.lin, by=cast.by_lin, at=NOON)
    with pytest.raises(KeyError):
        act("user.teleported")


@pytest.mark.parametrize("verb", verbs.VERBS)
def test_every_verb_has_a_chinese_sentence_with_its_subject(verb: str) -> None:
    said = verbs.sentence(verb, who="林小明", what="《甲》")
    assert said.startswith("林小明")
    assert not set("{}") & set(said)


SENTENCES = {
    "user.added": "林小明建立了账号“甲”",
    "role.granted": "林小明授予了角色：甲",
    "role.revoked": "林小明收回了角色：甲",
    "sign_in_token.issued": "林小明发放了甲",
    "user.signed_in": "林小明登录了系统",
    "user.signed_out": "林小明退出了系统",
    "document.received": "林小明上传并识别了文件甲",
    "field.corrected": "林小明更正了甲的识别结果",
    "findings.merged": "林小明在甲中合并了问题",
    "finding.split": "林小明在甲中拆分了一个问题",
    "finding.added": "林小明在甲中补录了一个问题",
    "finding.dropped": "林小明在甲中删除了一个误认的问题",
    "notice.answered": "林小明处理了甲的一条提示",
    "correction.undone": "林小明撤销了对甲的上一步更正",
    "revision.linked": "林小明指定了甲所修订的方案",
    "change.decided": "林小明对甲的一处差异作出了取舍",
    "recognition.discarded": "林小明放弃了甲",
    "edition.confirmed": "林小明确认入库：甲",
    "edition.restored": "林小明恢复了以前的版本：甲",
    "ledger.exported": "林小明导出了甲的台账",
    "health_report.exported": "林小明下载了甲的体检报告",
    "page.sent": "林小明向页面甲提交了内容",
    "unit.added": "林小明建立了单位“甲”",
    "unit.changed": "林小明修改了单位“甲”的信息",
    "unit.renamed": "林小明把单位更名为“甲”",
    "unit.moved": "林小明调整了单位“甲”的上级单位",
    "unit.closed": "林小明登记了单位“甲”的撤销",
    "unit_name.added": "林小明登记了甲",
    "unit_name.ended": "林小明停用了甲",
    "roster.added": "林小明建立了单位组“甲”",
    "roster_member.added": "林小明登记了单位组成员：甲",
    "roster_member.ended": "林小明登记了单位组成员退出：甲",
    "post.added": "林小明设立了岗位：甲",
    "post.changed": "林小明修改了岗位：甲",
    "person.added": "林小明登记了人员：甲",
    "person.changed": "林小明更正了人员：甲",
    "person.linked": "林小明关联了账号与人员：甲",
    "post.taken_up": "林小明登记了任职：甲",
    "post.handed_over": "林小明办理了岗位交接：甲",
    "post.left": "林小明登记了离任：甲",
    "units.imported": "林小明导入了单位、岗位和人员甲",
    "units.exported": "林小明导出了单位、岗位和人员甲",
    "seal.failed": "林小明发现留痕没有正常封存",
    "seal.resumed": "林小明在恢复备份或更换密钥后重新开始封存留痕",
    "trail.verified": "林小明核验了全部留痕",
    "trail.exported": "林小明导出了全部留痕",
}


def test_what_was_recorded_reads_the_same_for_ever() -> None:
    assert {verb: verbs.sentence(verb, who="林小明", what="甲") for verb in verbs.VERBS} == SENTENCES


def test_an_entry_names_a_visitor_and_the_console_by_what_they_are(cast: Cast) -> None:
    visitor = record("user.signed_out", None, by=Actor(None, address="10.0.0.9"), at=NOON)
    assert (visitor.actor_name, visitor.role, visitor.address) == ("未登录的访问者", "", "10.0.0.9")
    console = record("user.signed_out", None, by=CONSOLE, at=NOON)
    assert (console.actor_name, console.role, console.address) == ("命令行（服务器本机）", "", None)


def test_no_entry_outside_a_transaction(open_database) -> None:
    with pytest.raises(RuntimeError):
        record("user.signed_out", None, by=CONSOLE, at=NOON)


def test_the_model_refuses_to_change_or_delete(cast: Cast) -> None:
    entry = Entry.objects.earliest("id")
    entry.actor_name = "somebody else"
    for attempt in (
        entry.save,
        entry.delete,
        Entry.objects.all().delete,
        lambda: Entry.objects.update(actor_name="x"),
        lambda: Entry.objects.bulk_update([entry], ["actor_name"]),
    ):
        with pytest.raises(WrittenOnce):
            attempt()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_entry SET actor_name = 'x'",
        "DELETE FROM audit_entry",
        "TRUNCATE audit_entry CASCADE",
        "REPLACE INTO audit_entry SELECT * FROM audit_entry",
    ],
)
def test_the_database_refuses_it_too(cast: Cast, statement: str) -> None:
    if statement.startswith("TRUNCATE") and connection.vendor == "sqlite":
        pytest.skip("SQLite has no TRUNCATE")
    if statement.startswith("REPLACE") and connection.vendor == "postgresql":
        pytest.skip("PostgreSQL has no REPLACE")
    connection.check_constraints()  # PostgreSQL asks for it before a TRUNCATE in the same transaction
    with pytest.raises(DatabaseError, match="only ever added"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_the_triggers_come_back_after_a_table_was_rebuilt(cast: Cast) -> None:
    guards.remove(connection)
    guards.after_migrate(using="default")
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM audit_entry")


def test_the_entry_holds_the_state_that_the_database_gives_back(cast: Cast) -> None:
    entry = Entry.objects.filter(verb="user.added").latest("id")
    fresh = type(cast.qian).objects.get(pk=cast.qian.pk)
    assert entry.state_hash == state_hash(fresh)
    assert entry.states == [("accounts.user", str(fresh.pk), entry.state_hash)]


def test_a_quiet_change_to_a_row_no_longer_fits_its_entry(cast: Cast) -> None:
    entry = Entry.objects.filter(verb="user.added").latest("id")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE accounts_user SET display_name = 'x' WHERE id = %s", [cast.qian.pk])
    cast.qian.refresh_from_db()
    assert state_hash(cast.qian) != entry.state_hash


def test_changes_are_kept_as_canonical_json(cast: Cast) -> None:
    entry = record("user.signed_out", None, by=cast.by_lin, at=NOON, changes={"b": [None, "二"], "a": [1, NOON]})
    assert entry.changes_json == '{"a":[1,"2024-03-20T04:00:00.000000+00:00"],"b":[null,"二"]}'
    assert json.loads(entry.changes_json) == entry.changes


def test_a_refused_act_leaves_nothing_but_its_refusal(cast: Cast) -> None:
    @act("user.signed_out")
    def leave(user, *, by, at):
        record("user.signed_out", user, by=by, at=at)
        raise Refused("not_now", "现在不行。")

    with pytest.raises(Refused):
        leave(cast.lin, by=cast.by_lin, at=NOON)
    (only,) = Entry.objects.filter(verb="user.signed_out")
    assert (only.result, only.reason, only.subject_label) == ("refused", "现在不行。", "林小明")


def test_an_act_that_breaks_leaves_nothing_at_all(cast: Cast) -> None:
    @act("user.signed_out")
    def leave(user, *, by, at):
        record("user.signed_out", user, by=by, at=at)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        leave(cast.lin, by=cast.by_lin, at=NOON)
    assert not Entry.objects.filter(verb="user.signed_out").exists()


def test_if_the_entry_cannot_be_written_the_act_does_not_happen(cast: Cast, monkeypatch) -> None:
    def broken(*_arguments, **_named):
        raise DatabaseError("disk full")

    @act("user.signed_out")
    def rename(user, *, by, at):
        type(user).objects.filter(pk=user.pk).update(display_name="x")
        monkeypatch.setattr(Entry.objects, "create", broken)
        record("user.signed_out", user, by=by, at=at)

    with pytest.raises(DatabaseError):
        rename(cast.lin, by=cast.by_lin, at=NOON)
    cast.lin.refresh_from_db()
    assert cast.lin.display_name == "林小明"
