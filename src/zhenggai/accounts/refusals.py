"""Why somebody may not come in. Same form as `core.errors`, which stands further down the listing."""

from __future__ import annotations


class SignInRefused(Exception):
    """The account or the link does not open the door; nothing was written but the refusal."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
