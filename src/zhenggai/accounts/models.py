"""People who sign in, the roles they hold and the one-time links that let them in; units, posts and people are in
`unit_models`. Fields and constraints, no rules."""

from __future__ import annotations

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from zhenggai.accounts.names import username_key
from zhenggai.accounts.unit_models import Incumbency, Person, Post, Roster, RosterMember, Unit, UnitName

__all__ = [
    "Grant",
    "Incumbency",
    "Person",
    "Post",
    "Role",
    "Roster",
    "RosterMember",
    "SignInToken",
    "Unit",
    "UnitName",
    "User",
    "UserManager",
]


class Role(models.TextChoices):
    """What a person may do at all; where and at which stage comes with the tree of units."""

    OFFICE = "office", "环委办"
    READER = "reader", "查阅"


class UserManager(BaseUserManager["User"]):
    """Finds people by the folded form of their name; accounts are made by `actions.add_user` only."""

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(username_key=username_key(username or ""))


class User(AbstractBaseUser):
    """One person. No superuser, no staff flag: what somebody may do follows from `Grant` alone."""

    username = models.CharField("用户名", max_length=64, unique=True)
    # The name as compared: NFKC, case folded, blanks out. Zhang, zhang and ｚhang are one person.
    username_key = models.CharField(max_length=128, unique=True, editable=False)
    display_name = models.CharField("姓名", max_length=64)
    is_active = models.BooleanField("可登录", default=True)
    created_at = models.DateTimeField("建立时间")
    # Who signed in when is in the audit trail; a column that changes without an entry would look like tampering.
    last_login = None

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["display_name"]

    objects = UserManager()

    class Meta:
        verbose_name = "人员"
        ordering = ["id"]

    def __str__(self) -> str:
        return self.display_name or self.username


class Grant(models.Model):
    """A role that a person holds. Rows, so that units, stages and dates can be added beside the role."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="grants")
    role = models.CharField("角色", max_length=32, choices=Role.choices)
    granted_at = models.DateTimeField("授予时间")

    class Meta:
        verbose_name = "授权"
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["user", "role"], name="grant_once")]

    def __str__(self) -> str:
        return f"{self.user}·{self.get_role_display()}"


class SignInToken(models.Model):
    """A link that lets its person in once, within its time. Only the SHA-256 of the secret is kept."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="sign_in_tokens")
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "一次性登录链接"
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.user}的一次性登录链接"
