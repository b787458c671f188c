"""Small defects put into a module one at a time: a comparison flipped, a bound moved, a statement left out.

Annotations, docstrings, decorators and the sentences that people read are left alone: nobody tests those by behaviour.
"""

from __future__ import annotations

import ast
import copy
import re
from collections.abc import Iterator
from dataclasses import dataclass
from types import CodeType
from typing import Any

FLIPPED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
OTHER_SIGN: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Add, ast.Div: ast.Mult, ast.BitOr: ast.BitAnd,
}  # fmt: skip
# Fields of nodes in which nothing is put: what is only said about the code, not done by it.
PASSED_OVER = {"decorator_list", "annotation", "returns", "bases", "type_comment"}
SENTENCE_ENDS = ("。", "？", "！")


@dataclass(frozen=True)
class Site:
    """A place in the tree and what to put there: `holder.field` or `holder.field[at]`."""

    holder: ast.AST
    field: str
    at: int | None
    kind: str
    new: Any

    @property
    def old(self) -> Any:
        held = getattr(self.holder, self.field)
        return held if self.at is None else held[self.at]

    def put(self, node: Any) -> None:
        if self.at is None:
            setattr(self.holder, self.field, node)
        else:
            getattr(self.holder, self.field)[self.at] = node


@dataclass(frozen=True)
class Mutant:
    """One defect, compiled. told: what was there and what is there now."""

    module: str
    line: int
    kind: str
    told: str
    code: CodeType


def sites(module: ast.Module) -> list[Site]:
    """Every place where a defect can be put, in the order of the source."""
    return [site for holder, field, at, node in _places(module) for site in _sites_at(holder, field, at, node)]


def mutant(name: str, path: str, module: ast.Module, site: Site) -> Mutant:
    """The module `name` with the defect; the tree is as before afterwards."""
    old, line = site.old, _line(site)
    # A flag or an operator has no place of its own: tell the whole expression that holds it.
    whole = not isinstance(old, ast.expr | ast.stmt)
    before = ast.unparse(site.holder if whole else old)
    site.put(site.new)
    try:
        after = ast.unparse(site.holder if whole else site.new)
        code = compile(ast.fix_missing_locations(copy.deepcopy(module)), path, "exec")
    finally:
        site.put(old)
    return Mutant(name, line, site.kind, f"{_short(before)} -> {_short(after)}", code)


def _places(node: ast.AST) -> Iterator[tuple[ast.AST, str, int | None, ast.AST]]:
    """(holder, field, position, node) of everything that does something."""
    for field, held in ast.iter_fields(node):
        if field in PASSED_OVER:
            continue
        for at, one in enumerate(held) if isinstance(held, list) else [(None, held)]:
            if isinstance(one, ast.AST) and not _is_said(one):
                yield node, field, at, one
                yield from _places(one)


def _is_said(node: ast.AST) -> bool:
    """Docstrings, sentences for people, types written as values, lists of names to export."""
    if isinstance(node, ast.Expr):
        return isinstance(node.value, ast.Constant)
    if isinstance(node, ast.JoinedStr):
        return True
    if isinstance(node, ast.keyword):
        return node.arg in {"strict", "slots", "frozen"}
    if isinstance(node, ast.Constant):
        return isinstance(node.value, str) and node.value.endswith(SENTENCE_ENDS)
    if isinstance(node, ast.Subscript):
        return isinstance(node.value, ast.Name) and node.value.id in {"Literal", "Callable", "TypeVar"}
    if isinstance(node, ast.Assign):
        return any(isinstance(one, ast.Name) and one.id.startswith("__") for one in node.targets)
    if isinstance(node, ast.Call):
        return isinstance(node.func, ast.Name) and node.func.id in {"TypeVar", "ParamSpec", "cast"}
    return False


def _sites_at(holder: ast.AST, field: str, at: int | None, node: ast.AST) -> Iterator[Site]:
    def site(kind: str, new: ast.AST) -> Site:
        return Site(holder, field, at, kind, new)

    if isinstance(node, ast.Compare):
        for place, operator in enumerate(node.ops):
            yield Site(node, "ops", place, "comparison", FLIPPED[type(operator)]())
    elif isinstance(node, ast.BoolOp):
        yield Site(node, "op", None, "and/or", ast.Or() if isinstance(node.op, ast.And) else ast.And())
    elif isinstance(node, ast.BinOp) and type(node.op) in OTHER_SIGN:
        yield Site(node, "op", None, "arithmetic", OTHER_SIGN[type(node.op)]())
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield site("condition", node.operand)
    elif isinstance(node, ast.Constant):
        yield from (site("constant", ast.Constant(value)) for value in _other_values(node.value))
    elif isinstance(node, ast.Return) and node.value is not None and not _is_none(node.value):
        yield site("return", ast.Return(ast.Constant(None)))
    elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Call | ast.Yield | ast.YieldFrom):
        yield site("left out", _nothing(node.value))
    elif isinstance(node, ast.Continue | ast.Break):
        yield site("left out", ast.Pass())
    if isinstance(node, ast.If | ast.While | ast.IfExp):
        yield Site(node, "test", None, "condition", ast.UnaryOp(ast.Not(), node.test))
    elif isinstance(node, ast.comprehension):
        for place, test in enumerate(node.ifs):
            yield Site(node, "ifs", place, "condition", ast.UnaryOp(ast.Not(), test))


def _nothing(value: ast.expr) -> ast.stmt:
    """What stands for a statement left out. A generator stays one."""
    if isinstance(value, ast.Call):
        return ast.Pass()
    return ast.Expr(ast.YieldFrom(ast.Tuple([], ast.Load())))


def _other_values(value: object) -> Iterator[object]:
    if isinstance(value, bool):
        yield not value
    elif isinstance(value, int):
        yield from (value + 1, value - 1)
    elif isinstance(value, float):
        yield from (value * 1.1, value * 0.9)
    elif isinstance(value, str) and value:
        # Of a set of signs one is taken out; a word becomes another one.
        yield value[1:] if len(value) > 1 and not re.search(r"\w", value) else value + "〇"


def _is_none(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def _line(site: Site) -> int:
    return getattr(site.old, "lineno", None) or getattr(site.holder, "lineno", 0)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 90 else f"{line[:87]}..."
