"""How user names are compared."""

from __future__ import annotations

import unicodedata


def username_key(username: str) -> str:
    """The form in which user names are compared: width and case folded, every blank removed."""
    return "".join(unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", username).casefold()).split())
