"""Prints the files that a wheel of this package would hold, as JSON. Run as a process of its own by test_wheel."""

from __future__ import annotations

import json
import os
import sys
import tempfile
from pathlib import Path

from setuptools import Distribution

ROOT = Path(__file__).resolve().parents[2]


def files() -> list[str]:
    """Paths below src, as setuptools collects them by pyproject.toml. Nothing is written into the clone."""
    os.chdir(ROOT)
    with tempfile.TemporaryDirectory() as folder:
        distribution = Distribution({"script_name": "setup.py"})
        distribution.parse_config_files()
        distribution.get_command_obj("egg_info").egg_base = folder
        builder = distribution.get_command_obj("build_py")
        builder.ensure_finalized()
        found = {Path(module[2]) for module in builder.find_all_modules()}
        found |= {Path(source, name) for _, source, _, names in builder.data_files for name in names}
    return sorted((ROOT / path).relative_to(ROOT / "src").as_posix() for path in found)


if __name__ == "__main__":
    sys.stdout.write(json.dumps(files()) + "\n")
