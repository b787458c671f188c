"""Inspections, plans, their editions and findings; a document under recognition. Fields and constraints, no rules.

A finding keeps its identity through all editions of its plan; what an edition says of it is a `FindingVersion`,
which is never changed. JSON columns hold what `core.draft_store.encode` makes of the core's values.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models

from zhenggai.audit.managers import AppendOnly, AppendOnlyQuerySet
from zhenggai.documents.models import Document
from zhenggai.findings.managers import OfficeOnly, Published


class Inspection(models.Model):
    """An inspection and the paper it ended with. Days as far as the plan says them."""

    team = models.TextField("督察组", blank=True)
    start_on = models.DateField("进驻", null=True, blank=True)
    end_on = models.DateField("离开", null=True, blank=True)
    feedback_on = models.DateField("反馈", null=True, blank=True)

    class Meta:
        verbose_name = "督察"
        ordering = ["id"]

    def __str__(self) -> str:
        return self.team or "督察"


class Plan(models.Model):
    """A government's answer to an inspection. Its text lives in the editions."""

    title = models.TextField("标题")
    region = models.TextField("地区", blank=True)
    region_code = models.CharField("区划代码", max_length=12, blank=True, db_index=True)
    inspection = models.ForeignKey(Inspection, null=True, blank=True, on_delete=models.PROTECT, related_name="plans")
    created_at = models.DateTimeField()

    objects = Published["Plan"].as_manager()

    class Meta:
        verbose_name = "整改方案"
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"《{self.title}》"


class RecognitionState(models.TextChoices):
    WAITING = "waiting", "待核对"
    CONFIRMED = "confirmed", "已入库"
    DISCARDED = "discarded", "已放弃"


class Recognition(models.Model):
    """A document as it was read, under review until a person confirms or discards it.

    source: lines and layout. as_read: the draft before any correction. review: the draft now (`drafts`).
    member: the file the text came from, inside an archive or the document itself. revises, base_edition: the plan it
    is a new edition of and the edition it is compared with; revision_settled once a person has said so or denied it.
    pairs: who is who against that edition, new key -> finding id or null ("none of them, and none from before").
    """

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="recognitions")
    member = models.TextField("文件名", blank=True)
    sha256 = models.CharField(max_length=64, db_index=True)
    title = models.TextField("标题")
    state = models.CharField(
        "状态", max_length=10, choices=RecognitionState.choices, default=RecognitionState.WAITING, db_index=True
    )
    version = models.PositiveIntegerField(default=1)
    source = models.JSONField()
    as_read = models.JSONField()
    review = models.JSONField()
    content_digest = models.CharField(max_length=64, db_index=True)
    revises = models.ForeignKey(Plan, null=True, blank=True, on_delete=models.PROTECT, related_name="revisions")
    base_edition = models.ForeignKey(
        "PlanEdition", null=True, blank=True, on_delete=models.PROTECT, related_name="revisions"
    )
    revision_settled = models.BooleanField(default=False)
    pairs = models.JSONField(default=dict)
    read_at = models.DateTimeField("识别时间")
    read_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = OfficeOnly["Recognition"].as_manager()

    class Meta:
        verbose_name = "识别结果"
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["sha256"], condition=models.Q(state="waiting"), name="document_waits_once")
        ]

    def __str__(self) -> str:
        return f"《{self.title}》的识别结果"

    @property
    def edition(self) -> PlanEdition:
        """The edition it became: the latest, where that was restored. Raises PlanEdition.DoesNotExist before it is."""
        return self.editions.latest("edition_no")


class CorrectionKind(models.TextChoices):
    CORRECTED = "corrected", "更正"
    MERGED = "merged", "合并"
    SPLIT = "split", "拆分"
    ADDED = "added", "补录"
    DROPPED = "dropped", "删除"
    ANSWERED = "answered", "处理提示"
    UNDONE = "undone", "撤销"


