"""All settings, from the environment only. A value that makes no sense stops the start with a Chinese sentence.

ZHENGGAI_DATA_DIR       folder for database, files and key            (var in the clone, else ~/.local/share/zhenggai)
ZHENGGAI_KEYS_DIR       folder for the key that seals the trail       (keys in the data folder)
ZHENGGAI_CHECKPOINTS_DIR  folder for signed checkpoints of the trail  (checkpoints in the data folder)
ZHENGGAI_DATABASE_URL   postgresql://user:password@host:port/name     (SQLite in the data folder)
ZHENGGAI_HOST           where the server listens; its port: --port    (127.0.0.1)
ZHENGGAI_TRIAL          1: one person, loopback only                  (1 on loopback)
ZHENGGAI_ALLOWED_HOSTS  names under which the site is called          (the loopback names)
ZHENGGAI_HTTPS          1: a proxy on this machine ends TLS           (0)
ZHENGGAI_MAX_UPLOAD_MB  largest upload                                (50)
ZHENGGAI_OFFICE         program that opens .doc, .wps, .xls, .ppt     (LibreOffice where it is found; empty: none)
ZHENGGAI_DEBUG          set: what the reading child says is shown     (not set)
"""

from __future__ import annotations

import ipaddress
import os
import sqlite3
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

from zhenggai.accounts.secret_key import secret_key
from zhenggai.audit.journal import sqlite_journal
from zhenggai.core.errors import reason

PACKAGE = Path(__file__).resolve().parent
LOOPBACK_NAMES = ["127.0.0.1", "localhost", "[::1]"]


def _words(name: str, default: str = "") -> str:
    return os.environ.get(name, "").strip() or default


def _switch(name: str, default: bool) -> bool:
    value = _words(name, "1" if default else "0")
    if value not in {"0", "1"}:
        raise ImproperlyConfigured(f"设置 {name} 只能是 1 或 0，现在是“{value}”。")
    return value == "1"


def _number(name: str, default: int, least: int, most: int) -> int:
    value = _words(name, str(default))
    if not value.isascii() or not value.isdigit() or not least <= int(value) <= most:
        raise ImproperlyConfigured(f"设置 {name} 应为 {least} 到 {most} 之间的整数，现在是“{value}”。")
    return int(value)


def _data_dir() -> Path:
    clone = PACKAGE.parents[1]
    default = clone / "var" if (clone / "pyproject.toml").exists() else Path.home() / ".local" / "share" / "zhenggai"
    folder = Path(_words("ZHENGGAI_DATA_DIR", str(default))).expanduser().resolve()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ImproperlyConfigured(f"数据目录 {folder} 无法建立：{reason(error)}。请检查 ZHENGGAI_DATA_DIR。") from None
    return folder


def _secret_key(folder: Path) -> str:
    try:
        return secret_key(folder)
    except ValueError as error:
        raise ImproperlyConfigured(str(error)) from None
    except OSError as error:
        raise ImproperlyConfigured(f"密钥文件无法写入 {folder}：{reason(error)}。请检查目录权限。") from None


def _sqlite(path: Path) -> dict[str, Any]:
    journal, synchronous = sqlite_journal(sqlite3.sqlite_version_info)
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": f"PRAGMA journal_mode={journal};PRAGMA synchronous={synchronous};PRAGMA secure_delete=ON",
        },
        # Tests use a file too: the database in memory knows neither journals nor two connections.
        "TEST": {"NAME": path.with_name("test.sqlite3")},
    }


def _postgresql(url: str) -> dict[str, Any]:
    try:
        parts = urlsplit(url)
        port = parts.port or 5432
    except ValueError:
        raise ImproperlyConfigured("设置 ZHENGGAI_DATABASE_URL 的端口不是数字。") from None
    if parts.scheme not in {"postgresql", "postgres"} or not parts.path.strip("/"):
        raise ImproperlyConfigured(
            "设置 ZHENGGAI_DATABASE_URL 应形如 postgresql://用户:密码@主机:5432/库名；不设置则使用 SQLite。"
        )
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": port,
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"connect_timeout": 5, "options": "-c synchronous_commit=on"},
    }


def is_loopback(host: str) -> bool:
    """Whether an address or name is reached from this machine only."""
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost"


