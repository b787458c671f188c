"""An earlier edition as the current one again: what stands against it, what it changes, and its rows in memory.

It is the way back of docs/rules/revisions.md without the file: the same findings, the words each of them had then, and
the paper they came from. Reads only.
"""

from __future__ import annotations

from collections.abc import Iterator

from zhenggai.core.editions import difference
from zhenggai.findings.building import NewEdition, add_carried, copied
from zhenggai.findings.drafts import EditionText, edition_text
from zhenggai.findings.models import EditionNotice, PlanEdition
from zhenggai.findings.revising import Comparison, Line


def objections(edition: PlanEdition, latest: PlanEdition, seen: int | None = None) -> Iterator[tuple[str, str]]:
    """Code and Chinese sentence of everything that stands against restoring an edition. seen: the number of the
    edition that was the current one when the person looked."""
    if seen is not None and seen != latest.edition_no:
        yield (
            "changed_meanwhile",
            f"您打开页面之后，这份方案已换成第{latest.edition_no}版（入库人：{latest.confirmed_by or '命令行'}）。"
            "请看过新的台账，再决定是否恢复。",
        )
    elif edition.pk == latest.pk:
        yield "already_current", f"第{edition.edition_no}版就是现行的版本，不用恢复。"
    elif _is_the_same_paper(edition, latest) and _says_the_same(edition_text(edition.pk), edition_text(latest.pk)):
        yield (
            "already_current",
            f"现行的第{latest.edition_no}版和第{edition.edition_no}版的内容完全相同，不用恢复。",
        )


def restoration(edition: PlanEdition, latest: PlanEdition) -> Comparison:
    """The difference that restoring makes to the current edition. Everybody is who they are: nothing is guessed."""
    old, back = edition_text(latest.pk), edition_text(edition.pk)
    pairs = {key: key if key in old.versions else None for key in back.versions}
    items = difference(old.entries(), back.entries(), pairs=pairs)
    return Comparison(tuple(Line(item, None) for item in items), old)


def build(edition: PlanEdition) -> NewEdition:
    """The rows of an edition that restores an earlier one: its findings, their words and its notices."""
    if (earlier := edition.restores) is None:
        raise ValueError("This edition restores none.")
    new, text = NewEdition(), edition_text(earlier.pk)
    for old in text.versions.values():
        add_carried(new, edition, old, text.units.get(old.pk, ()))
    carried = dict(zip((one.pk for one in text.versions.values()), new.versions, strict=True))
    for notice in EditionNotice.objects.filter(edition=earlier).order_by("id"):
        version = carried.get(notice.version_id or 0)
        new.notices.append(copied(notice, edition, version, passage=notice.passage))
    return new


def _is_the_same_paper(one: PlanEdition, other: PlanEdition) -> bool:
    """Whether both say the same of themselves: draft or issued, title, day, cited documents."""
    told = ("stage", "title", "issued_on", "references")
    return all(getattr(one, name) == getattr(other, name) for name in told)


def _says_the_same(one: EditionText, other: EditionText) -> bool:
    """Whether both list the same findings with the same words in the same order."""
    return one.entries() == other.entries()
