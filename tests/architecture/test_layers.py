"""The folder listing is the story and the import law."""

import configparser

from importlinter import cli

from tests.architecture.tree import PACKAGE, ROOT


def test_the_folder_listing_is_the_layer_order() -> None:
    config = configparser.ConfigParser()
    config.read(ROOT / ".importlinter")
    layers = config["importlinter:contract:story"]["layers"].split()
    folders = sorted(path.parent.name for path in PACKAGE.glob("*/__init__.py"))
    assert folders == layers[::-1]


def test_imports_keep_the_law(monkeypatch) -> None:
    monkeypatch.chdir(ROOT)
    assert cli.lint_imports(no_cache=True) == cli.EXIT_STATUS_SUCCESS
