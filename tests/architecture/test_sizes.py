"""Limits on the tail: the longest files and functions are what makes code bases hard to change."""

import ast

import pytest

from tests.architecture.tree import PACKAGE, functions, modules, name_of, tree

FILE_LINES, FUNCTION_LINES, CLASS_LINES, TEMPLATE_LINES = 400, 50, 300, 150
BARRED_NAMES = {"utils", "helpers", "common", "misc", "base"}


@pytest.mark.parametrize("path", modules(tests=True), ids=name_of)
def test_no_module_outgrows_its_limits(path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= FILE_LINES
    for function in functions(path):
        assert function.end_lineno - function.lineno + 1 <= FUNCTION_LINES, function.name
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.ClassDef):
            assert node.end_lineno - node.lineno + 1 <= CLASS_LINES, node.name


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_imports_stand_at_the_top_and_are_named(path) -> None:
    for function in functions(path):
        hidden = [node.lineno for node in ast.walk(function) if isinstance(node, ast.Import | ast.ImportFrom)]
        assert not hidden or path.name == "apps.py", f"import inside {function.name}"
    stars = [
        node.lineno for node in ast.walk(tree(path)) if isinstance(node, ast.ImportFrom) and node.names[0].name == "*"
    ]
    assert not stars


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_every_module_says_what_it_is(path) -> None:
    assert ast.get_docstring(tree(path))
    assert path.stem not in BARRED_NAMES


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.html")), ids=name_of)
def test_no_template_outgrows_its_limit(path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= TEMPLATE_LINES


def test_the_pages_stay_thin() -> None:
    lines = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in modules()}
    pages = sum(count for path, count in lines.items() if path.relative_to(PACKAGE).parts[0] == "www")
    assert pages <= 0.25 * sum(lines.values())
