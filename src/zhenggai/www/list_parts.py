"""A long list on a page in parts of so many entries, each at an address of its own; a short one is shown whole."""

from __future__ import annotations

from dataclasses import dataclass

from django import forms
from django.http import HttpRequest
from django.utils.http import urlencode

from zhenggai.www.forms import StrictForm


class ListPartForm(StrictForm):
    """The address line of a long list."""

    part = forms.IntegerField(required=False, min_value=1, max_value=10**6, label="第几部分")


@dataclass(frozen=True, slots=True)
class ListPart:
    """Entries first to end (excluded, from 0) of n. number: of the part, from 1; n_parts: how many there are."""

    first: int
    end: int
    n: int
    number: int
    n_parts: int

    @property
    def is_all(self) -> bool:
        return self.n_parts == 1

    @property
    def before(self) -> int:
        """The number of the part before, 0 where there is none."""
        return self.number - 1

    @property
    def after(self) -> int:
        """The number of the next part, 0 where there is none."""
        return self.number + 1 if self.number < self.n_parts else 0


def part_of_list(n: int, most: int, wanted: int | None) -> ListPart:
    """The part that is wanted, the first without one, the last where there are not so many."""
    n_parts = max(1, -(-n // most))
    number = min(wanted or 1, n_parts)
    return ListPart((number - 1) * most, min(number * most, n), n, number, n_parts)


def rest_of_address(request: HttpRequest) -> str:
    """What an address asks for beside the part, to be put before it."""
    asked = [(name, str(value)) for name, value in request.GET.items() if value and name != "part"]
    return f"{urlencode(asked)}&" if asked else ""