class Correction(AppendOnly):
    """One thing a person changed in what was read: the value before and after, who, when, why.

    way_back: what leads back to the review before it (`core.undoing`). undoes: the correction that this one took back.
    """

    recognition = models.ForeignKey(Recognition, on_delete=models.PROTECT, related_name="corrections")
    kind = models.CharField("种类", max_length=10, choices=CorrectionKind.choices)
    finding_key = models.CharField(max_length=12, blank=True)
    field = models.CharField("项目", max_length=20, blank=True)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    reason = models.TextField("理由", blank=True)
    way_back = models.JSONField(default=dict)
    undoes = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT, related_name="undone_by")
    corrected_at = models.DateTimeField()
    corrected_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = AppendOnlyQuerySet["Correction"].as_manager()

    class Meta:
        verbose_name = "更正"
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.finding_key} {self.field}".strip()


class Stage(models.TextChoices):
    CONSULTATION = "consultation", "征求意见稿"
    SUBMITTED = "submitted", "送审稿"
    ISSUED = "issued", "正式稿"
    UNKNOWN = "unknown", "未注明"


class PlanEdition(AppendOnly):
    """One confirmed text of a plan. Never changed; a revision is a new edition.

    title: of the paper it was read from. The plan keeps its own name through all editions. restores: the earlier
    edition that it makes the current one again, with its paper and its words; reason: why.
    """

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="editions")
    edition_no = models.PositiveIntegerField("版次")
    stage = models.CharField("稿次", max_length=12, choices=Stage.choices)
    title = models.TextField("标题")
    issued_on = models.DateField("印发日期", null=True, blank=True)
    references = models.JSONField(default=list)
    content_digest = models.CharField(max_length=64, db_index=True)
    recognition = models.ForeignKey(Recognition, on_delete=models.PROTECT, related_name="editions")
    restores = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="restored_by")
    reason = models.TextField("理由", blank=True)
    confirmed_at = models.DateTimeField("入库时间")
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = AppendOnlyQuerySet["PlanEdition"].as_manager()

    class Meta:
        verbose_name = "方案版本"
        ordering = ["plan_id", "edition_no"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "edition_no"], name="edition_no_once"),
            models.UniqueConstraint(
                fields=["recognition"], condition=models.Q(restores=None), name="recognition_confirmed_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan}第{self.edition_no}版"


class Finding(models.Model):
    """A finding of a plan: who it is through all editions."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="findings")
    added_in = models.ForeignKey(PlanEdition, on_delete=models.PROTECT, related_name="+")

    objects = Published["Finding"].as_manager()

    class Meta:
        verbose_name = "反馈问题"
        ordering = ["id"]

    def __str__(self) -> str:
        return f"问题 {self.pk}"


class FindingVersion(AppendOnly):
    """What one edition says of a finding: the words, the passages they came from and what they resolve to.

    words_from: the edition whose document the spans point into (an earlier one if the old text was kept).
    measures: [{text, spans, milestones, quantities}]. passages: field -> spans. deadline: `core.deadlines.Deadline`.
    quantities: of problem and goal. Resolved once, at confirmation, so that a later reader cannot change the record.
    search_text: everything, folded, for plain substring search.
    """

    finding = models.ForeignKey(Finding, on_delete=models.PROTECT, related_name="versions")
    edition = models.ForeignKey(PlanEdition, on_delete=models.PROTECT, related_name="versions")
    words_from = models.ForeignKey(PlanEdition, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveIntegerField("顺序")
    draft_key = models.CharField(max_length=12, blank=True)
    number = models.TextField("序号", blank=True)
    feedback_number = models.TextField("反馈问题编号", blank=True)
    top_heading = models.TextField("一级类别", blank=True)
    headings = models.JSONField(default=list)
    # The headings again, one a line with a line break on both sides: both databases can search that.
    heading_lines = models.TextField(blank=True)
    problem = models.TextField("问题")
    goal = models.TextField("整改目标", blank=True)
    measures = models.JSONField(default=list)
    person = models.TextField("责任人", blank=True)
    deadline_text = models.TextField("整改期限", blank=True)
    deadline = models.JSONField(null=True)
    first_due_on = models.DateField(null=True, blank=True)
    due_on = models.DateField("到期日", null=True, blank=True)
    immediate = models.BooleanField("立行立改", default=False)
    ongoing = models.BooleanField("长期坚持", default=False)
    status = models.TextField("状态", blank=True)
    progress = models.TextField("整改进展", blank=True)
    passages = models.JSONField(default=dict)
    quantities = models.JSONField(default=dict)
    search_text = models.TextField(blank=True)

    objects = AppendOnlyQuerySet["FindingVersion"].as_manager()

    class Meta:
        verbose_name = "问题的版本"
        ordering = ["edition_id", "position"]
        constraints = [
            models.UniqueConstraint(fields=["finding", "edition"], name="finding_once_per_edition"),
            models.UniqueConstraint(fields=["edition", "position"], name="position_once_per_edition"),
        ]
        indexes = [models.Index(fields=["edition", "due_on"], name="finding_version_due")]

    def __str__(self) -> str:
        return f"问题{self.number}" if self.number else f"第{self.position}个问题"


class UnitRole(models.TextChoices):
    LEAD = "lead", "牵头"
    RESPONSIBLE = "responsible", "责任"
    SUPPORTING = "supporting", "配合"
    SUPERVISING = "supervising", "督导"
    ACCEPTING = "accepting", "验收"


class NamedUnit(AppendOnly):
    """A unit as an edition names it for a finding. Which organisation that is, is answered later."""

    version = models.ForeignKey(FindingVersion, on_delete=models.PROTECT, related_name="units")
    position = models.PositiveIntegerField()
    name = models.TextField("单位")
    full_name = models.TextField("单位全称")
    role = models.CharField("角色", max_length=12, choices=UnitRole.choices)
    is_group = models.BooleanField("集合称谓", default=False)
    spans = models.JSONField(default=list)

    objects = AppendOnlyQuerySet["NamedUnit"].as_manager()

    class Meta:
        verbose_name = "单位"
        ordering = ["version_id", "position"]
        constraints = [models.UniqueConstraint(fields=["version", "position"], name="unit_position_once")]

    def __str__(self) -> str:
        return self.name


class EditionNotice(AppendOnly):
    """What the reader was unsure of, and what the person who confirmed the edition said to it."""

    edition = models.ForeignKey(PlanEdition, on_delete=models.PROTECT, related_name="notices")
    version = models.ForeignKey(FindingVersion, null=True, blank=True, on_delete=models.PROTECT, related_name="notices")
    code = models.CharField(max_length=60)
    severity = models.CharField(max_length=8)
    message = models.TextField("提示")
    passage = models.JSONField(null=True)
    choice = models.CharField("处理", max_length=10, blank=True)
    answer = models.TextField("处理意见", blank=True)

    objects = AppendOnlyQuerySet["EditionNotice"].as_manager()

    class Meta:
        verbose_name = "提示"
        ordering = ["edition_id", "id"]

    def __str__(self) -> str:
        return self.message


class DecisionChoice(models.TextChoices):
    ADOPT = "adopt", "按新稿"
    KEEP = "keep", "保留原文"
    NEW = "new", "作为新问题"
    SAME = "same", "就是原有的问题"
    LEAVE_OUT = "leave_out", "不列入"
    REMOVE = "remove", "本版不再列入"


class Decision(AppendOnly):
    """What a person decided about one line of the difference. The last one on an item counts, while the item's
    digest is still the one it was made on. fields: changed fields that go against the choice, name -> adopt or keep."""

    recognition = models.ForeignKey(Recognition, on_delete=models.PROTECT, related_name="decisions")
    item_key = models.CharField(max_length=40)
    item_digest = models.CharField(max_length=64)
    kind = models.CharField("差异", max_length=12)
    choice = models.CharField("取舍", max_length=10, choices=DecisionChoice.choices)
    fields = models.JSONField(default=dict)
    finding = models.ForeignKey(Finding, null=True, blank=True, on_delete=models.PROTECT, related_name="decisions")
    draft_key = models.CharField(max_length=12, blank=True)
    reason = models.TextField("理由", blank=True)
    decided_at = models.DateTimeField()
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = AppendOnlyQuerySet["Decision"].as_manager()

    class Meta:
        verbose_name = "取舍"
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.get_choice_display()}（{self.item_key}）"
