"""What the lines of a difference are called, so that no two are called alike."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from zhenggai.core.editions import Entry, Item
from zhenggai.core.naming import names_of

IN_A_LIST = "清单"  # what a name by the place begins with where only one list is spoken of


def names_in_difference(
    items: Sequence[Item], old: Sequence[Entry], returns: Mapping[str, Entry] = MappingProxyType({})
) -> list[str]:
    """What each line is called: 问题3 where no other finding of either list is called so, 原问题3 or 新问题3 where one
    is, 原第3项 → 新问题1 where the two lists call it differently.

    old: all findings of the edition before, in order. returns: new key -> the finding of an earlier edition it is.
    """
    before, after = _names(old), _names([item.new for item in items if item.new])
    shared = {*before.values()} & {*after.values()}
    names = []
    for item in items:
        was, now = before[item.old.key] if item.old else "", after[item.new.key] if item.new else ""
        back = returns.get(item.new.key) if item.new else None
        if was and now:
            names.append(now if was == now else f"原{_short(was)} → 新{_short(now)}")
        elif back and back.number and f"问题{back.number}" != now:
            names.append(f"以前的问题{back.number} → 新{_short(now)}")
        else:
            name = now or was
            names.append(f"{'新' if now else '原'}{_short(name)}" if name in shared else name)
    return names


def _names(entries: Sequence[Entry]) -> dict[str, str]:
    return {entry.key: name for entry, name in zip(entries, names_of(entries), strict=True)}


def _short(name: str) -> str:
    return name.removeprefix(IN_A_LIST)
