"""Before anything is written: the database reached, durable and up to date, the store of files in place."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext

from django.conf import settings
from django.core.checks import ERROR, run_checks
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.db.migrations.executor import MigrationExecutor

from zhenggai.core.errors import ZhenggaiError
from zhenggai.documents.actions import store
from zhenggai.documents.models import StoredFile
from zhenggai.documents.one_server import held_off


def prepare() -> None:
    """Database up to date and durable, store of files in place, every check passed. Raises ZhenggaiError if not. One
    process at a time: the next waits until the tables are made."""
    with _alone():
        _prepare()


def prepare_beside_a_server() -> None:
    """As `prepare`, for a command that may run while a server of this data folder does: it writes beside the server
    but never changes the tables under it, and no server starts while it changes them."""
    with _alone() as served:
        try:
            if served and _is_behind():
                message = (
                    "网页服务正在运行，而这个版本要先更新数据库的表；请先停止网页服务（Ctrl+C），用这个版本重新启动。"
                )
                raise ZhenggaiError("tables_in_use", message)
        except DatabaseError as error:
            raise ZhenggaiError("no_database", _not_opened(error)) from None
        _prepare()


def _alone() -> AbstractContextManager[bool]:
    """Tells whether a server is running. Where several may serve one database, the database keeps them apart."""
    return held_off(settings.DATA_DIR) if connection.vendor == "sqlite" else nullcontext(False)


def _prepare() -> None:
    try:
        connection.ensure_connection()
    except DatabaseError as error:
        raise ZhenggaiError("no_database", _not_opened(error)) from None
    found = [one.msg for one in run_checks(databases=["default"]) if one.level >= ERROR]
    if found:
        raise ZhenggaiError("not_ready", "\n".join(["不能启动：", *found]))
    _migrate()
    if not store().is_prepared and StoredFile.objects.exists():
        message = f"文件库 {store().folder} 不见了，而数据库里记有文件；请检查磁盘或网络存储是否已挂载，或从备份恢复。"
        raise ZhenggaiError("store_lost", message)
    store().prepare()


def _is_behind() -> bool:
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _migrate() -> None:
    """Tables up to date in one transaction: whatever ends it, the database is as it was before or as it shall be.

    Django records a migration after the transaction that makes its tables; killed in between, a database would hold
    tables that it does not know of and never start again.
    """
    try:
        # SQLite changes tables only where foreign keys are not checked, and that is settled outside a transaction.
        with connection.constraint_checks_disabled(), transaction.atomic():
            call_command("migrate", interactive=False, verbosity=0)
    except DatabaseError as error:
        raise ZhenggaiError("not_migrated", _not_migrated(error)) from None


def _not_opened(error: DatabaseError) -> str:
    if connection.vendor == "sqlite" and "not a database" in str(error):
        file = connection.settings_dict["NAME"]
        return f"数据库文件 {file} 已损坏或不是数据库；请保留这个文件，从备份恢复后再启动。"
    return f"数据库无法连接（{_cause(error)}），请检查数据库是否启动、地址和密码是否正确。"


def _not_migrated(error: DatabaseError) -> str:
    if "already exists" in str(error):
        name = connection.settings_dict["NAME"]
        return (
            f"数据库 {name} 的表只建了一半（{_cause(error)}），没有改动它；"
            "请把它改名保留后重新启动，会建立新的数据库，其中若已有数据请从备份恢复。"
        )
    return f"数据库的表无法建立或更新（{_cause(error)}），请检查磁盘空间和权限后再启动。"


def _cause(error: DatabaseError) -> str:
    return next(iter(str(error).strip().splitlines()), type(error).__name__)
