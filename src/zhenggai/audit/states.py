"""The state of a row as one hash: what an audit entry keeps, so that a quiet change to the row is found later."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Model

REMOVED = ""  # in the place of a hash: the act deleted the row


def canonical(value: object) -> str:
    """JSON with sorted keys and no blanks. The same value gives the same text in every database."""
    return json.dumps(plain(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def plain(value: object) -> Any:
    """A value as JSON knows it: moments in UTC to the microsecond, decimals without trailing zeros, rows by key."""
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if isinstance(value, bytes):
        return hashlib.sha256(value).hexdigest()
    if isinstance(value, Model):
        return [value._meta.label_lower, value.pk]
    if isinstance(value, Mapping):
        return {str(key): plain(one) for key, one in value.items()}
    if isinstance(value, Sequence | set | frozenset):
        return [plain(one) for one in (sorted(value, key=repr) if isinstance(value, set | frozenset) else value)]
    return str(value)


def row_state(row: Model) -> dict[str, Any]:
    """Every column of the row by name, as the database would give it back."""
    return {field.attname: plain(field.to_python(getattr(row, field.attname))) for field in row._meta.concrete_fields}


def state_hash(row: Model) -> str:
    """SHA-256 of the row's state, in hex."""
    return hashlib.sha256(canonical(row_state(row)).encode()).hexdigest()
