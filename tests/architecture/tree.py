"""The source tree as the architecture tests see it."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "zhenggai"


def modules(*, tests: bool = False) -> list[Path]:
    """Every Python file of the package (and of the tests), migrations left out."""
    roots = [PACKAGE, *([ROOT / "tests", ROOT / "bench"] if tests else [])]
    return [path for root in roots for path in sorted(root.rglob("*.py")) if "migrations" not in path.parts]


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def tracked() -> list[Path]:
    """Files git knows, else (an unpacked archive) every file outside the folders that are never committed."""
    try:
        listed = subprocess.run(
            ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
            cwd=ROOT, capture_output=True, text=True, check=True,
        )  # fmt: skip
        names = [name for name in listed.stdout.split("\0") if name]
    except (OSError, subprocess.CalledProcessError):
        names = [
            path.relative_to(ROOT).as_posix()
            for path in ROOT.rglob("*")
            if not path.relative_to(ROOT).parts[0].startswith(".")
        ]
    return [ROOT / name for name in names if (ROOT / name).is_file()]
