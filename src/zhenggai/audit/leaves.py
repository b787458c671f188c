"""What of an entry is sealed: every column, as canonical JSON. No Django here; the checker says the same in its words.

The text of an old entry must be the same for ever. So a column that comes later is left out of the text while it holds
its default, and stands in LATER; a test compares both lists with the model.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from zhenggai.audit.tree import leaf_hash

FIELDS = (
    "id",
    "at",
    "verb",
    "result",
    "actor_id",
    "actor_name",
    "role",
    "unit",
    "address",
    "session_hash",
    "subject_type",
    "subject_id",
    "subject_label",
    "changes_json",
    "reason",
    "state_hash",
    "states_json",
    "files_json",
)
LATER: Mapping[str, Any] = {}  # column -> the default that is left out

_canonical = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


def leaf_of(values: Mapping[str, Any]) -> dict[str, Any]:
    """The entry as its leaf says it: column -> text, number or null. Moments in UTC to the microsecond."""
    leaf = {name: _said(values[name]) for name in FIELDS}
    for name, default in LATER.items():
        if values[name] != default:
            leaf[name] = _said(values[name])
    return leaf


def text_of(leaf: Mapping[str, Any]) -> str:
    """The leaf as the one text that is hashed."""
    return _canonical(leaf)


def hash_of(values: Mapping[str, Any]) -> bytes:
    """The hash of the entry's leaf."""
    return leaf_hash(text_of(leaf_of(values)).encode())


def _said(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    return value
