"""Rows that hold from a day to a day, and the question which of them hold on one."""

from __future__ import annotations

from datetime import date
from typing import TypeVar

from django.db import models
from django.db.models import Q

_Row = TypeVar("_Row", bound=models.Model, covariant=True)


def holding(day: date | None, prefix: str = "") -> Q:
    """True of what holds on a day; prefix: the way to the dated row (`unit__`). None asks for no day."""
    return overlapping(day, day, prefix)


def overlapping(first: date | None, last: date | None, prefix: str = "") -> Q:
    """True of what holds on any day from `first` to `last`, both included; None is open."""
    found = Q()
    if last is not None:
        found &= Q(**{f"{prefix}valid_from": None}) | Q(**{f"{prefix}valid_from__lte": last})
    if first is not None:
        found &= Q(**{f"{prefix}valid_to": None}) | Q(**{f"{prefix}valid_to__gte": first})
    return found


class DatedQuerySet(models.QuerySet[_Row]):
    """Rows with `valid_from` and `valid_to`, days, both included; None is open."""

    def on(self, day: date | None) -> DatedQuerySet[_Row]:
        """Those that hold on the day."""
        return self.filter(holding(day))

    def within(self, first: date | None, last: date | None) -> DatedQuerySet[_Row]:
        """Those that hold on any of these days."""
        return self.filter(overlapping(first, last))
