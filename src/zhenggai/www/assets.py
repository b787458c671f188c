"""Where the built scripts and styles lie: the build writes a manifest with their hashed names."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured
from django.templatetags.static import static

DIST = Path(__file__).resolve().parent / "static" / "dist"


@dataclass(frozen=True, slots=True)
class Assets:
    """URLs of one entry of the build."""

    script: str
    styles: tuple[str, ...]


def assets(entry: str) -> Assets:
    """The URLs of an entry, e.g. src/site.js. Raises ImproperlyConfigured if the pages were not built."""
    built = _manifest(DIST, _stamp(DIST)).get(entry)
    if built is None:
        raise ImproperlyConfigured("页面资源尚未生成，请先运行 python3 run.py setup。")
    return Assets(static(f"dist/{built['file']}"), tuple(static(f"dist/{style}") for style in built.get("css", ())))


def _stamp(folder: Path) -> int:
    try:
        return (folder / "manifest.json").stat().st_mtime_ns
    except OSError:
        return 0


@cache
def _manifest(folder: Path, stamp: int) -> dict[str, dict[str, list[str]]]:
    if not stamp:
        return {}
    return dict(json.loads((folder / "manifest.json").read_text(encoding="utf-8")))
