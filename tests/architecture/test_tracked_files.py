"""What is committed names no package host and no machine, and ships nobody else's files."""

import re

import pytest

from tests.architecture.tree import ROOT, tracked

# Written in pieces so that this file does not name them either.
HOSTS = [
    "py" + "pi.org",
    "python" + "hosted.org",
    "registry.np" + "mjs",
    "np" + "mmirror",
    "deb." + "debian.org",
    "files.python" + "hosted",
    "mirrors." + "aliyun",
    "tuna.tsing" + "hua",
]
MACHINE = ["/wo" + "rk/", "/ro" + "ot/", "/home/" + "user"]
LOCKS = ["requirements/run.txt", "requirements/test.txt", "requirements/node.txt", "front/pnpm-lock.yaml"]
BINARY = {".docx", ".xlsx", ".pdf", ".zip", ".png", ".doc", ".wps", ".ofd"}


def test_no_tracked_file_names_a_package_host_or_this_machine() -> None:
    for path in tracked():
        if path.suffix in BINARY:
            continue
        text = path.read_bytes().decode("utf-8", errors="replace")
        assert [word for word in [*HOSTS, *MACHINE] if word in text] == [], path.relative_to(ROOT)


@pytest.mark.parametrize("name", LOCKS)
def test_lock_files_hold_hashes_and_no_address(name) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert not re.search(r"https?://|\bfile:|--index-url|--find-links", text)
    assert re.search(r"--hash=sha256:|integrity: sha512-", text)


def test_every_pinned_package_has_a_hash() -> None:
    for name in LOCKS[:3]:
        blocks = re.split(r"\n(?=[a-z0-9])", (ROOT / name).read_text(encoding="utf-8").strip())
        assert [block.split()[0] for block in blocks if "--hash=sha256:" not in block] == []


def test_front_end_packages_and_fonts_are_not_in_the_repository() -> None:
    shipped = [path.relative_to(ROOT).as_posix() for path in tracked()]
    assert [
        name
        for name in shipped
        if "node_modules" in name or name.endswith((".ttf", ".otf", ".woff2", ".min.js", ".min.css"))
    ] == []
