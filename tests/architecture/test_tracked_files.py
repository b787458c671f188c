"""What is committed names no package host and no machine, and ships nobody else's files."""

import re

import pytest

from tests.architecture.tracked_text import strange_hosts, texts
from tests.architecture.tree import ROOT, tracked
from tests.documents.good_files import packed

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
MACHINE = ["/wo" + "rk/", "/ro" + "ot/", "/ho" + "me/", "/Us" + "ers/", "C:\\Us" + "ers"]
LOCKS = ["requirements/run.txt", "requirements/test.txt", "requirements/node.txt", "front/pnpm-lock.yaml"]
WEB = "http" + "://"
SAMPLES = ROOT / "tests" / "samples" / "plans"  # invented papers, which may name invented offices


def test_no_tracked_file_names_a_package_host_this_machine_or_a_strange_address() -> None:
    faults = {}
    for path in tracked():
        for place, text in texts(path.read_bytes(), path.relative_to(ROOT).as_posix()):
            named = [word for word in [*HOSTS, *MACHINE] if word in text]
            if strange := named + strange_hosts(text, invented=path.is_relative_to(SAMPLES)):
                faults[place] = strange
    assert faults == {}


@pytest.mark.parametrize(
    ("text", "hosts"),
    [
        ("xmlns:w='http://www.w3.org/1999/xhtml' http://schemas.openxmlformats.org/a", []),
        ("https://evil.example/x http://127.0.0.1:9/x http://{host}:{port}/", []),
        (f"see {WEB}git.corp.internal/x", ["git.corp.internal"]),
        (f"{WEB}www.w3.org.evil.net/", ["www.w3.org.evil.net"]),
        (f"{WEB}10.0.0.7:8080/", ["10.0.0.7:8080"]),
        (f"{WEB}www.qinghe.gov.cn/plan.html", ["www.qinghe.gov.cn"]),
    ],
)
def test_the_check_sees_a_planted_address(text: str, hosts: list[str]) -> None:
    assert strange_hosts(text) == hosts
    assert strange_hosts(text, invented=True) == [host for host in hosts if not host.endswith(".gov.cn")]


def test_the_check_looks_into_packed_files_and_files_packed_in_them() -> None:
    inner = packed({"docProps/app.xml": ("made in /ro" + "ot/tmp").encode()})
    outer = packed({"内.docx": inner, "一.txt": f"{WEB}git.corp.internal/x".encode()})
    seen = dict(texts(outer, "外.zip"))
    assert seen["外.zip:内.docx:docProps/app.xml"] == "made in /ro" + "ot/tmp"
    assert strange_hosts(seen["外.zip:一.txt"]) == ["git.corp.internal"]


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
