"""Which modules are given defects, and which tests concern them. The first pattern that fits counts."""

from __future__ import annotations

from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "zhenggai"

SUBJECTS: dict[str, tuple[str, ...]] = {
    "core/rules/*": ("tests/core/rules",),
    "core/units/*": ("tests/core/test_unit*.py", "tests/core/test_rosters.py", "tests/core/rules"),
    "core/review.py": ("tests/core/test_review*.py", "tests/core/test_undoing.py"),
    "core/undoing.py": ("tests/core/test_undoing.py", "tests/core/test_review*.py"),
    "core/editions.py": ("tests/core/test_edition*.py",),
    "core/deadline*.py": ("tests/core/test_deadline*.py", "tests/core/test_dates.py"),
    "core/end*.py": ("tests/core/test_deadline*.py", "tests/core/test_dates.py"),
    "core/dates.py": ("tests/core/test_dates.py", "tests/core/test_deadline*.py"),
    "core/quantit*.py": ("tests/core/test_quantit*.py", "tests/core/rules/test_figures.py"),
    "core/plan_text/*": ("tests/core/plan_text",),
    "core/*.py": ("tests/core/test_*.py",),
    "findings/actions/*": (
        "tests/findings/test_every_act.py",
        "tests/findings/test_re*ing.py",
        "tests/findings/test_undoing.py",
        "tests/findings/test_confirming.py",
        "tests/findings/test_applied_decisions.py",
    ),
    "findings/queries.py": ("tests/findings/test_ledger_limits.py", "tests/findings/test_queries.py"),
    "findings/ledger_order.py": ("tests/findings/test_ledger_limits.py",),
    "findings/duplicates.py": ("tests/findings/test_receiving.py", "tests/findings/test_revising.py"),
    "findings/revising.py": ("tests/findings/test_applied_decisions.py", "tests/findings/test_revising.py"),
    "findings/loading.py": ("tests/findings/test_loading.py",),
    "findings/outcome.py": ("tests/findings/test_outcome.py", "tests/www/test_losing_revisions.py"),
    "findings/corrected.py": (
        "tests/findings/test_outcome.py",
        "tests/findings/test_answering_points.py",
        "tests/www/test_losing_revisions.py",
        "tests/www/test_difference_page.py",
    ),
    "findings/returning.py": ("tests/findings/test_revising.py", "tests/findings/test_way_back.py"),
    "findings/permissions.py": ("tests/findings/test_every_act.py", "tests/findings/test_outcome.py"),
    "findings/health.py": ("tests/findings/test_health.py",),
    "findings/publishing.py": ("tests/findings/test_confirming.py", "tests/findings/test_way_back.py"),
    "findings/p*.py": ("tests/findings/test_papers.py", "tests/findings/test_queries.py"),
    "findings/*": ("tests/findings/test_confirming.py", "tests/findings/test_re*ing.py", "tests/findings/test_que*.py"),
    "accounts/*": ("tests/accounts", "tests/audit"),
    "audit/*": ("tests/audit", "tests/accounts"),
    "writers/*": ("tests/writers",),
    "documents/formats/docx*.py": ("tests/documents/formats/test_docx*.py",),
    "documents/formats/xlsx.py": ("tests/documents/formats/test_xlsx.py",),
    "documents/formats/number_formats.py": ("tests/documents/formats/test_number_formats.py",),
    "documents/formats/html*.py": ("tests/documents/formats/test_html.py",),
    "documents/formats/p*.py": ("tests/documents/formats/test_pdf.py", "tests/documents/formats/test_ofd.py"),
    "documents/formats/decoding.py": ("tests/documents/formats/test_decoding.py",),
    "documents/formats/[brt]*.py": ("tests/documents/formats/test_text.py", "tests/documents/formats/test_reflow.py"),
    "documents/sniffing.py": ("tests/documents/test_sniffing.py",),
    "documents/opening.py": (
        "tests/documents/test_opening.py",
        "tests/documents/test_odd_files.py",
        "tests/documents/formats/test_archive.py",
    ),
    "documents/preparing.py": ("tests/documents/test_preparing.py", "tests/documents/test_one_server.py"),
}
# Tables of fields and their Chinese names, signals and starts: no behaviour of their own.
LEFT_OUT = ("*/models.py", "*/apps.py", "*/migrations/*", "*/__init__.py")
PACKS: dict[str, tuple[str, ...]] = {
    "deadlines": ("tests/core/test_deadline*.py", "tests/core/test_dates.py", "tests/core/rules"),
    "health": ("tests/core/rules",),
    "unit_groups": ("tests/core/test_unit*.py", "tests/core/test_rosters.py", "tests/core/rules"),
    "unit_suffixes": ("tests/core/test_unit*.py", "tests/core/rules"),
    "uoms": ("tests/core/test_quantit*.py", "tests/core/rules"),
}


def modules(wanted: str) -> Iterator[tuple[Path, tuple[str, ...]]]:
    """Modules whose path below the package begins as wanted, e.g. "core/rules", each with its tests."""
    for path in sorted(PACKAGE.rglob("*.py")):
        name = path.relative_to(PACKAGE).as_posix()
        if not name.startswith(wanted) or any(fnmatch(name, pattern) for pattern in LEFT_OUT):
            continue
        if tests := next((held for pattern, held in SUBJECTS.items() if fnmatch(name, pattern)), ()):
            yield path, files(tests)


def packs(wanted: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Packs of the catalog asked for as "catalog" or "catalog/uoms", with their tests."""
    for name, tests in PACKS.items():
        if f"catalog/{name}".startswith(wanted):
            yield name, files(tests)


def module_name(path: Path) -> str:
    return ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts)


def files(patterns: tuple[str, ...]) -> tuple[str, ...]:
    """The files and folders that the patterns name, below the root; none twice."""
    found = [path.relative_to(ROOT).as_posix() for pattern in patterns for path in sorted(ROOT.glob(pattern))]
    return tuple(dict.fromkeys(found))
