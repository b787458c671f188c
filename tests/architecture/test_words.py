"""Words that differ from place to place come from the catalog, never from a literal of the core.

Numerals, units of time, punctuation and classes of single characters are structure. Sentences for the user are none of
this: they end like sentences, or stand as arguments of a rule or an error.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.tree import PACKAGE, modules, name_of, tree

CORE = [path for path in modules() if path.relative_to(PACKAGE).parts[0] == "core"]
_CLASS = re.compile(r"\[\^?\]?(?:\\.|[^\]\\])*\]")
_STRUCTURE = re.compile("[〇零○一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟廿卅年月日号第]")
_WORD = re.compile(r"[\u4e00-\u9fff]{2,}")
_SENTENCE_END = ("。", "？", "！")
_SAYS = re.compile(r"(?:Error|Document|Rule|Refused)$")  # calls whose arguments the user reads

# Literals that stay, by file: how many at most, and why. The numbers only go down.
ALLOWED: dict[str, tuple[int, str]] = {
    "deadlines.py": (2, "signs around a date"),
    "difference_words.py": (1, "characters a passage is cut at"),
    "end_patterns.py": (8, "the grammar of dates"),
    "ends.py": (8, "the grammar of dates"),
    "errors.py": (12, "what the system refused, said to the user"),
    "naming.py": (2, "what a finding is called; moved from rules/facts.py"),
    "numbering.py": (6, "the grammar of numbers"),
    "plan_text/about/reading.py": (11, "still to be moved to layout_words"),
    "plan_text/prose/climbing.py": (4, "still to be moved to layout_words"),
    "plan_text/prose/filling.py": (3, "still to be moved to layout_words"),
    "plan_text/gather.py": (1, "still to be moved to layout_words"),
    "plan_text/about/kinds.py": (3, "still to be moved to layout_words"),
    "plan_text/words/labels.py": (1, "still to be moved to layout_words"),
    "plan_text/words/lexicon.py": (19, "still to be moved to layout_words"),
    "plan_text/prose/outline.py": (2, "still to be moved to layout_words"),
    "plan_text/prose/reading.py": (1, "still to be moved to layout_words"),
    "plan_text/prose/tail.py": (4, "still to be moved to layout_words"),
    "plan_text/about/titles.py": (10, "still to be moved to layout_words"),
    "quantities.py": (2, "the grammar of quantities"),
    "rules/acceptance.py": (1, "parts of messages"),
    "rules/agreement.py": (5, "parts of messages"),
    "rules/completeness.py": (5, "parts of messages"),
    "rules/counts.py": (1, "parts of messages"),
    "rules/dates.py": (9, "parts of messages"),
    "rules/differences.py": (1, "parts of messages"),
    "rules/facts.py": (12, "parts of messages; one moved from rules/goals.py"),
    "rules/figures.py": (5, "parts of messages"),
    "rules/goals.py": (4, "parts of messages"),
    "rules/numbering.py": (2, "parts of messages"),
    "rules/plan_body.py": (7, "parts of messages"),
    "rules/registry.py": (3, "parts of messages"),
    "rules/stages.py": (4, "parts of messages"),
    "rules/sums.py": (2, "parts of messages"),
    "rules/units.py": (2, "parts of messages"),
    "source.py": (1, "a place, said to the user"),
}


def _docstrings(module: ast.Module) -> set[int]:
    return {id(node.value) for node in ast.walk(module) if isinstance(node, ast.Expr)}


def _said(module: ast.Module) -> set[int]:
    """Literals that the user reads: whole sentences, and what is handed to an error or a rule."""
    said: set[int] = set()
    for node in ast.walk(module):
        if isinstance(node, ast.Call) and _SAYS.search(ast.unparse(node.func)):
            said |= {id(inner) for argument in node.args for inner in ast.walk(argument)}
        elif isinstance(node, ast.JoinedStr) and _is_sentence(node.values[-1]):
            said |= {id(inner) for inner in ast.walk(node)}
        elif isinstance(node, ast.Constant) and _is_sentence(node):
            said.add(id(node))
    return said


def _is_sentence(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.endswith(_SENTENCE_END)


def _words(path: Path) -> Iterator[str]:
    module = tree(path)
    passed = _docstrings(module) | _said(module)
    for node in ast.walk(module):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in passed:
            bare = _STRUCTURE.sub(" ", _CLASS.sub(" ", node.value))
            if _WORD.search(bare):
                yield f"{node.lineno}: {node.value}"


@pytest.mark.parametrize("path", CORE, ids=name_of)
def test_words_come_from_the_catalog(path: Path) -> None:
    found = list(_words(path))
    most, _ = ALLOWED.get(path.relative_to(PACKAGE / "core").as_posix(), (0, ""))
    assert len(found) <= most, found


def test_the_list_of_exceptions_holds_no_file_without_any() -> None:
    stale = [
        name for name in ALLOWED if not (PACKAGE / "core" / name).exists() or not list(_words(PACKAGE / "core" / name))
    ]
    assert not stale


@pytest.mark.parametrize("path", CORE, ids=name_of)
def test_no_class_of_characters_was_meant_as_a_list_of_words(path: Path) -> None:
    """A class that holds a character twice, such as [中心公司分公司], was meant as (?:中心|公司|分公司)."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            for found in _CLASS.findall(node.value):
                han = re.findall(r"[\u4e00-\u9fff]", found)
                assert len(han) == len(set(han)) or "-" in found, (node.lineno, found)
