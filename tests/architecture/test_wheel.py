"""The wheel holds everything that the programs and pages need at work."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib.metadata import version

import pytest

from tests.architecture.tree import PACKAGE, ROOT, tracked

BUILT = PACKAGE / "www" / "static" / "dist" / "manifest.json"
LEAST = 77  # version of setuptools that pyproject.toml asks for


@pytest.fixture(scope="module")
def packed() -> set[str]:
    """The files of a wheel, below the package."""
    if int(version("setuptools").split(".")[0]) < LEAST:
        pytest.skip(f"setuptools is older than {LEAST}; the locked environment has it")
    command = [sys.executable, "-m", "tests.architecture.wheel"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return {name.removeprefix("zhenggai/") for name in json.loads(done.stdout.splitlines()[-1])}


def test_every_tracked_file_of_the_package_is_in_the_wheel(packed: set[str]) -> None:
    ours = {path.relative_to(PACKAGE).as_posix() for path in tracked() if path.is_relative_to(PACKAGE)}
    suffixes = {name.rpartition(".")[2] for name in ours}
    assert {"py", "toml", "html", "md", "docx", "txt"} <= suffixes
    assert ours - packed == set()


def test_packs_templates_and_the_sample_plan_are_in_the_wheel(packed: set[str]) -> None:
    assert {"catalog/labels.toml", "catalog/plans/140502/plan.docx", "catalog/plans/140502/plan.txt"} <= packed
    assert {"catalog/plans/140502/pack.toml", "catalog/rosters/140502/pack.toml"} <= packed
    assert {"www/templates/www/frame.html", "www/static/site/icon.svg"} <= packed


def test_a_wheel_of_a_clone_whose_pages_are_built_holds_them(packed: set[str]) -> None:
    if not BUILT.exists():
        pytest.skip("the pages are not built yet: python3 run.py setup")
    built = {path.relative_to(PACKAGE).as_posix() for path in BUILT.parent.rglob("*") if path.suffix in {".js", ".css"}}
    assert built
    assert {"www/static/dist/manifest.json", *built} <= packed


def test_nothing_but_the_package_is_in_the_wheel(packed: set[str]) -> None:
    assert [name for name in packed if "test" in name.split("/") or name.endswith((".pyc", ".sqlite3"))] == []
