"""Which units act in a measure, and whether a list of units covers them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import cache

from zhenggai.core.remembering import remembered
from zhenggai.core.rules.facts import Entry, Plan, Text, any_word, health
from zhenggai.core.typography import fold, fold_width
from zhenggai.core.units.names import UnitKey, UnitMention, full_names, is_group, unit_key, without_bodies


def listed_units(entry: Entry) -> tuple[str, ...]:
    """The full names of the units that must act, in order; elliptic ones completed (西上庄 -> 西上庄街道办事处)."""
    names = entry.draft.acting_units
    return tuple(full_names([UnitMention(name, 0, len(name)) for name in names]))


def acting(text: Text) -> list[UnitMention]:
    """Units that do something in a measure: they open a clause, follow 由 or a date, or are listed with one."""
    found: list[UnitMention] = []
    for mention in mentions(text):
        before, after = fold_width(text.lead(mention.start)), fold_width(text.text[mention.end : mention.end + 40])
        if _authority().fullmatch(mention.text) or _stays_idle().match(after) or not after.strip(" 。；;，,"):
            continue
        joined = found and _joint().fullmatch(text.text[found[-1].end : mention.start]) is not None
        if joined or _opens().search(before):
            found.append(mention)
    return found


@cache
def _authority() -> re.Pattern[str]:
    """Those who hand out the work are nobody's missing unit: 县委、县政府."""
    level, seat, own = any_word("units", "levels"), any_word("units", "authorities"), any_word("units", "own")
    return re.compile(rf"(?:{own})?(?:{level})(?:{seat})(?:、(?:{level})?(?:{seat}))?")


def mentions(text: Text) -> list[UnitMention]:
    """Units named in a text, elliptic ones by their full names: 西上庄、钟家庄街道 -> 西上庄街道, 钟家庄街道."""
    groups: list[list[UnitMention]] = []
    for mention in text.units:
        if groups and _joint().fullmatch(text.text[groups[-1][-1].end : mention.start]):
            groups[-1].append(mention)
        else:
            groups.append([mention])
    return [replace(one, text=name) for group in groups for one, name in zip(group, full_names(group), strict=True)]


@cache
def _opens() -> re.Pattern[str]:
    """What may stand before a unit that acts: nothing, the end of a clause, 由, or a date."""
    stop, when = r"(?:\A|[。；;，,：:！\n])", rf"(?:[年月][底末]?前?|{any_word('units', 'when')})"
    number = r"(?:[（(]?\d+[）).、]|[①-⑳]|[一二三四五六七八九十]是)"
    handed = any_word("units", "acting_after")
    return re.compile(rf"(?:{stop}(?:[^。；;，,：:]{{0,14}}{when})?|{handed})\s*{number}?\s*$")


@cache
def _joint() -> re.Pattern[str]:
    return re.compile(rf"\s*(?:[、，,]|(?:{any_word('units', 'joints')})[，,、]?)\s*")


@cache
def _stays_idle() -> re.Pattern[str]:
    return re.compile(rf"\s*(?:{any_word('units', 'not_acting_after')})")


def is_vague(name: str) -> bool:
    """相关单位, 责任单位: names nobody, so nobody can be missing."""
    return any(word in name for word in health("units")["vague"])


def covers(plan: Plan, listed: Iterable[str], name: str) -> bool:
    """True where a unit (or group) is one of the listed, or belongs to a listed group."""
    return any(_covers(plan, one, name) for one in listed)


def _covers(plan: Plan, listed: str, name: str) -> bool:
    if one_unit(listed, name) or _one_name(listed, name):
        return True
    if set(plan.expanded(listed) or ()) & set(plan.expanded(name) or ()):
        return True
    if plan.member(listed) is not None and plan.member(listed) == plan.member(name):
        return True
    return _group_covers(listed, name) if is_group(listed) else is_group(name) and _group_covers(name, listed)


def _one_name(listed: str, name: str) -> bool:
    """Alike but for a level that one of them leaves out: 住建局 and 区住建局, never 市住建局 and 区住建局."""
    if _names_no_place(listed) or _names_no_place(name):
        return all(without_bodies(fold(each)) != fold(each) for each in (listed, name))
    levels = [found[0] if (found := _level().match(fold(each))) else "" for each in (listed, name)]
    if all(levels) and levels[0] != levels[1]:
        return False
    a, b = _bare(listed), _bare(name)
    return a.endswith(b) or b.endswith(a) or (len(b) > 3 and b in a) or (len(a) > 3 and a in b) or one_unit(a, b)


def _names_no_place(name: str) -> bool:
    """管委会; 党委、政府: whichever place is meant, it is one of the list that has such a body."""
    return not without_bodies(fold(name))


@cache
def _level() -> re.Pattern[str]:
    return re.compile(rf"(?:{any_word('units', 'levels')})(?!{any_word('units', 'not_levels_before')})")


def _group_covers(group: str, name: str) -> bool:
    """各镇（街道） takes in 北石店镇; 区直相关单位 takes in every bureau."""
    words = health("units")
    grassroots = any(word in name for word in words["grassroots"])
    if any(word in group for word in (*words["grassroots"], *words["groups_of_places"])):
        return grassroots or name.endswith(tuple(words["places_end"]))
    return not grassroots and any(word in group for word in words["bureaus"])


def one_unit(name: str, other: str) -> bool:
    """True for two names of one unit."""
    return fold(name) == fold(other) or identity(name) == identity(other)


@remembered(4096)
def identity(name: str) -> UnitKey:
    """What makes a unit; branch offices (县环保分局) are compared like the bureaus they belong to."""
    folded = fold(name)
    for branch, bureau in health("units")["branches"]:
        if folded.endswith(branch):
            key = unit_key(folded.removesuffix(branch) + bureau)
            return UnitKey(key.place, key.stem, branch)
    return unit_key(name)


def _bare(name: str) -> str:
    """A name without level, brackets, and what stands for its governing bodies: 北石店镇党委、政府 -> 北石店镇."""
    plain = re.sub(r"\([^()]*\)", "", fold(name))
    plain = without_bodies(plain) or plain
    return _level().sub("", plain, count=1) if _level().match(plain) else plain


def place_of(name: str) -> str:
    """The place that a governing body is called by (陆城镇人民政府 -> 陆城镇); of any other unit the name itself."""
    plain = fold(name)
    place = without_bodies(plain)
    return place if len(place) > 2 and place.endswith(tuple(health("units")["grassroots"])) else plain
