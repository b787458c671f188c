"""The only place of the pages that reads the clock; everything behind receives the moment or the day."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone


def moment() -> datetime:
    """Now, with its time zone."""
    return timezone.now()


def today() -> date:
    """The calendar day at the place of the office."""
    return timezone.localdate()
