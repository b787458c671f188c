"""Settings come from the environment only, and nonsense stops the start with a sentence."""

import importlib.util
import os
import re
import sqlite3
from types import ModuleType

import pytest
from django.core.exceptions import ImproperlyConfigured

from tests.architecture.tree import PACKAGE, ROOT, modules

OFFICE = {"ZHENGGAI_ALLOWED_HOSTS": "zg.example.gov", "ZHENGGAI_HTTPS": "1"}


@pytest.fixture
def start(monkeypatch, tmp_path):
    """Starts with these variables alone and gives the settings; this process's own settings stay as they are."""
    for name in [name for name in os.environ if name.startswith("ZHENGGAI_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("ZHENGGAI_DATA_DIR", str(tmp_path))

    def started(**variables: str) -> ModuleType:
        for name, value in variables.items():
            monkeypatch.setenv(name, value)
        spec = importlib.util.spec_from_file_location("settings_of_this_test", PACKAGE / "settings.py")
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        return module

    return started


def test_without_any_variable_it_is_a_trial_on_loopback_with_sqlite(start, tmp_path) -> None:
    settings = start()
    assert settings.TRIAL
    assert settings.SERVE_HOST == "127.0.0.1"
    assert settings.ALLOWED_HOSTS == ["127.0.0.1", "localhost", "[::1]"]
    assert settings.DATABASES["default"]["NAME"] == tmp_path / "zhenggai.sqlite3"
    assert not settings.DEBUG


def test_sqlite_is_set_up_for_its_version(start) -> None:
    options = start().DATABASES["default"]["OPTIONS"]
    repaired = sqlite3.sqlite_version_info >= (3, 51, 3)
    assert ("journal_mode=WAL" if repaired else "journal_mode=TRUNCATE;PRAGMA synchronous=EXTRA") in options[
        "init_command"
    ]
    assert options["transaction_mode"] == "IMMEDIATE"


def test_one_variable_moves_to_postgresql(start) -> None:
    database = start(ZHENGGAI_DATABASE_URL="postgresql://u%40x:p%2F@db.example:6432/zg").DATABASES["default"]
    assert (database["USER"], database["PASSWORD"], database["HOST"]) == ("u@x", "p/", "db.example")
    assert (database["PORT"], database["NAME"]) == (6432, "zg")
    assert "synchronous_commit=on" in database["OPTIONS"]["options"]


def test_behind_https_cookies_are_bound_to_the_host(start) -> None:
    settings = start(**OFFICE)
    assert not settings.TRIAL
    assert settings.SESSION_COOKIE_NAME.startswith("__Host-")
    assert settings.CSRF_COOKIE_NAME.startswith("__Host-")
    assert settings.SESSION_COOKIE_SECURE
    assert settings.SECURE_HSTS_SECONDS > 0
    assert settings.ALLOWED_HOSTS == ["zg.example.gov"]


@pytest.mark.parametrize(
    ("variables", "said"),
    [
        ({"ZHENGGAI_TRIAL": "yes"}, "只能是 1 或 0"),
        ({"ZHENGGAI_HTTPS": "on"}, "只能是 1 或 0"),
        ({"ZHENGGAI_MAX_UPLOAD_MB": "fifty"}, "1 到 500 之间"),
        ({"ZHENGGAI_MAX_UPLOAD_MB": "0"}, "1 到 500 之间"),
        ({"ZHENGGAI_MAX_UPLOAD_MB": "５０"}, "1 到 500 之间"),
        ({"ZHENGGAI_DATABASE_URL": "mysql://u@h/db"}, "应形如 postgresql://"),
        ({"ZHENGGAI_DATABASE_URL": "postgresql://u@h/"}, "应形如 postgresql://"),
        ({"ZHENGGAI_DATABASE_URL": "postgresql://u@h:port/db"}, "端口不是数字"),
        ({"ZHENGGAI_HOST": "0.0.0.0"}, "ZHENGGAI_ALLOWED_HOSTS"),  # refused
        ({"ZHENGGAI_HOST": "10.0.0.5", "ZHENGGAI_TRIAL": "1"}, "试用模式只能在本机"),
        ({"ZHENGGAI_TRIAL": "1", "ZHENGGAI_ALLOWED_HOSTS": "zg.example.gov"}, "试用模式只能用本机地址"),
        (OFFICE | {"ZHENGGAI_HTTPS": "0", "ZHENGGAI_HOST": "10.0.0.5"}, "必须由本机的反向代理提供 HTTPS"),
        (OFFICE | {"ZHENGGAI_ALLOWED_HOSTS": "*"}, "不能为"),
        ({"ZHENGGAI_DATA_DIR": "/proc/none"}, "无法建立"),
    ],
)
def test_nonsense_stops_the_start_with_a_sentence(start, variables, said) -> None:
    with pytest.raises(ImproperlyConfigured, match=said):
        start(**variables)


def test_a_key_that_others_can_read_stops_the_start(start, tmp_path) -> None:
    start()
    (tmp_path / "secret_key").chmod(0o644)
    with pytest.raises(ImproperlyConfigured, match="chmod 600"):
        start()


def test_all_settings_fit_on_a_few_pages() -> None:
    assert len((PACKAGE / "settings.py").read_text(encoding="utf-8").splitlines()) < 250


def test_every_variable_that_is_documented_is_read_and_the_reverse() -> None:
    documented = set(re.findall(r"^(ZHENGGAI_[A-Z_]+)", (PACKAGE / "settings.py").read_text("utf-8"), re.MULTILINE))
    sources = [path.read_text("utf-8") for path in modules()]
    read = {name for source in sources for name in re.findall(r"\"(ZHENGGAI_[A-Z_]+)\"", source)}
    assert documented == read


def test_no_document_promises_a_variable_that_is_not_read() -> None:
    known = set(re.findall(r"ZHENGGAI_[A-Z_]+", (PACKAGE / "settings.py").read_text("utf-8")))
    for paper in [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]:
        assert set(re.findall(r"ZHENGGAI_[A-Z_]+", paper.read_text("utf-8"))) <= known, paper.name
