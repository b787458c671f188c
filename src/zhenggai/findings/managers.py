"""The only way from a person to a record: `visible_to`. Conditions in the query itself, never a list of ids."""

from __future__ import annotations

from typing import Self, TypeVar

from django.db import models

from zhenggai.accounts.models import Role, User
from zhenggai.accounts.queries import holds

_Row = TypeVar("_Row", bound=models.Model, covariant=True)


class OfficeOnly(models.QuerySet[_Row]):
    """What is being worked on: only the office sees it."""

    def visible_to(self, user: User | None) -> Self:
        return self.filter(holds(user, Role.OFFICE))


class Published(models.QuerySet[_Row]):
    """What the office has confirmed: everybody with a role sees it, nobody else."""

    def visible_to(self, user: User | None) -> Self:
        return self.filter(holds(user, Role.OFFICE, Role.READER))
