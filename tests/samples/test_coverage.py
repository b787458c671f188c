"""Every layout, trap and format that is known has a sample that shows it."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

HERE = Path(__file__).parent
SHOWN: dict[str, dict[str, list[str]]] = tomllib.loads((HERE / "coverage.toml").read_text(encoding="utf-8"))
ENTRIES = [(part, name) for part, entries in SHOWN.items() for name in entries]


@pytest.mark.parametrize(("part", "name"), ENTRIES, ids=lambda value: value.split(" ")[0])
def test_what_is_said_to_be_shown_is_a_sample(part: str, name: str) -> None:
    assert SHOWN[part][name]
    for sample in SHOWN[part][name]:
        assert (HERE / "plans" / sample / "expected.json").is_file(), sample


@pytest.mark.parametrize(("part", "count"), [("layouts", 17), ("traps", 15)])
def test_no_layout_and_no_trap_is_left_out(part: str, count: int) -> None:
    assert [int(name.split(" ")[0]) for name in SHOWN[part]] == list(range(1, count + 1))


def test_a_format_is_shown_by_files_of_that_format_and_none_is_left_out() -> None:
    for suffix, samples in SHOWN["formats"].items():
        for sample in samples:
            assert (HERE / "plans" / sample / f"source.{suffix}").is_file(), sample
    present = {path.suffix.removeprefix(".") for path in (HERE / "plans").glob("*/source.*")}
    assert present == set(SHOWN["formats"])


def test_papers_without_findings_are_samples_of_their_own() -> None:
    for sample in SHOWN["traps"]["12 papers without findings"]:
        assert sample.startswith("neg_")
