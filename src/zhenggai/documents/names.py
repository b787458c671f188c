"""Names of files as people may see and we may store them."""

from __future__ import annotations

import re
import unicodedata
from pathlib import PurePosixPath

_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")


def clean_name(name: str) -> str:
    """The base name of a file as it may be shown and stored: no folders, no control or direction characters."""
    # A name in no known encoding arrives with lone surrogates, which no output accepts.
    name = name.encode("utf-8", "replace").decode("utf-8")
    base = PurePosixPath(unicodedata.normalize("NFC", name).replace("\\", "/")).name
    base = _UNPRINTABLE.sub("", base).strip().strip(".")
    if len(base) > 200:
        stem, dot, ending = base.rpartition(".")
        base = f"{stem[:180]}{dot}{ending[:15]}" if dot else base[:200]
    return base or "未命名文件"


def printable(text: str) -> str:
    """The text on one line without control and direction characters, fit for a terminal."""
    return _UNPRINTABLE.sub("", text)
