"""Units named inside a running text: 「区生态环境分局牵头制定…，各镇（街道）及相关单位严格落实」.

A unit acts where it is the subject of a clause; 「向区政府申请」 only names it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from zhenggai.catalog import pack
from zhenggai.core.plan import Role
from zhenggai.core.typography import fold_width
from zhenggai.core.units.identity import stems
from zhenggai.core.units.words import UnitMention, alternatives, any_of, lexicon, role_of

_HAN = r"[\u4e00-\u9fff]"


def find_units(text: str) -> list[UnitMention]:
    """Every unit the text names, verbatim, in order.

    role: lead before 牵头, supporting before 配合, supervising before 督导, responsible where the unit is the subject
    of a clause, None where it is only named."""
    folded = re.sub(r"《[^》]{0,200}》", lambda found: "▢" * len(found[0]), fold_width(text))
    mentions: list[UnitMention] = []
    for start, end in _places(folded):
        role = _role(folded, start, end, mentions)
        mentions.append(UnitMention(text[start:end], start, end, role))
    return _shared_roles(folded, mentions)


def _places(folded: str) -> Iterator[tuple[int, int]]:
    for match in _name().finditer(folded):
        start = match.start()
        if match.lastgroup in ("town", "other") or _members().search(match[0]):
            lead = _leading().match(folded, start, match.end())
            start = lead.end() if lead else start
        if match.end() - start > 1:
            yield start, match.end()


def _role(folded: str, start: int, end: int, before: list[UnitMention]) -> Role | None:
    verb = _verb().match(folded, end)
    if verb:
        return role_of(verb[1])
    head = folded[:start][-6:].rstrip()
    if before and before[-1].role and _joined().fullmatch(folded, before[-1].end, start):
        return "responsible" if not folded.startswith("的", end) else None
    if before and not before[-1].role and _linked().fullmatch(folded, before[-1].end, start):
        return None  # 督促县水利局、县住建局: what is done to the first is done to all of the list
    opens = (
        not head
        or head[-1] in "。;,:、.)\n由▢"
        or re.search(rf"[一二三四五六七八九]是$|(?:{any_of('text_together')})$", head)
    )
    return "responsible" if opens and not re.match(r"[的。;]|$", folded[end : end + 1]) else None


def _shared_roles(folded: str, mentions: list[UnitMention]) -> list[UnitMention]:
    """What follows the last unit of a list speaks for all of it: 西上庄、钟家庄街道办事处牵头."""
    for position in range(len(mentions) - 2, -1, -1):
        here, after = mentions[position], mentions[position + 1]
        linked = _linked().fullmatch(folded, here.end, after.start)
        if linked and here.role == "responsible" and after.role != "responsible":
            mentions[position] = UnitMention(here.text, here.start, here.end, after.role)
    return mentions


@cache
def _verb() -> re.Pattern[str]:
    return re.compile(rf"(?:{any_of('text_adverbs')})?({any_of('text_verbs')})")


@cache
def _linked() -> re.Pattern[str]:
    """What stands between units of a list that act together."""
    return re.compile(rf"(?:、|{any_of('text_links')})\s*")


@cache
def _joined() -> re.Pattern[str]:
    """What stands between a unit that acts and one that acts with it."""
    return re.compile(rf"(?:[、,]|{any_of('text_links')}|{any_of('text_together')})?\s*")


@cache
def _leading() -> re.Pattern[str]:
    """Verbs and function words that the pattern of a place's name has swallowed."""
    return re.compile(rf"{_HAN}{{0,6}}?(?:{any_of('text_leading')})(?={_HAN}{{2,}})")


@cache
def _members() -> re.Pattern[str]:
    """环委会成员单位: a group whose name begins with free characters."""
    return re.compile(rf"^{_HAN}{{2,3}}(?:{alternatives(pack('unit_groups')['text']['members'])})$")


