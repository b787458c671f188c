"""Records that are written once: the model refuses to change or delete them. Triggers refuse it in the database too."""

from __future__ import annotations

from typing import Any, Never, TypeVar

from django.db import models


class WrittenOnce(Exception):
    """Something tried to change or delete a record that is only ever added."""


_Row = TypeVar("_Row", bound=models.Model, covariant=True)


class AppendOnlyQuerySet(models.QuerySet[_Row]):
    """Reads and adds, nothing else."""

    def update(self, **_fields: Any) -> Never:
        raise WrittenOnce(f"{self.model.__name__} is only ever added.")

    def delete(self) -> Never:
        raise WrittenOnce(f"{self.model.__name__} is only ever added.")

    def bulk_update(self, *_arguments: Any, **_named: Any) -> Never:
        raise WrittenOnce(f"{self.model.__name__} is only ever added.")


class AppendOnly(models.Model):
    """A row that can be added and read."""

    class Meta:
        abstract = True

    def save(self, *arguments: Any, **named: Any) -> None:
        if not self._state.adding:
            raise WrittenOnce(f"{type(self).__name__} is only ever added.")
        super().save(*arguments, **named)

    def delete(self, *_arguments: Any, **_named: Any) -> Never:
        raise WrittenOnce(f"{type(self).__name__} is only ever added.")
