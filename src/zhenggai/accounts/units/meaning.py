"""What words mean, asked of the core. It stands further down the listing, so that its module is named by the setting
UNIT_MEANING and not imported."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import Protocol, cast

from django.conf import settings


class Meaning(Protocol):
    """What the module answers; see `core.units.meaning`."""

    def name_key(self, name: str) -> str: ...

    def identity(self, name: str, region_code: str = "", region_names: tuple[str, ...] = ()) -> str: ...

    def without_bodies(self, name: str) -> str: ...

    def region_named_by(self, name: str) -> str: ...

    def kind_of_name(self, name: str) -> str: ...

    def kinds_of_group(self, term: str) -> frozenset[str]: ...

    def ranks_sought(self, text: str) -> tuple[str, ...]: ...

    def rank_of_title(self, title: str) -> tuple[str, bool]: ...


@cache
def meaning() -> Meaning:
    return cast(Meaning, import_module(settings.UNIT_MEANING))