@cache
def _name() -> re.Pattern[str]:
    brackets = r"(?:\([^()]{1,8}\))?"
    level = f"(?:{any_of('text_levels')})"
    department = (
        rf"(?:{level}(?<!全.))?(?:{alternatives(stems())})(?:(?:和|与)?(?:{alternatives(stems())}))?{brackets}"
        rf"(?:{any_of('text_departments')})"
    )
    return re.compile(
        rf"(?P<group>{_groups(brackets)})|(?P<head>{_heads(level)})|(?P<department>{department})|(?P<office>{level}?(?:{any_of('text_offices')}))"
        rf"|(?P<town>{_towns()})|(?P<other>{_others(level)})"
    )


def _groups(brackets: str) -> str:
    places = rf"(?:{any_of('places')})"
    text = pack("unit_groups")["text"]
    some, kinds, bodies, members = (f"(?:{alternatives(text[key])})" for key in ("some", "kinds", "bodies", "members"))
    named = rf"各{some}?{places}(?:、{places})*{brackets}(?:{any_of('shared_bodies')})?"
    direct = rf"[省市县区旗州师]直(?:各|{some})*{bodies}"
    return rf"{named}|{direct}|各(?:{some}|{kinds})?{bodies}|{some}{kinds}?{bodies}|{_HAN}{{2,3}}{members}"


def _towns() -> str:
    """Named places with a body, or before a verb that shows them to act; elliptic lists as printed."""
    tail = rf"(?:{any_of('shared_bodies')}|(?=(?:{any_of('acting_verbs')})))"
    place, shared = f"(?:{any_of('text_towns')})", f"(?:{any_of('text_shared')})"
    return rf"{_HAN}{{2,4}}(?=(?:、{_HAN}{{2,4}}){{1,4}}{shared})|{_HAN}{{2,5}}?{place}{tail}"


def _heads(level: str) -> str:
    """Governments and party committees before a verb that shows them to act, under their kind alone where a clause
    begins: 县政府督促, 镇党委、政府组织, 管委会约谈."""
    seats, kinds = any_of("text_seats"), f"{any_of('text_towns')}|{any_of('text_parks')}"
    verb = rf"(?:{any_of('text_adverbs')})?(?:{any_of('acting_verbs')}|{any_of('text_acts')})"
    state, alone = _states(level), _no_first_word(level)
    begins = rf"(?:(?<!{_HAN})|(?<=[由和及与前是]))"
    first = rf"(?:(?:{kinds}){{1,2}}(?:{seats})|(?<!、)(?:{any_of('text_seats_alone')}))"
    return rf"(?:{state})(?=(?:{state})*{verb}){alone}|{begins}{first}(?:[、和]?(?:{seats}))*(?={verb}){alone}"


def _states(level: str) -> str:
    """区政府, 市委, 县委、政府."""
    government = any_of("text_governments")
    committee = rf"(?<!全)[省市县区旗州]委(?![托派任员办])(?:、?(?:{government}))?"
    return rf"{level}(?<!全.)(?:{government})|{committee}"


def _no_first_word(level: str) -> str:
    """No 县政府 in 县政府常务会议, no 县委 in 县委、县政府主要领导."""
    also = rf"(?:[、和及与]?(?:{_states(level)}|{any_of('text_seats')}))*"
    return rf"(?!{also}(?:{any_of('text_parts_of_heads')}))"


def _others(level: str) -> str:
    """A level, up to ten characters and a strong ending; the state's own bodies: 区政府, 市委."""
    word = r"(?:(?![的对由向将按把及与在等,。;和])[\u4e00-\u9fff])"
    no_break = "".join(f"(?<!{re.escape(word)})" for word in lexicon()["not_a_break"])
    ending = rf"(?:{any_of('text_endings')}){no_break}"
    return rf"{level}(?<!全.){word}{{2,9}}?{ending}|(?:{_states(level)}){_no_first_word(level)}"
