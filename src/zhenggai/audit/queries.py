"""Questions to the trail and to the keys of forms."""

from __future__ import annotations

from zhenggai.accounts.actors import Actor
from zhenggai.audit.models import FormKey


def was_answered(verb: str, by: Actor) -> bool:
    """Whether this form of this person has had its effect already: a second click, or a page sent again."""
    return by.user is not None and FormKey.objects.filter(user_id=by.user.pk, purpose=verb, key=by.form_key).exists()