DATA_DIR = _data_dir()
FILES_DIR = DATA_DIR / "files"
# Outside the database, so that whoever can change it does not hold these too.
KEYS_DIR = Path(_words("ZHENGGAI_KEYS_DIR", str(DATA_DIR / "keys"))).expanduser()
CHECKPOINTS_DIR = Path(_words("ZHENGGAI_CHECKPOINTS_DIR", str(DATA_DIR / "checkpoints"))).expanduser()
SECRET_KEY = _secret_key(DATA_DIR)
DEBUG = False

# Where the site is called and who may come in
SERVE_HOST = _words("ZHENGGAI_HOST", "127.0.0.1")
HTTPS = _switch("ZHENGGAI_HTTPS", False)
TRIAL = _switch("ZHENGGAI_TRIAL", is_loopback(SERVE_HOST) and not HTTPS)
_NAMES = [name.strip() for name in _words("ZHENGGAI_ALLOWED_HOSTS").split(",") if name.strip()]
if TRIAL and not is_loopback(SERVE_HOST):
    raise ImproperlyConfigured("试用模式只能在本机（127.0.0.1）使用，请去掉 ZHENGGAI_TRIAL=1 或 ZHENGGAI_HOST。")
if TRIAL and any(not is_loopback(name) for name in _NAMES):
    raise ImproperlyConfigured("试用模式只能用本机地址访问，请去掉 ZHENGGAI_TRIAL=1 或 ZHENGGAI_ALLOWED_HOSTS。")
if "*" in _NAMES:
    raise ImproperlyConfigured("设置 ZHENGGAI_ALLOWED_HOSTS 不能为 *，请写明网站的域名或地址。")
if not TRIAL and not _NAMES:
    raise ImproperlyConfigured("正式使用时请用 ZHENGGAI_ALLOWED_HOSTS 写明网站的域名或地址（逗号分隔）。")
if not TRIAL and not HTTPS:
    raise ImproperlyConfigured("正式使用时必须由本机的反向代理提供 HTTPS，请配置后设置 ZHENGGAI_HTTPS=1。")
ALLOWED_HOSTS = _NAMES or LOOPBACK_NAMES
CSRF_TRUSTED_ORIGINS = [f"https://{name}" for name in ALLOWED_HOSTS] if HTTPS else []

_URL = _words("ZHENGGAI_DATABASE_URL")
DATABASES = {"default": _postgresql(_URL) if _URL else _sqlite(DATA_DIR / "zhenggai.sqlite3")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "zhenggai.accounts",
    "zhenggai.audit",
    "zhenggai.documents",
    "zhenggai.findings",
    "zhenggai.www",
]
MIDDLEWARE = [
    "zhenggai.www.protection.ContentSecurityPolicy",
    "django.middleware.security.SecurityMiddleware",
    "zhenggai.www.protection.TrialStaysOnLoopback",
    "zhenggai.www.protection.SameOriginOnly",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "zhenggai.www.refusals.Refusals",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "zhenggai.urls"
WSGI_APPLICATION = "zhenggai.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "zhenggai.www.protection.nonce",
                "zhenggai.www.context.everywhere",
            ],
        },
    }
]

# What names of units mean is told by the core, which `accounts` may not import.
UNIT_MEANING = "zhenggai.core.units.meaning"
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["zhenggai.accounts.backends.SessionBackend"]
LOGIN_URL = "sign_in"
LOGIN_REDIRECT_URL = "/"

SESSION_COOKIE_NAME = "__Host-zhenggai" if HTTPS else "zhenggai"
SESSION_COOKIE_AGE = 8 * 60 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_NAME = "__Host-zhenggai-form" if HTTPS else "zhenggai_form"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SECURE = HTTPS
CSRF_FAILURE_VIEW = "zhenggai.www.refusals.csrf_failed"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
X_FRAME_OPTIONS = "DENY"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

MAX_UPLOAD_BYTES = _number("ZHENGGAI_MAX_UPLOAD_MB", 50, 1, 500) * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000
DATA_UPLOAD_MAX_NUMBER_FILES = 100
FILE_UPLOAD_HANDLERS = ["zhenggai.www.parts_sent.EveryPart"]

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
USE_I18N = True

STATIC_URL = "static/"
WHITENOISE_USE_FINDERS = True
WHITENOISE_ALLOW_ALL_ORIGINS = False
