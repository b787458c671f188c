"""How the secret of a one-time link is kept: as its digest only, so that a stolen table lets nobody in."""

from __future__ import annotations

import hashlib


def digest_of(secret: str) -> str:
    """The SHA-256 of a secret as `SignInToken.digest` holds it. The secret is long and random: it needs no salt."""
    return hashlib.sha256(secret.encode()).hexdigest()
