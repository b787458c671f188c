"""What in a module writes to the database, reads a clock or reaches outside: found in its syntax tree."""

from __future__ import annotations

import ast
from collections.abc import Iterator

# Named at all, called or not, on whatever object: none of these means anything harmless in the rooms with records.
SAVING = frozenset(
    f"{asynchronous}{name}"
    for asynchronous in ("", "a")
    for name in (
        "save", "delete", "create", "bulk_create", "bulk_update", "get_or_create", "update_or_create", "save_base",
        "_raw_delete", "_update", "_insert",
    )
)  # fmt: skip
MANAGERS = frozenset(("objects", "_default_manager", "_base_manager"))
RELATED = frozenset(("add", "set", "remove", "clear", "aadd", "aset", "aremove", "aclear"))
RAW = frozenset(("execute", "executemany", "executescript", "callproc", "copy_expert", "raw", "_raw_query"))
OUTSIDE = frozenset(
    (
        "os", "pathlib", "io", "shutil", "tempfile", "glob", "socket", "ssl", "http", "urllib", "subprocess",
        "signal", "multiprocessing", "threading", "asyncio", "concurrent", "time", "random", "secrets",
        "uuid", "sqlite3", "logging", "locale", "getpass", "platform", "ctypes", "importlib", "pkgutil",
    )
)  # fmt: skip
CLOCKS = frozenset(("now", "today", "utcnow", "fromtimestamp", "time"))
BUILT_IN = frozenset(("open", "exec", "eval", "__import__", "input", "print", "breakpoint"))
_PLAIN = ("dict", "set", "Counter", "defaultdict")


def writing_lines(module: ast.Module) -> list[int]:
    """Lines that save, change or remove records, or send SQL other than a fixed SELECT or a PRAGMA that asks."""
    plain = set(_plain_names(module))
    allowed = {id(call.func) for call in _calls(module) if _only_asks(call)}
    lines = set()
    for node in ast.walk(module):
        if isinstance(node, ast.Attribute):
            if (
                node.attr in SAVING
                or node.attr == "_base_manager"
                or (node.attr in RAW and id(node) not in allowed)
                or (node.attr in {"update", "aupdate"} and _is_alias(node, module))
            ):
                lines.add(node.lineno)
        elif isinstance(node, ast.Call) and (
            _changes_rows(node, plain) or _changes_related(node) or _names_a_saver(node)
        ):
            lines.add(node.lineno)
    return sorted(lines)


def manager_lines(module: ast.Module) -> list[int]:
    """Lines that name a manager."""
    return [node.lineno for node in ast.walk(module) if isinstance(node, ast.Attribute) and node.attr in MANAGERS]


def clock_lines(module: ast.Module) -> list[int]:
    """Lines that name the clock: date.today, datetime.now, time.time."""
    owners = {"date", "datetime", "time", "datetime.date", "datetime.datetime"}
    return [
        node.lineno
        for node in ast.walk(module)
        if isinstance(node, ast.Attribute) and node.attr in CLOCKS and ast.unparse(node.value) in owners
    ]


def outside_lines(module: ast.Module, allowed: frozenset[str] = frozenset()) -> list[int]:
    """Lines that import what reaches files, network, processes, the clock or chance, or call a built-in that does."""
    lines = []
    for node in ast.walk(module):
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and not node.level:
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        if any(name.split(".")[0] in OUTSIDE and name not in allowed for name in names) or (
            isinstance(node, ast.Name) and node.id in BUILT_IN
        ):
            lines.append(node.lineno)
    return lines


def _calls(module: ast.AST) -> Iterator[ast.Call]:
    return (node for node in ast.walk(module) if isinstance(node, ast.Call))


def _plain_names(module: ast.Module) -> Iterator[str]:
    """Names that hold a dictionary or a set: their `update` touches no record."""
    for node in ast.walk(module):
        if isinstance(node, ast.AnnAssign | ast.arg) and node.annotation is not None:
            if ast.unparse(node.annotation).split("[")[0] in _PLAIN:
                yield ast.unparse(node.target) if isinstance(node, ast.AnnAssign) else node.arg
        elif isinstance(node, ast.Assign) and _is_plain(node.value):
            yield from (ast.unparse(target) for target in node.targets)


def _is_plain(value: ast.expr) -> bool:
    if isinstance(value, ast.Dict | ast.Set | ast.DictComp | ast.SetComp):
        return True
    return isinstance(value, ast.Call) and ast.unparse(value.func) in _PLAIN


def _changes_rows(call: ast.Call, plain: set[str]) -> bool:
    """`rows.update(state=…)`: fields by name, as a query set takes them; a set or dictionary is given its values."""
    if not isinstance(call.func, ast.Attribute) or call.func.attr not in {"update", "aupdate"}:
        return False
    return not call.args and ast.unparse(call.func.value) not in plain


def _changes_related(call: ast.Call) -> bool:
    """`finding.units_set.add(…)`, `user.groups.clear()`: what hangs on a record is changed through its manager."""
    func = call.func
    if not isinstance(func, ast.Attribute) or func.attr not in RELATED or not isinstance(func.value, ast.Attribute):
        return False
    return func.value.attr.endswith("_set") or func.value.attr in {"groups", "user_permissions"}


def _names_a_saver(call: ast.Call) -> bool:
    """`getattr(row, "save")()`."""
    if not isinstance(call.func, ast.Name) or call.func.id != "getattr" or len(call.args) < 2:
        return False
    name = call.args[1]
    return isinstance(name, ast.Constant) and name.value in SAVING | MANAGERS | RAW | {"update"}


def _only_asks(call: ast.Call) -> bool:
    """`cursor.execute("SELECT …")` or a PRAGMA that sets nothing, written out as a literal."""
    if not isinstance(call.func, ast.Attribute) or call.func.attr != "execute" or not call.args:
        return False
    statement = call.args[0]
    if not isinstance(statement, ast.Constant) or not isinstance(statement.value, str) or ";" in statement.value:
        return False
    first = statement.value.split()[0].upper() if statement.value.split() else ""
    return first == "SELECT" or (first == "PRAGMA" and "=" not in statement.value)


def _is_alias(node: ast.Attribute, module: ast.Module) -> bool:
    """`change = rows.update`: taken without being called."""
    called = {id(call.func) for call in _calls(module)}
    return id(node) not in called
