"""A draft of a plan as JSON and back, without loss: lines, spans, layout, notices, resolved deadlines.

This is how a draft leaves the guarded child and how the database keeps it until a person has confirmed it. It is not
the published form (`contract`). Fields that hold their default are left out; fields that a later version no longer
knows are passed over and missing ones take their default, so that drafts kept earlier stay readable.
"""

from __future__ import annotations

import json
import types
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from zhenggai.core.errors import ZhenggaiError
from zhenggai.core.plan import PlanDraft

FORMAT = "zhenggai.draft.v1"
KIND = "is"  # key that names the class where a field may hold one of several
NAMED = frozenset({"Paragraph", "Table"})

_T = TypeVar("_T")


def draft_to_json(draft: PlanDraft) -> dict[str, Any]:
    """The draft as plain JSON values."""
    return {"format": FORMAT, **encode(draft)}


def draft_from_json(stored: Mapping[str, Any]) -> PlanDraft:
    """The draft again: `draft_from_json(draft_to_json(draft)) == draft`. Raises ZhenggaiError for another format."""
    if stored.get("format") != FORMAT:
        raise ZhenggaiError("draft_format", f"识别结果的格式“{stored.get('format')}”无法读取，请重新识别原文件。")
    return decode(PlanDraft, stored)


def dumps(draft: PlanDraft) -> str:
    """The draft as JSON text in one line."""
    return json.dumps(draft_to_json(draft), ensure_ascii=False, separators=(",", ":"))


def loads(text: str) -> PlanDraft:
    """The draft from JSON text."""
    return draft_from_json(json.loads(text))


def encode(value: Any) -> Any:
    """Any frozen value of the core as plain JSON values. Decimals become text, enum members their value."""
    if is_dataclass(value) and not isinstance(value, type):
        return {
            field.name: encode(held)
            for field in _fields(type(value))
            if (held := getattr(value, field.name)) != _default(field)
        } | ({KIND: type(value).__name__} if type(value).__name__ in NAMED else {})
    if isinstance(value, tuple | list):
        return [encode(one) for one in value]
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, Enum):
        return value.value
    return value


def decode(kind: type[_T], stored: Mapping[str, Any]) -> _T:
    """A dataclass of the core from what `encode` made of it."""
    readers: dict[str, Callable[[Any], Any]] = _readers(kind)  # type: ignore[arg-type]  # a class is hashable
    return kind(**{name: readers[name](held) for name, held in stored.items() if name in readers})


@cache
def _fields(kind: Any) -> tuple[Field[Any], ...]:
    return tuple(fields(kind))


def _default(field: Field[Any]) -> Any:
    if field.default is not MISSING:
        return field.default
    return field.default_factory() if field.default_factory is not MISSING else MISSING


@cache
def _readers(kind: Any) -> dict[str, Callable[[Any], Any]]:
    hints = get_type_hints(kind)
    return {field.name: _reader(hints[field.name]) for field in _fields(kind)}


@cache
def _reader(hint: Any) -> Callable[[Any], Any]:
    """What turns a stored value into one of this type."""
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        return _union(tuple(one for one in arguments if one is not type(None)))
    if origin is tuple:
        return _tuple(arguments)
    if is_dataclass(hint):
        # Looked up when used: a Cell holds Tables, which hold Cells.
        of: Any = hint
        return lambda held: decode(of, held)
    if hint is Decimal or (isinstance(hint, type) and issubclass(hint, Enum)):
        return hint
    return _same


def _union(kinds: tuple[Any, ...]) -> Callable[[Any], Any]:
    if len(kinds) == 1:
        only = _reader(kinds[0])
        return lambda held: None if held is None else only(held)
    if all(is_dataclass(kind) for kind in kinds):
        by_name = {kind.__name__: kind for kind in kinds}
        return lambda held: None if held is None else decode(by_name[held[KIND]], held)
    return _same


def _tuple(arguments: tuple[Any, ...]) -> Callable[[Any], Any]:
    if len(arguments) == 2 and arguments[1] is Ellipsis:
        each = _reader(arguments[0])
        return lambda held: tuple(each(one) for one in held)
    readers = [_reader(one) for one in arguments]
    return lambda held: tuple(read(one) for read, one in zip(readers, held, strict=True))


def _same(held: Any) -> Any:
    return held
