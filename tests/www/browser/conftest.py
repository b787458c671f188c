"""The real server on a private port, and a real Chromium that notes every complaint it makes.

Without Chromium these tests are skipped, loudly; with CI=true they fail.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.servers import free_port

ROOT = Path(__file__).resolve().parents[3]
PLAN = ROOT / "src" / "zhenggai" / "catalog" / "plans" / "140502" / "plan.docx"
NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
# What the browser refuses to run is told to the page; it is kept where a test can read it.
LISTEN = (
    "window.refused = []; addEventListener('securitypolicyviolation', e => window.refused.push(e.violatedDirective));"
)


@dataclass
class Site:
    """A running site, the one-time link into it, and what browsers complained about."""

    origin: str
    link: str
    state: Path
    complaints: list[str] = field(default_factory=list)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    program = next(filter(None, map(shutil.which, NAMES)), None)
    if program is None:
        assert os.environ.get("CI") != "true", "Chromium is missing"
        pytest.skip(f"no Chromium on this machine (looked for {', '.join(NAMES)})")
    with sync_playwright() as playwright:
        # As root, which the sandbox does not allow, only our own pages are opened.
        sandbox = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
        browser = playwright.chromium.launch(executable_path=program, args=sandbox)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    if os.environ.get("ZHENGGAI_DATABASE_URL"):
        pytest.skip("the browser drives the pages once, on SQLite")
    folder = tmp_path_factory.mktemp("site")
    settings = {"ZHENGGAI_DATA_DIR": str(folder / "var"), "PYTHONPATH": str(ROOT / "src"), "PYTHONUNBUFFERED": "1"}
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("ZHENGGAI_", "DJANGO_"))}
    command = [sys.executable, "-m", "zhenggai", "serve", "--trial", "--port", str(free_port())]
    with (folder / "log").open("w") as log:
        server = subprocess.Popen(
            command, cwd=folder, env=environment | settings, stdout=subprocess.PIPE, stderr=log, text=True
        )
    try:
        link = _link(server, folder / "log")
        yield Site(link.split("/sign-in/")[0], link, folder / "state.json")
    finally:
        server.terminate()
        server.wait(timeout=20)


@contextmanager
def opened(
    browser: Browser, site: Site, *, width: int = 1366, height: int = 768, script: bool = True
) -> Iterator[Page]:
    """A page in a fresh profile, signed in if somebody has signed in before. Complaints go to the site's list."""
    context: BrowserContext = browser.new_context(
        viewport={"width": width, "height": height},
        storage_state=str(site.state) if site.state.exists() else None,
        java_script_enabled=script,
        locale="zh-CN",
        accept_downloads=True,
    )
    context.set_default_timeout(15_000)
    if script:
        context.add_init_script(LISTEN)
    page = context.new_page()
    page.on("console", lambda said: site.complaints.append(f"{said.text} {page.url}") if said.type == "error" else None)
    page.on("pageerror", lambda error: site.complaints.append(f"{error} {page.url}"))
    yield page
    context.close()


def sign_in(page: Page, site: Site) -> None:
    """Opens the one-time link, presses the button, and keeps the session for the pages opened next."""
    page.goto(site.link)
    page.get_by_role("button", name="进入系统").click()
    page.get_by_role("heading", name="接下来做什么？").wait_for()
    page.context.storage_state(path=site.state)


def enter(page: Page, site: Site) -> None:
    """Signs in unless somebody has: tests run alone and in any order."""
    if not site.state.exists():
        sign_in(page, site)


def upload(page: Page, site: Site, path: Path) -> None:
    """Puts a file into the field of the home page and waits for its review."""
    page.goto(f"{site.origin}/upload/")
    page.locator("#files").set_input_files(path)
    page.wait_for_url(re.compile(r"/readings/\d+/$"))


def refused_by_policy(page: Page) -> list[str]:
    """What the policy kept this page from doing."""
    return list(page.evaluate("window.refused"))


def _link(server: subprocess.Popen[str], log: Path) -> str:
    for line in server.stdout or []:
        if found := re.search(r"http://\S+/sign-in/\S+", line):
            return found.group()
    raise AssertionError(f"the server did not start: {log.read_text()[-2000:]}")
