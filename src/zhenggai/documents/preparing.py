"""Before anything is written: the database reached, durable and up to date, the store of files in place."""

from __future__ import annotations

from pathlib import Path

from django.core.checks import ERROR, run_checks
from django.core.management import call_command
from django.db import DatabaseError, OperationalError, connection

from zhenggai.core.errors import ZhenggaiError
from zhenggai.documents.actions import store


def prepare() -> None:
    """Database up to date and durable, store of files in place, every check passed. Raises ZhenggaiError if not."""
    try:
        connection.ensure_connection()
    except OperationalError as error:
        reason = str(error).strip().splitlines()[0]
        raise ZhenggaiError(
            "no_database", f"数据库无法连接（{reason}），请检查数据库是否启动、地址和密码是否正确。"
        ) from None
    found = [one.msg for one in run_checks(databases=["default"]) if one.level >= ERROR]
    if found:
        raise ZhenggaiError("not_ready", "\n".join(["不能启动：", *found]))
    _migrate()
    store().prepare()


def _migrate() -> None:
    """Tables up to date. A database that could not be made is taken away again: half made it would never start."""
    is_new = connection.vendor == "sqlite" and not connection.introspection.table_names()
    try:
        call_command("migrate", interactive=False, verbosity=0)
    except DatabaseError as error:
        if is_new:
            file = str(connection.settings_dict["NAME"])
            connection.close()
            for name in (file, f"{file}-journal", f"{file}-wal", f"{file}-shm"):
                Path(name).unlink(missing_ok=True)
        cause = str(error).strip().splitlines()[0]
        message = f"数据库的表无法建立或更新（{cause}），请检查磁盘空间和权限后再启动。"
        raise ZhenggaiError("not_migrated", message) from None
