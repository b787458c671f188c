"""A folder of bad files and one good one through the command line: each is named, the good one is read, and the
machine is not asked for more than a document may take."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.documents import bad_files
from zhenggai.documents import limits

resource = pytest.importorskip("resource", reason="limits of the system are those of Unix")

pytestmark = pytest.mark.xdist_group("bad batch")  # the bombs are made once

GOOD = (
    "关于督察反馈问题整改情况的方案\n1.河道有垃圾。\n整改目标：清理完毕。\n责任单位：县水利局\n整改时限：2024年6月底\n"
)
CPU_SECONDS = 2.0  # of one file, generously; four times over for a slow machine
SLOW = 4.0
MEMORY_LIMIT = 512 * limits.MEGABYTE

# Runs the command under a limit on the memory of the process and of all its children, then tells on the last line of
# standard error what the children took: seconds of CPU of all, most resident kilobytes of one.
UNDER_A_LIMIT = (
    "import json, resource, sys, zhenggai.__main__ as command\n"
    f"resource.setrlimit(resource.RLIMIT_AS, ({MEMORY_LIMIT}, {MEMORY_LIMIT}))\n"
    "status = command.main(sys.argv[1:])\n"
    "used = resource.getrusage(resource.RUSAGE_CHILDREN)\n"
    "print(json.dumps([used.ru_utime + used.ru_stime, used.ru_maxrss]), file=sys.stderr)\n"
    "sys.exit(status)\n"
)


def name_of(make: Callable[[], bytes]) -> str:
    return f"{make.__name__}.docx"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("batch")
    for make in bad_files.REFUSED:
        (folder / name_of(make)).write_bytes(make())
    (folder / "好文件.txt").write_text(GOOD, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def done(folder: Path) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path), "PYTHONUTF8": "1"}
    command = [sys.executable, "-c", UNDER_A_LIMIT, "read", "--jsonl", str(folder)]
    return subprocess.run(command, capture_output=True, encoding="utf-8", env=environment, check=False)


def sentences(done: subprocess.CompletedProcess[str]) -> list[str]:
    return done.stderr.splitlines()[:-1]


def used(done: subprocess.CompletedProcess[str]) -> tuple[float, int]:
    """Seconds of CPU of all children, and the most memory of one in bytes."""
    seconds, kilobytes = json.loads(done.stderr.splitlines()[-1])
    return seconds, kilobytes * (1 if sys.platform == "darwin" else limits.KILOBYTE)


def test_the_good_file_is_read_and_the_status_says_that_others_were_not(
    done: subprocess.CompletedProcess[str],
) -> None:
    assert done.returncode == 2, done.stderr
    plans: list[dict[str, Any]] = [json.loads(line) for line in done.stdout.splitlines()]
    assert [plan["source"]["file"] for plan in plans] == ["好文件.txt"]
    assert [finding["goal"] for finding in plans[0]["findings"]] == ["清理完毕。"]


def test_each_bad_file_has_one_line_that_names_it_and_says_what_to_do(done: subprocess.CompletedProcess[str]) -> None:
    lines = sentences(done)
    named = Counter(line[1 : line.index("”")] for line in lines)
    assert named == Counter(name_of(make) for make in bad_files.REFUSED)
    for line in lines:
        assert line.startswith("“")
        assert line.endswith("。")
        assert "；请" in line or "，请" in line or "改用" in line, line


def test_no_bad_file_takes_more_memory_or_time_than_a_document_may(done: subprocess.CompletedProcess[str]) -> None:
    seconds, most = used(done)
    assert most < MEMORY_LIMIT
    assert seconds < CPU_SECONDS * SLOW * len(bad_files.REFUSED)


@pytest.mark.parametrize("make", bad_files.REFUSED, ids=lambda make: make.__name__)
def test_a_bad_file_is_refused_within_its_cpu_time(folder: Path, make: Callable[[], bytes]) -> None:
    """CPU of the process that opens it, as its clock counts it; work of other processes does not disturb it."""
    probe = (
        "import sys, resource; from zhenggai.documents.opening import open_document\n"
        "try:\n    open_document(sys.argv[1])\n"
        "except Exception as refusal:\n    print(type(refusal).__name__)\n"
        "used = resource.getrusage(resource.RUSAGE_SELF); print(used.ru_utime + used.ru_stime)\n"
    )
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-c", probe, str(folder / name_of(make))]
    kind, seconds = subprocess.run(command, capture_output=True, text=True, env=environment, check=True).stdout.split()
    assert kind in ("UnreadableDocument", "UnknownFormat")
    assert float(seconds) < CPU_SECONDS * SLOW
