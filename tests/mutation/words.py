"""Words taken out of the catalog one at a time: a reader that never needed a word has no test for it."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.mutation.mutants import Mutant

MODULE = "zhenggai.catalog"
NOT_WORDS = {"id", "version", "source", "title", "note"}
# The catalog's own reader, with one pack read without one word.
WITHOUT = """
import copy as _copy
_whole = pack

@cache
def pack(name):
    held = _copy.deepcopy(_whole(name))
    if name == {pack!r}:
        place = held
        for step in {path!r}[:-1]:
            place = place[step]
        del place[{path!r}[-1]]
    return held
"""

Path_ = tuple[str | int, ...]


def word_mutants(name: str, package: Path) -> Iterator[Mutant]:
    """The catalog without each of the words of the pack `name`, one at a time."""
    text = (package / "catalog" / f"{name}.toml").read_text(encoding="utf-8")
    reader = (package / "catalog" / "__init__.py").read_text(encoding="utf-8")
    for path, word in words_of(tomllib.loads(text)):
        code = compile(reader + WITHOUT.format(pack=name, path=path), f"catalog/{name}.toml", "exec")
        told = f"{'.'.join(map(str, path[:-1]))}: without {word}"
        yield Mutant(MODULE, 0, "word", told, code)


def words_of(held: Any, path: Path_ = ()) -> Iterator[tuple[Path_, str]]:
    """(where it stands, the word) of every member of a list of words."""
    if isinstance(held, dict):
        for key, value in held.items():
            if key not in NOT_WORDS:
                yield from words_of(value, (*path, key))
    elif isinstance(held, list):
        for at, value in enumerate(held):
            if isinstance(value, str):
                yield (*path, at), value
            else:
                yield from words_of(value, (*path, at))
