"""What differs from place to place: packs of data, and the one reader for them.

Every pack is a TOML file with `id`, `version` and `source`. It names words and fields; it holds no code.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import Any


@cache
def pack(name: str) -> dict[str, Any]:
    """The pack `name` (path below catalog without ending, e.g. "labels" or "rosters/140502/pack").

    Raises FileNotFoundError if there is none. Read once per process; treat the result as frozen.
    """
    place = resources.files("zhenggai.catalog").joinpath(*f"{name}.toml".split("/"))
    return tomllib.loads(place.read_text(encoding="utf-8"))


def packs(folder: str) -> list[str]:
    """Names of all packs below a folder of the catalog, sorted, e.g. packs("rosters") -> ["140502"]."""
    place = resources.files("zhenggai.catalog").joinpath(folder)
    return sorted(entry.name for entry in place.iterdir() if entry.is_dir())
