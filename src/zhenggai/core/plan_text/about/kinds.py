"""What kind of paper a title announces. The words are data (`catalog/kinds.toml`)."""

from __future__ import annotations

import re
from functools import cache
from itertools import product

from zhenggai.catalog import pack
from zhenggai.core.plan import Kind
from zhenggai.core.plan_text.words.raw import Slot
from zhenggai.core.typography import fold_width

# …向某县反馈安全生产督导情况; 某县收到的反馈问题如何整改 is another paper
_HANDS_BACK = re.compile(r"(?:向|对).{2,20}(?:反馈|通报)(?!.*(?:整改|贯彻|推进|会议)).{0,16}(?:情况|意见|问题)")


@cache
def _kinds() -> list[tuple[Kind, tuple[str, ...], tuple[str, ...]]]:
    """Kind, words that announce it, words that forbid it."""
    return [
        (
            entry["kind"],
            tuple(entry["words"]),
            (*entry["unless"], *map("".join, product(*entry.get("unless_put_up", [[]])))),
        )
        for entry in pack("kinds")["kinds"]
    ]


def kind_of_title(title: str) -> Kind | None:
    """The first kind one of whose words is in the title; None where none is."""
    folded = _without_plan_spoken_of(fold_width(title))
    for kind, words, unless in _kinds():
        if any(word in folded for word in words) and not any(word in folded for word in unless):
            return kind
    return "feedback" if _HANDS_BACK.search(folded) else None


def _without_plan_spoken_of(title: str) -> str:
    """A title that tells what came of a plan (…整改方案落实情况), or of a task of it (…整改方案第二十七项任务完成情况),
    speaks of that plan and heads none."""
    return _plan_spoken_of().sub("", title)


@cache
def _plan_spoken_of() -> re.Pattern[str]:
    words = {key: "|".join(found) for key, found in pack("kinds")["plan_spoken_of"].items()}
    task = rf"(?:{words['within']})*第\s?[\d一二三四五六七八九十百]+\s?[项条个].*(?:{words['came_of_it']})"
    whole = rf"的?(?:{words['done']})+(?:{words['told']})"
    return re.compile(rf"(?:{words['plans']})(?=[》〉”）)\s]*(?:{task}|{whole}))")


def _rules(title: str) -> bool:
    """Whether a title heads rules or a call to do something, and no list."""
    head = re.sub(r"[（(〔【].*?[）)〕】]", "", fold_width(title))
    return head.endswith(tuple(pack("kinds")["lists_nothing"]["words"]))


def heads_clauses(title: str) -> bool:
    """Whether a title heads rules that are laid down in clauses (第一条 …): 办法, 细则, 规定."""
    head = re.sub(r"[（(〔【].*?[）)〕】]", "", fold_width(title))
    return head.endswith(tuple(pack("kinds")["clauses"]["words"]))


def _by_fields(title: str) -> bool:
    return any(word in title for word in pack("kinds")["by_fields"]["words"]) and "方案" not in title


def kind_of(title: str, slots: set[Slot]) -> Kind:
    """By the title's words; a title that names none leaves it to the fields that were found. A paper that neither lists
    findings nor speaks of rectification is another kind, whatever its title sounds like."""
    kind = kind_of_title(title)
    handed_on = kind == "plan" and fold_width(title).endswith("通知") and not _by_fields(title)
    if not slots and (kind == "progress" or (_rules(title) and not handed_on)):
        return "other"
    if not slots and not any(word in title for word in pack("kinds")["subject"]["words"]):
        return "other"
    if kind is not None and not (slots and kind == "plan" and _by_fields(title)):
        return kind
    if _by_fields(title) and not slots:
        return "other"  # an empty form
    if _by_fields(title):
        return "progress" if slots & {Slot.PROGRESS, Slot.STATUS} else "plan"
    if slots & {Slot.MEASURES, Slot.GOAL}:
        return "plan"
    return "progress" if Slot.PROGRESS in slots else "other"
