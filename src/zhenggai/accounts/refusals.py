"""Why somebody may not come in, or an act on units and people may not be. Same form as `core.errors`, which stands
further down the listing.

AccountRefused
├── SignInRefused   the account or the link does not open the door
└── UnitRefused     what is said of a unit, a post or a person cannot be so
"""

from __future__ import annotations


class AccountRefused(Exception):
    """Nothing was written but the refusal. A code for programs and a Chinese sentence for people."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


class SignInRefused(AccountRefused):
    """The account or the link does not open the door."""


class UnitRefused(AccountRefused):
    """What was said of a unit, a post or a person cannot be so on these days, or not by this person."""
