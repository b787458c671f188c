"""The family of refusals. Each carries a stable code and one Chinese sentence for the person who asked.

ZhenggaiError
├── UnreadableDocument   a document cannot be opened or holds no text
├── UnknownFormat        a kind of file that is not read
├── PackError            a pack in the catalog is not well formed
└── Refused              an act that may not happen now (the move, the version, the right)
"""

from __future__ import annotations


class ZhenggaiError(Exception):
    """A refusal with a code for programs and a sentence for people."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message

    def __reduce__(self) -> tuple[type[ZhenggaiError], tuple[str, str]]:
        return type(self), (self.code, self.message)


class UnreadableDocument(ZhenggaiError):
    """The file cannot be read: empty, damaged, encrypted, too large, without text."""


class UnknownFormat(ZhenggaiError):
    """The file is none of the formats that are read."""


class PackError(ZhenggaiError):
    """A pack of the catalog is not well formed; the message names the pack and the key."""


class Refused(ZhenggaiError):
    """The act may not happen now; nothing was written."""
