"""The audit trail and the keys of forms. Fields and constraints, no rules."""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings
from django.db import models

from zhenggai.audit import verbs
from zhenggai.audit.managers import AppendOnly, AppendOnlyQuerySet


class Result(models.TextChoices):
    DONE = "done", "完成"
    REFUSED = "refused", "被拒绝"


class Entry(AppendOnly):
    """One act: who did what to which object, what it changed, and the hash of every row's state afterwards.

    The order of entries is their id; the moment is information only. JSON is kept as canonical text (keys sorted,
    no blanks), because it is hashed later and a database may reorder its own JSON type.
    """

    at = models.DateTimeField("时间", db_index=True)
    verb = models.CharField("行为", max_length=40)
    result = models.CharField("结果", max_length=8, choices=Result.choices, default=Result.DONE)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    actor_name = models.CharField("人员", max_length=80)
    role = models.CharField("角色", max_length=80, blank=True)
    unit = models.CharField("单位", max_length=120, blank=True)
    address = models.GenericIPAddressField("地址", null=True, blank=True)
    session_hash = models.CharField(max_length=64, blank=True)
    subject_type = models.CharField(max_length=80, blank=True)
    subject_id = models.CharField(max_length=64, blank=True)
    subject_label = models.CharField("对象", max_length=300, blank=True)
    changes_json = models.TextField("变更", default="{}")
    reason = models.TextField("理由", blank=True)
    state_hash = models.CharField(max_length=64, blank=True)
    states_json = models.TextField(default="[]")
    files_json = models.TextField(default="[]")

    objects = AppendOnlyQuerySet["Entry"].as_manager()
    not_audited = "the trail itself, which is sealed"

    class Meta:
        verbose_name = "留痕"
        ordering = ["id"]
        indexes = [models.Index(fields=["subject_type", "subject_id", "id"], name="audit_entry_subject")]

    def __str__(self) -> str:
        return self.sentence

    @property
    def sentence(self) -> str:
        """What happened, in one Chinese sentence."""
        told = verbs.sentence(self.verb, who=self.actor_name, what=self.subject_label)
        return told if self.result == Result.DONE else f"被拒绝：{told}"

    @property
    def changes(self) -> dict[str, list[Any]]:
        """Field -> [before, after]."""
        return dict(json.loads(self.changes_json))

    @property
    def states(self) -> list[tuple[str, str, str]]:
        """Every row the act wrote: model label, primary key, SHA-256 of its state; empty if the act deleted it."""
        return [(label, key, digest) for label, key, digest in json.loads(self.states_json)]


class Seal(AppendOnly):
    """The place of an entry in the sealed order. A row of its own, because an entry is never updated.

    sequence: 1, 2, 3 … without a gap; it alone decides the order. leaf_hash: SHA-256 of the entry as `leaves` says it.
    """

    sequence = models.BigIntegerField("序号", primary_key=True, db_column="id")
    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="seal")
    leaf_hash = models.CharField(max_length=64)

    objects = AppendOnlyQuerySet["Seal"].as_manager()
    not_audited = "the seal of the trail itself"

    class Meta:
        verbose_name = "封存"
        ordering = ["sequence"]

    def __str__(self) -> str:
        return f"第 {self.sequence} 条"


class Checkpoint(AppendOnly):
    """The signed head of the tree at one size.

    size: number of sealed entries. root: of their tree, in hex. peaks_json: what the tree is continued from. note: the
    signed checkpoint, word for word. key_id: of the key that signed.
    """

    size = models.BigIntegerField("条数", unique=True)
    root = models.CharField(max_length=64)
    peaks_json = models.TextField()
    note = models.TextField()
    key_id = models.CharField(max_length=8)
    at = models.DateTimeField("时间")

    objects = AppendOnlyQuerySet["Checkpoint"].as_manager()
    not_audited = "the seal of the trail itself"

    class Meta:
        verbose_name = "检查点"
        ordering = ["size"]

    def __str__(self) -> str:
        return f"检查点（{self.size} 条）"


class FormKey(models.Model):
    """A form that was sent. The same key, purpose and person act once; sent again, they get the same answer."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    purpose = models.CharField(max_length=40)
    key = models.CharField(max_length=64)
    body_digest = models.CharField(max_length=64)
    answer = models.JSONField(default=dict)
    created_at = models.DateTimeField()

    not_audited = "keeps a form from acting twice and says nothing of anybody's business"

    class Meta:
        verbose_name = "表单编号"
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["user", "purpose", "key"], name="form_key_once")]

    def __str__(self) -> str:
        return f"{self.purpose} {self.key}"
