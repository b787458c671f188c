"""Every pack says what it is, where it comes from, and says no word twice."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest

from zhenggai.catalog import pack

CATALOG = Path(__file__).parents[2] / "src" / "zhenggai" / "catalog"
PACKS = sorted(CATALOG.rglob("*.toml"))


def _name(path: Path) -> str:
    return path.relative_to(CATALOG).with_suffix("").as_posix()


def _lists(value: object, path: str = "") -> Iterator[tuple[str, list[str]]]:
    """Every list of words of a pack, with the keys that lead to it."""
    if isinstance(value, dict):
        for key, below in value.items():
            yield from _lists(below, f"{path}.{key}")
    elif isinstance(value, list) and all(isinstance(word, str) for word in value):
        yield path, value
    elif isinstance(value, list):
        for place, below in enumerate(value):
            yield from _lists(below, f"{path}[{place}]")


@pytest.mark.parametrize("path", PACKS, ids=_name)
def test_a_pack_is_called_as_its_place(path: Path) -> None:
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    assert data["id"] == (path.parent.name if path.stem == "pack" else path.stem)
    assert data == pack(_name(path))


@pytest.mark.parametrize("path", PACKS, ids=_name)
def test_a_pack_has_a_version_and_a_source(path: Path) -> None:
    data = pack(_name(path))
    assert type(data["version"]) is int
    assert data["version"] > 0
    assert isinstance(data["source"], str)
    assert data["source"].strip()


@pytest.mark.parametrize("path", PACKS, ids=_name)
def test_no_list_says_a_word_twice(path: Path) -> None:
    twice = {
        key: [word for word, count in Counter(words).items() if count > 1]
        for key, words in _lists(pack(_name(path)))
        if len(set(words)) < len(words)
    }
    assert not twice


@pytest.mark.parametrize("path", PACKS, ids=_name)
def test_words_are_written_without_blanks_around_them(path: Path) -> None:
    assert not [word for _, words in _lists(pack(_name(path))) for word in words if word != word.strip()]


def test_a_label_belongs_to_one_field() -> None:
    places: dict[str, set[str]] = {}
    for slot, entry in pack("labels")["slots"].items():
        for key in ("strong", "weak", "closing"):
            for word in entry.get(key, ()):
                places.setdefault(word, set()).add(f"{slot}.{key}")
        for word in ("".join(parts) for lists in entry.get("built", ()) for parts in product(*lists)):
            places.setdefault(word, set()).add(f"{slot}.strong")
    assert not {word: sorted(found) for word, found in places.items() if len(found) > 1}


def test_each_traditional_character_stands_for_one() -> None:
    words = pack("scripts")
    traditional = words["traditional"] + words["more_traditional"] + words["further_traditional"]
    simplified = words["simplified"] + words["more_simplified"] + words["further_simplified"]
    assert len(traditional) == len(simplified)
    pairs: dict[str, set[str]] = {}
    for old, new in zip(traditional, simplified, strict=True):
        pairs.setdefault(old, set()).add(new)
    assert not {old: new for old, new in pairs.items() if len(new) > 1}


@pytest.mark.parametrize("path", PACKS, ids=_name)
def test_a_pack_holds_words_and_no_expressions(path: Path) -> None:
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    words = [word for _, words in _lists(data) for word in words]
    assert [word for word in words if "(?" in word or ".*" in word or "\\" in word] == []
