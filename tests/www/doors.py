"""Every address of the pages: who may open it, how, and what a sound form for it holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse

GET, POST, BOTH = ("GET",), ("POST",), ("GET", "POST")
OFFICE, READERS, ANYBODY = {"lin"}, {"lin", "zhao"}, {"lin", "zhao", "qian", "stranger"}
MISSING = 987_654
DIGEST = "0" * 64


@dataclass(frozen=True)
class Door:
    """name: of the address. row: which kind of row `pk` is. rest: the other parts of the address. fields: of a form
    that fits, without key and version. methods: what it answers. leads: a GET leads on to another page. shows:
    what a GET answers otherwise."""

    name: str
    who: set[str]
    methods: tuple[str, ...] = GET
    row: str = ""
    rest: Mapping[str, Any] = field(default_factory=dict)
    fields: Mapping[str, Any] = field(default_factory=dict)
    versioned: bool = True
    leads: bool = False
    shows: int = 200

    def address(self, rows: Mapping[str, Any], pk: int | None = None) -> str:
        kwargs = {name: value.format(**rows) if isinstance(value, str) else value for name, value in self.rest.items()}
        if self.row:
            kwargs["pk"] = rows[self.row] if pk is None else pk
        return reverse(self.name, kwargs=kwargs)

    @property
    def acts_on_review(self) -> bool:
        """A form that changes a document under review."""
        return self.row == "reading" and self.versioned and "POST" in self.methods


def _reading(name: str, methods: tuple[str, ...] = BOTH, **named: Any) -> Door:
    return Door(name, OFFICE, methods, "reading", **named)


F1 = {"key": "f1"}
DOORS = [
    Door("home", READERS),
    Door("sign_in", ANYBODY),
    Door("sign_in_by_link", ANYBODY, BOTH, rest={"secret": "made-up"}, versioned=False, shows=403),
    Door("sign_out", ANYBODY, POST, versioned=False),
    Door("upload", OFFICE, BOTH, versioned=False),
    Door("readings", OFFICE),
    _reading("review", GET),
    _reading("undo", POST),
    _reading("add_finding", fields={"problem": "漏掉的问题。"}),
    _reading("merge", rest=F1),
    _reading("split", rest=F1, fields={"measures": ["0"]}),
    _reading("drop", rest=F1, fields={"reason": "误认"}),
    _reading("correct", rest=F1 | {"name": "goal"}, fields={"value": "新目标。"}),
    _reading("answer_notice", rest={"notice": 0}, fields={"choice": "dismissed"}),
    _reading("answer_point", rest={"point": "{point}"}, fields={"choice": "dismissed"}),
    _reading("history", GET),
    _reading("link"),
    _reading("difference", fields={"rest": "new"} | {f"digest_{i}": DIGEST for i in range(3)}),
    _reading("pair", rest={"item": "new:f4"}, fields={"digest": DIGEST}),
    _reading("confirm"),
    _reading("discard", fields={"reason": "传错了"}),
    _reading("health", GET),
    _reading("health_docx", POST, versioned=False),
    _reading("health_html", POST, versioned=False),
    Door("plans", READERS),
    Door("ledger", READERS, GET, "plan"),
    Door("editions", READERS, GET, "plan"),
    Door("restore", OFFICE, BOTH, "plan", rest={"number": 1}, fields={"reason": "传错了"}),
    Door("ledger_xlsx", READERS, POST, "plan", versioned=False),
    Door("ledger_health", READERS, GET, "plan"),
    Door("ledger_health_docx", OFFICE, POST, "plan", versioned=False),
    Door("ledger_health_html", OFFICE, POST, "plan", versioned=False),
    Door("ledger_source", READERS, GET, "plan"),
    Door("finding", READERS, GET, "finding"),
    Door("finding_source", READERS, GET, "finding"),
]
CLOSED = [door for door in DOORS if door.who is not ANYBODY]
TAKING_OUT = {"ledger_xlsx", "health_docx", "health_html", "ledger_health_docx", "ledger_health_html"}
