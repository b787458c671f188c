"""A stand-in for LibreOffice: a program that takes the same arguments and hands out a document made beforehand."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from tests.documents.good_files import docx, p

PROGRAM = """#!{python}
import pathlib, shutil, sys
arguments = sys.argv[1:]
after = lambda name: arguments[arguments.index(name) + 1]
out = pathlib.Path(after("--outdir"))
out.mkdir()
shutil.copy({document!r}, out / (pathlib.Path(arguments[-1]).stem + "." + after("--convert-to")))
profile = next(one for one in arguments if one.startswith("-env:UserInstallation="))
shutil.copytree(profile.removeprefix("-env:UserInstallation=file://"), {profile!r}, dirs_exist_ok=True)
"""
PLAN = ("某区整改方案", "1.河道有垃圾。", "整改目标：清理完毕。", "责任单位：区水务局", "整改时限：2024年6月底")


def stand_in(folder: Path) -> Path:
    """The program, in a folder whose name has a blank; what it converts becomes a plan of one finding. The profile it
    was given lies in `folder / "profile"` afterwards. Skips the test where it cannot run."""
    if os.name != "posix":
        pytest.skip("the stand-in is a script of Unix")
    place = folder / "office 1"
    place.mkdir()
    document, program = place / "plan.docx", place / "soffice"
    document.write_bytes(docx("".join(map(p, PLAN))))
    script = PROGRAM.format(python=sys.executable, document=str(document), profile=str(folder / "profile"))
    program.write_text(script, encoding="utf-8")
    program.chmod(0o755)
    return program
