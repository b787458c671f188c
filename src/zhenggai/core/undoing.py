"""What must be remembered of a review to take one step back: what the step changed, not the whole paper."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from zhenggai.core.draft_store import decode, encode
from zhenggai.core.plan import About, FindingDraft
from zhenggai.core.review import Answer, Review


def way_back(before: Review, after: Review) -> dict[str, Any]:
    """Plain JSON values that lead from `after` to `before`: `gone_back(after, way_back(before, after))`."""
    held = dict(zip(after.keys, after.draft.findings, strict=True))
    findings = zip(before.keys, before.draft.findings, strict=True)
    return {
        "keys": list(before.keys),
        "findings": {key: encode(finding) for key, finding in findings if held.get(key) != finding},
        "about": encode(before.draft.about) if before.draft.about != after.draft.about else None,
        "notices": [notice.finding for notice in before.draft.notices],
        "answers": [encode(given) if given else None for given in before.answers],
        "seen": {identity: encode(given) for identity, given in before.seen},
    }


def gone_back(after: Review, way: Mapping[str, Any]) -> Review:
    """The review as it was before the step. A key that was given away meanwhile is never given again."""
    held = dict(zip(after.keys, after.draft.findings, strict=True))
    stored = way["findings"]
    findings = tuple(decode(FindingDraft, stored[key]) if key in stored else held[key] for key in way["keys"])
    places = zip(after.draft.notices, way["notices"], strict=True)
    draft = replace(
        after.draft,
        findings=findings,
        about=decode(About, way["about"]) if way["about"] is not None else after.draft.about,
        notices=tuple(replace(notice, finding=place) for notice, place in places),
    )
    answers = tuple(decode(Answer, given) if given else None for given in way["answers"])
    seen = tuple((identity, decode(Answer, given)) for identity, given in way.get("seen", {}).items())
    return replace(after, draft=draft, keys=tuple(way["keys"]), answers=answers, seen=seen)
