"""What a form's key is refused for, and how any room's refusal is recognised here without knowing its class."""

from __future__ import annotations

from typing import Protocol, runtime_checkable


@runtime_checkable
class Refusal(Protocol):
    """Every refusal of the product carries a code for programs and a Chinese sentence for people."""

    code: str
    message: str


class FormKeyRefused(Exception):
    """The form's key was already used for something else (`other_body`) or its answer is gone (`answer_gone`)."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


class SealRefused(Exception):
    """Entries cannot be sealed, verified or taken out now; the message says why and what to do."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
