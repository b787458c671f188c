"""Every model and every verb has its line in the glossary, and the glossary has no line too many."""

import re
from importlib import import_module

from django.apps import apps

from tests.architecture.tree import ROOT
from zhenggai.audit.verbs import VERBS


def table(heading: str) -> list[list[str]]:
    """The rows of the table under a heading of the glossary."""
    text = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
    section = text.split(f"## {heading}\n")[1].split("\n## ")[0]
    return [re.findall(r"`([^`]+)`", line) for line in section.splitlines() if line.startswith("| ") and "`" in line]


def test_every_model_is_in_the_glossary_and_the_reverse() -> None:
    ours = [model for model in apps.get_models() if model.__module__.startswith("zhenggai.")]
    assert sorted(row[0] for row in table("Models")) == sorted(model._meta.label for model in ours)


def test_every_verb_is_in_the_glossary_and_the_reverse() -> None:
    assert sorted(row[0] for row in table("Verbs")) == sorted(VERBS)


def test_every_verb_names_acts_that_exist() -> None:
    for _verb, first, *others in table("Verbs"):
        module, _dot, act = first.rpartition(".")
        for name in (act, *others):
            assert callable(getattr(import_module(f"zhenggai.{module}"), name))


def test_every_act_on_plans_is_framed_with_its_verb() -> None:
    actions = import_module("zhenggai.findings.actions")
    acts = {name: act.verb for name, act in vars(actions).items() if hasattr(act, "verb")}
    assert acts == _named("findings.actions")


def test_every_act_on_units_is_framed_with_its_verb() -> None:
    actions = import_module("zhenggai.accounts.units.actions")
    acts = {name: act.verb for name, act in vars(actions).items() if hasattr(act, "verb")}
    assert acts == _named("accounts.units.actions")
    importing = import_module("zhenggai.accounts.units.importing")
    assert _named("accounts.units.importing") == {
        name: getattr(importing, name).verb for name in ("import_book", "note_book_export")
    }


def _named(room: str) -> dict[str, str]:
    """Act -> verb, as the glossary has them for the acts of a module."""
    rows = [row for row in table("Verbs") if row[1].rpartition(".")[0] == room]
    return {name.rpartition(".")[2]: row[0] for row in rows for name in row[1:]}


def test_every_stored_word_is_in_the_glossary_and_the_reverse() -> None:
    for *words, place in table("Stored words"):
        if "." not in place:
            continue
        model, field = place.split(".")
        (found,) = [one for one in apps.get_models() if one.__name__ == model]
        choices = found._meta.get_field(field).choices
        assert choices is None or sorted(words) == sorted(value for value, _label in choices)
