"""A view translates and nothing else: it stays short, and it asks questions and acts, never managers."""

import ast
from pathlib import Path

import pytest

from tests.architecture.tree import PACKAGE, functions, name_of, tree

MOST = 25
DECLARED = {"page", "public"}


def views(path: Path) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    def declared(decorator: ast.expr) -> bool:
        return isinstance(decorator, ast.Call) and ast.unparse(decorator.func) in DECLARED

    return [one for one in functions(path) if any(map(declared, one.decorator_list))]


@pytest.mark.parametrize("path", sorted((PACKAGE / "www").glob("*.py")), ids=name_of)
def test_a_view_is_short(path: Path) -> None:
    too_long = {one.name: one.end_lineno - one.lineno + 1 for one in views(path)}
    assert {name: lines for name, lines in too_long.items() if lines > MOST} == {}


def test_no_request_decides_which_attribute_is_read() -> None:
    for path in sorted((PACKAGE / "www").rglob("*.py")):
        named = [
            call
            for call in ast.walk(tree(path))
            if isinstance(call, ast.Call)
            and ast.unparse(call.func) in {"getattr", "setattr"}
            and "request." in ast.unparse(call.args[1])
        ]
        assert named == [], path


def test_templates_never_mark_text_as_safe() -> None:
    for path in sorted((PACKAGE / "www").rglob("*.html")):
        html = path.read_text(encoding="utf-8")
        assert "|safe" not in html, path
        assert "autoescape off" not in html, path
