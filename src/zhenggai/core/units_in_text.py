"""Units named inside a running text: 「区生态环境分局牵头制定…，各镇（街道）及相关单位严格落实」.

A unit acts where it is the subject of a clause; 「向区政府申请」 only names it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from zhenggai.core.plan import Role
from zhenggai.core.typography import fold_width
from zhenggai.core.unit_identity import stems
from zhenggai.core.unit_words import UnitMention, alternatives, any_of, role_of

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
        if match.lastgroup in ("town", "other"):
            lead = _leading().match(folded, start, match.end())
            start = lead.end() if lead else start
        if match.end() - start > 1:
            yield start, match.end()


def _role(folded: str, start: int, end: int, before: list[UnitMention]) -> Role | None:
    verb = _verb().match(folded, end)
    if verb:
        return role_of(verb[1])
    head = folded[:start][-6:].rstrip()
    if before and before[-1].role and re.fullmatch(r"(?:、|和|及|与|以及|会同|,)?\s*", folded[before[-1].end : start]):
        return "responsible" if not folded.startswith("的", end) else None
    opens = not head or head[-1] in "。;,:、.)\n由▢" or re.search(r"[一二三四五六七八九]是$|会同$", head)
    return "responsible" if opens and not re.match(r"[的。;]|$", folded[end : end + 1]) else None


def _shared_roles(folded: str, mentions: list[UnitMention]) -> list[UnitMention]:
    """What follows the last unit of a list speaks for all of it: 西上庄、钟家庄街道办事处牵头."""
    for position in range(len(mentions) - 2, -1, -1):
        here, after = mentions[position], mentions[position + 1]
        linked = re.fullmatch(r"(?:、|和|及|与|以及)\s*", folded[here.end : after.start])
        if linked and here.role == "responsible" and after.role != "responsible":
            mentions[position] = UnitMention(here.text, here.start, here.end, after.role)
    return mentions


@cache
def _verb() -> re.Pattern[str]:
    return re.compile(r"(?:分别|共同|具体|积极|负责)?(牵头|配合|协助|督导)")


@cache
def _leading() -> re.Pattern[str]:
    """Verbs and function words that the pattern of a place's name has swallowed."""
    return re.compile(rf"{_HAN}{{0,6}}?(?:{any_of('text_leading')})(?={_HAN}{{2,}})")


@cache
def _name() -> re.Pattern[str]:
    brackets = r"(?:\([^()]{1,8}\))?"
    level = r"(?:自治区|师市|[省市县区旗州盟师])"
    department = (
        rf"(?:{level}(?<!全.))?(?:{alternatives(stems())})(?:(?:和|与)?(?:{alternatives(stems())}))?{brackets}"
        r"(?:委员会|分局|局|委|厅)"
    )
    return re.compile(
        rf"(?P<group>{_groups(brackets)})|(?P<department>{department})|(?P<office>{level}?(?:{any_of('text_offices')}))"
        rf"|(?P<town>{_towns()})|(?P<other>{_others(level)})"
    )


def _groups(brackets: str) -> str:
    places = rf"(?:{any_of('places')})"
    named = rf"各(?:有关|相关)?{places}(?:、{places})*{brackets}(?:{any_of('shared_bodies')})?"
    units = r"(?:成员|相关|有关|责任|主管|职能|监管|牵头)?(?:单位|部门)"
    direct = r"[省市县区旗州师]直(?:各|有关|相关)*(?:单位|部门|机关)"
    return rf"{named}|{direct}|各{units}|(?:相关|有关)(?:职能)?(?:单位|部门)|{_HAN}{{2,3}}成员单位"


def _towns() -> str:
    """Named places with a body, or before a verb that shows them to act; elliptic lists as printed."""
    tail = rf"(?:{any_of('shared_bodies')}|(?=(?:{any_of('acting_verbs')})))"
    place = "(?:街道|镇|乡|苏木)"
    return rf"{_HAN}{{2,4}}(?=(?:、{_HAN}{{2,4}}){{1,4}}街道)|{_HAN}{{2,5}}?{place}{tail}"


def _others(level: str) -> str:
    """A level, up to ten characters and a strong ending; the state's own bodies: 区政府, 市委."""
    word = r"(?:(?![的对由向将按把及与在等,。;和])[\u4e00-\u9fff])"
    ending = r"(?:(?<![格布结大全开破])局|办公室|管委会|管理处|中心|支队|大队|集团|公司)"
    return (
        rf"{level}(?<!全.){word}{{2,9}}?{ending}|{level}(?<!全.)(?:人民)?政府|(?<!全)[省市县区旗州]委(?![托派任员办])"
    )
