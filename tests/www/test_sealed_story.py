"""Lin works through the pages from upload to ledger; afterwards the trail, every row and every file verify."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from django.utils import timezone

from tests.www.conftest import Visitor
from zhenggai.audit.models import Entry
from zhenggai.audit.sealing import custody
from zhenggai.audit.sealing.actions import Places, seal
from zhenggai.audit.sealing.keys import public_keys
from zhenggai.audit.verifying.files import verify_files
from zhenggai.audit.verifying.rows import verify_rows
from zhenggai.audit.verifying.trail import verify_trail
from zhenggai.documents.rehashing import damaged_files
from zhenggai.findings.models import PlanEdition, Recognition


def test_after_a_days_work_everything_verifies(
    lin: Visitor, recognition: Recognition, page_of: Callable[[str], str], tmp_path: Path
) -> None:
    lin.act(page_of("f1/deadline/"), 1, value="2025年6月底")
    lin.act(page_of("f2/goal/"), 2, value="工地扬尘全部得到管控。")
    lin.act(page_of("confirm/"), 3)
    edition = PlanEdition.objects.get()
    assert lin.get(f"/plans/{edition.plan_id}/").status_code == 200
    at, places = timezone.now(), Places(tmp_path / "keys", tmp_path / "checkpoints")
    assert seal(places, at=at, closing=True) == Entry.objects.count()
    report = verify_trail(public_keys(places.keys), custody.notes(places.checkpoints), at=at)
    verify_rows(report)
    verify_files(report, damaged_files)
    assert (report.status, report.faults, report.n_files) == (0, [], 1)
    assert {"document.received", "field.corrected", "edition.confirmed"} <= set(
        Entry.objects.values_list("verb", flat=True)
    )
