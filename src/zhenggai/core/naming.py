"""What a finding is called, everywhere: 问题13 by the list's own number; the inspection's number is 反馈问题35."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from zhenggai.core.editions import Entry, Item
from zhenggai.core.plan import FindingDraft

BY_PLACE = "第"  # how a name by the place in the list begins


def names_of(findings: Sequence[FindingDraft]) -> list[str]:
    """问题13 by its own number; 清单第3项 where it has none, or one that others have too."""
    return [_alone(name) for name in _names([finding.number for finding in findings])]


def names_in_difference(
    items: Sequence[Item], old: Sequence[Entry], returns: Mapping[str, Entry] = MappingProxyType({})
) -> list[str]:
    """What each line of a difference is called; no two alike. 问题3 where no other finding of either list is called so,
    原问题3 or 新问题3 where one is, 原第3项 → 新问题1 where the two lists call it differently.

    old: all findings of the edition before, in order. returns: new key -> the finding of an earlier edition it is.
    """
    present = [item.new for item in items if item.new]
    before, after = _by_key(old), _by_key(present)
    taken = {*before.values()} & {*after.values()}
    names = []
    for item in items:
        was, now = before.get(item.old.key if item.old else ""), after.get(item.new.key if item.new else "")
        back = returns.get(item.new.key) if item.new else None
        if was and now:
            names.append(_alone(now) if was == now else f"原{was} → 新{now}")
        elif now and back and back.number and f"问题{back.number}" != now:
            names.append(f"以前的问题{back.number} → 新{now}")
        else:
            name = now or was or ""
            names.append(f"{'新' if now else '原'}{name}" if name in taken else _alone(name))
    return names


def _by_key(entries: Sequence[Entry]) -> dict[str, str]:
    names = _names([entry.number for entry in entries])
    return {entry.key: name for entry, name in zip(entries, names, strict=True)}


def _names(numbers: Sequence[str | None]) -> list[str]:
    times = Counter(numbers)
    return [
        f"问题{number}" if number and times[number] == 1 else f"{BY_PLACE}{place}项"
        for place, number in enumerate(numbers, 1)
    ]


def _alone(name: str) -> str:
    return f"清单{name}" if name.startswith(BY_PLACE) else name
