"""Units, their names, the groups they belong to, their posts and who holds them. Fields and constraints, no rules.

Days are days of the calendar, both included; an empty day is open. Nothing here is deleted: it ends.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from zhenggai.accounts.managers import DatedQuerySet

AREA_DIGITS = 6


def days_in_order(name: str) -> models.CheckConstraint:
    """No row ends before it begins."""
    return models.CheckConstraint(
        condition=Q(valid_from=None) | Q(valid_to=None) | Q(valid_to__gte=F("valid_from")), name=name
    )


class UnitKind(models.TextChoices):
    TOWN = "town", "镇"
    TOWNSHIP = "township", "乡"
    SUBDISTRICT = "subdistrict", "街道"
    VILLAGE = "village", "村（社区）"
    COUNTY = "county", "县"
    DISTRICT = "district", "区"
    CITY = "city", "市"
    BANNER = "banner", "旗"
    REGIMENT = "regiment", "团场"
    DIVISION = "division", "师"
    ZONE = "zone", "园区"
    DEPARTMENT = "department", "部门"
    ENTERPRISE = "enterprise", "企业"
    LEADING_GROUP = "leading_group", "领导小组"
    OFFICE = "office", "办公室"
    PARTY_COMMITTEE = "party_committee", "党委"
    GOVERNMENT = "government", "政府"
    OTHER = "other", "其他"


class Unit(models.Model):
    """An organisation. region_code: GB/T 2260 and below, as many digits as are known; a subtree is a prefix.

    name: the one that it bore last; all its names with their days are `UnitName` rows. parent: as it is now.
    """

    name = models.CharField("名称", max_length=120)
    kind = models.CharField("类别", max_length=20, choices=UnitKind.choices)
    region_code = models.CharField("区划代码", max_length=12, blank=True, db_index=True)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    valid_from = models.DateField("设立日期", null=True, blank=True)
    valid_to = models.DateField("撤销日期", null=True, blank=True)

    objects = DatedQuerySet["Unit"].as_manager()

    class Meta:
        verbose_name = "单位"
        ordering = ["id"]
        constraints = [
            days_in_order("unit_days_in_order"),
            models.CheckConstraint(condition=Q(parent=None) | ~Q(parent=F("id")), name="unit_not_its_own_parent"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def area(self) -> str:
        """The county (or higher place) inside which names are unique."""
        return self.region_code[:AREA_DIGITS]


class NameKind(models.TextChoices):
    OFFICIAL = "official", "名称"
    SHORT = "short", "简称"
    ALIAS = "alias", "别名"
    FORMER = "former", "曾用名"


class UnitName(models.Model):
    """A name that a unit bears or bore. key: as compared; area: of the unit, so that no two units of a county bear one
    name at a time (the database sees to it for names still borne, the acts for all days)."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="names")
    text = models.CharField("名称", max_length=120)
    key = models.CharField(max_length=240, db_index=True)
    area = models.CharField(max_length=6, blank=True)
    kind = models.CharField("种类", max_length=10, choices=NameKind.choices)
    valid_from = models.DateField("起", null=True, blank=True)
    valid_to = models.DateField("止", null=True, blank=True)

    objects = DatedQuerySet["UnitName"].as_manager()

    class Meta:
        verbose_name = "单位名称"
        ordering = ["unit_id", "id"]
        constraints = [
            days_in_order("unit_name_days_in_order"),
            models.UniqueConstraint(fields=["area", "key"], condition=Q(valid_to=None), name="unit_name_borne_once"),
            models.UniqueConstraint(
                fields=["unit"], condition=Q(valid_to=None, kind="official"), name="one_official_name"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit}的{self.get_kind_display()}“{self.text}”"


class Roster(models.Model):
    """A group term as written (各镇（街道）, 区直相关单位) whose members somebody wrote down."""

    term = models.CharField("集合称谓", max_length=120)
    key = models.CharField(max_length=240)
    region_code = models.CharField("区划代码", max_length=12, blank=True)

    class Meta:
        verbose_name = "单位组"
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["region_code", "key"], name="roster_once")]

    def __str__(self) -> str:
        return self.term


class RosterMember(models.Model):
    """A unit that a group term means, from a day to a day."""

    roster = models.ForeignKey(Roster, on_delete=models.PROTECT, related_name="members")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="memberships")
    valid_from = models.DateField("列入日期", null=True, blank=True)
    valid_to = models.DateField("退出日期", null=True, blank=True)

    objects = DatedQuerySet["RosterMember"].as_manager()

    class Meta:
        verbose_name = "单位组成员"
        ordering = ["id"]
        constraints = [
            days_in_order("roster_member_days_in_order"),
            models.UniqueConstraint(fields=["roster", "unit"], condition=Q(valid_to=None), name="roster_member_once"),
        ]

    def __str__(self) -> str:
        return f"{self.roster}·{self.unit}"


class Rank(models.TextChoices):
    PRINCIPAL = "principal", "主要负责人"
    DEPUTY = "deputy", "分管负责人"
    OTHER = "other", "其他"


class Post(models.Model):
    """A post of a unit. several: as a principal it may stand beside another principal (党委书记 beside 镇长)."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="posts")
    title = models.CharField("岗位", max_length=60)
    key = models.CharField(max_length=120)
    rank = models.CharField("性质", max_length=10, choices=Rank.choices)
    several = models.BooleanField("可以多人", default=False)

    class Meta:
        verbose_name = "岗位"
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["unit", "key"], name="post_once")]

    def __str__(self) -> str:
        return f"{self.unit}{self.title}"

    @property
    def is_sole(self) -> bool:
        """Whether its holder is the one principal of the unit."""
        return self.rank == Rank.PRINCIPAL and not self.several


class Person(models.Model):
    """Somebody who holds posts. An account (`user`) stays with the person, whatever post comes and goes.

    distinction: tells people of one name apart (城建口). Phone numbers are not kept.
    """

    name = models.CharField("姓名", max_length=40)
    key = models.CharField(max_length=80)
    distinction = models.CharField("区分", max_length=40, blank=True)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="person"
    )

    class Meta:
        verbose_name = "负责人员"
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["key", "distinction"], name="person_once")]

    def __str__(self) -> str:
        return f"{self.name}（{self.distinction}）" if self.distinction else self.name


class Incumbency(models.Model):
    """A person in a post from a day to a day. sole_of: the unit whose one principal this is, else empty."""

    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="incumbencies")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="incumbencies")
    sole_of = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    valid_from = models.DateField("任职日期")
    valid_to = models.DateField("离任日期", null=True, blank=True)

    objects = DatedQuerySet["Incumbency"].as_manager()

    class Meta:
        verbose_name = "任职"
        ordering = ["id"]
        constraints = [
            days_in_order("incumbency_days_in_order"),
            models.UniqueConstraint(fields=["post", "person"], condition=Q(valid_to=None), name="in_a_post_once"),
            models.UniqueConstraint(fields=["sole_of"], condition=Q(valid_to=None), name="one_principal_of_a_unit"),
        ]

    def __str__(self) -> str:
        return f"{self.person}任{self.post}"
