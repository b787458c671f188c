"""The app of the audit trail. It plugs itself in where `accounts`, above it in the listing, leaves entries."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class AuditConfig(AppConfig):
    name = "zhenggai.audit"
    verbose_name = "留痕"

    def ready(self) -> None:
        from zhenggai.accounts import trail
        from zhenggai.audit import durability, guards
        from zhenggai.audit.actions import record, record_refusal

        trail.plug(record, record_refusal)
        durability.register()
        # SQLite rebuilds a table to change it and forgets its triggers: they are put back after every migration.
        post_migrate.connect(guards.after_migrate, sender=self)
