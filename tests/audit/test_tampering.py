"""A01 to A07 and A09: whatever a database administrator changes, verifying finds it and names the right place.

`bent` is his session: triggers switched off, foreign keys not checked, SQL behind the back of the program.
"""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from tests.audit.conftest import Trail, bent
from tests.cast import NOON, Cast
from zhenggai.audit.leaves import FIELDS, hash_of
from zhenggai.audit.models import Checkpoint, Entry, Seal
from zhenggai.audit.sealing import custody
from zhenggai.audit.sealing.actions import Places, seal
from zhenggai.audit.sealing.keys import seal_key
from zhenggai.audit.sealing.notes import Head, sign
from zhenggai.audit.tree import Frontier
from zhenggai.audit.verifying.reports import Report
from zhenggai.findings.models import PlanEdition

# Another value for each column of an entry. The moment is what would be re-dated.
OTHER = {
    "at": "2024-03-19 04:00:00+00:00",
    "verb": "user.added",
    "result": "refused",
    "actor_id": 2,
    "address": "10.9.9.9",
    "changes_json": '{"a":[1,2]}',
    "state_hash": "0" * 64,
    "states_json": "[]",
    "files_json": '["x"]',
}


def codes(report: Report) -> set[str]:
    return {fault.code for fault in report.faults}


def test_a_history_that_nobody_bent_is_good(sealed: Trail) -> None:
    report = sealed.verify(sealed.kept(), state=True)
    assert (report.status, report.n_sealed, report.faults, report.doubts) == (0, 20, [], [])
    assert report.last_good is not None
    assert report.last_good.size == 20
    assert report.as_text().startswith("核验通过：20 条留痕、")


@pytest.mark.parametrize("column", FIELDS)
def test_every_column_of_an_entry_that_was_changed_is_found(sealed: Trail, column: str) -> None:
    """A01."""
    seventh = Seal.objects.get(sequence=7).entry
    if column == "id":
        with bent(("UPDATE audit_entry SET id = 999 WHERE id = %s", [seventh.pk])):
            report = sealed.verify()
    else:
        other = OTHER.get(column, f"{getattr(seventh, column)}x")
        with bent((f"UPDATE audit_entry SET {column} = %s WHERE id = %s", [other, seventh.pk])):
            report = sealed.verify()
    assert (report.status, report.first_bad) == (1, 7)
    assert report.last_good is None or report.last_good.size < 7


def test_of_a_thousand_single_characters_every_one_is_found_at_its_number(sealed: Trail) -> None:
    """A01. The entry is changed in one character of one column; the leaf is hashed as verifying does."""
    chance, rows = random.Random(1), list(Entry.objects.order_by("id").values(*FIELDS))
    leaf_of = {seal.entry_id: seal.leaf_hash for seal in Seal.objects.all()}
    texts = [name for name in FIELDS if name not in {"id", "at", "actor_id", "address"}]
    for _ in range(1_000):
        row = chance.choice(rows)
        column = chance.choice([name for name in texts if row[name]])
        place = chance.randrange(len(row[column]))
        spoilt = row[column][:place] + chr(ord(row[column][place]) ^ 1) + row[column][place + 1 :]
        assert hash_of(row | {column: spoilt}).hex() != leaf_of[row["id"]]


@pytest.mark.parametrize("sequence", range(1, 21))
def test_whichever_entry_was_changed_is_named(sealed: Trail, sequence: int) -> None:
    statement = "UPDATE audit_entry SET reason = 'x' WHERE id = (SELECT entry_id FROM audit_seal WHERE id = %s)"
    with bent((statement, [sequence])):
        report = sealed.verify()
    assert (codes(report), report.first_bad) == ({"entry_changed"}, sequence)
    assert f"第 {sequence} 条" in report.as_text()


# A02: deleted


@pytest.mark.parametrize("sequence", [1, 7, 12, 20])
def test_an_entry_that_was_deleted_is_found(sealed: Trail, sequence: int) -> None:
    with bent(("DELETE FROM audit_entry WHERE id = (SELECT entry_id FROM audit_seal WHERE id = %s)", [sequence])):
        report = sealed.verify()
    assert (codes(report), report.first_bad) == ({"entry_missing"}, sequence)


def without(first: int, last: int) -> list[str]:
    """Deletes entries with their seals."""
    return [
        f"DELETE FROM audit_entry WHERE id IN (SELECT entry_id FROM audit_seal WHERE id BETWEEN {first} AND {last})",
        f"DELETE FROM audit_seal WHERE id BETWEEN {first} AND {last}",
    ]


def test_an_entry_that_was_deleted_with_its_seal_leaves_a_gap(sealed: Trail) -> None:
    with bent(*without(7, 8)):
        report = sealed.verify()
    assert (codes(report), report.first_bad) == ({"sequence_gap"}, 7)
    assert "第 7 条至第 8 条的封存不见了" in report.as_text()


def test_a_gap_that_was_closed_by_new_numbers_is_found(sealed: Trail) -> None:
    with bent(*without(7, 7), *(f"UPDATE audit_seal SET id = {one - 1} WHERE id = {one}" for one in range(8, 21))):
        report = sealed.verify()
    assert report.status == 1
    assert codes(report) == {"root_differs", "tail_cut"}
    assert report.first_bad is not None
    assert report.first_bad <= 7


@pytest.mark.parametrize("first", [13, 18, 20])
def test_a_tail_that_was_cut_off_is_found_by_its_checkpoint(sealed: Trail, first: int) -> None:
    with bent(*without(first, 20)):
        report = sealed.verify()
    assert (codes(report), report.first_bad) == ({"tail_cut"}, first)


@pytest.mark.parametrize("size", [17, 18])
def test_a_tail_that_was_cut_off_with_its_checkpoints_is_found_outside(sealed: Trail, size: int) -> None:
    with bent(*without(size, 20), f"DELETE FROM audit_checkpoint WHERE size >= {size}"):
        report = sealed.verify()
        given = sealed.kept()[-1]
        for path in sealed.places.checkpoints.iterdir():
            path.rename(path.with_suffix(".gone"))
        alone, by_paper = sealed.verify(), sealed.verify([given])
    assert (codes(report), report.first_bad) == ({"tail_cut"}, size)
    # With the custody gone as well nobody can tell here; the checkpoint that somebody else kept tells.
    assert alone.status == 2
    assert codes(by_paper) == {"tail_cut"}


# A03: inserted, swapped, re-dated


def inserted(columns: str = "") -> str:
    names = ", ".join(name for name in FIELDS if name != "id")
    return f"INSERT INTO audit_entry (id, {names}) SELECT 900, {columns or names} FROM audit_entry ORDER BY id LIMIT 1"


def test_an_entry_that_was_put_in_between_is_found(sealed: Trail) -> None:
    moved = [f"UPDATE audit_seal SET id = {one + 1} WHERE id = {one}" for one in range(20, 9, -1)]
    with bent(inserted(), *moved):
        row = Entry.objects.filter(id=900).values(*FIELDS).get()
        Seal.objects.create(sequence=10, entry_id=900, leaf_hash=hash_of(row).hex())
        report = sealed.verify()
    assert codes(report) == {"root_differs"}
    assert report.first_bad is not None
    assert report.first_bad <= 10


def test_two_entries_that_were_swapped_are_found(sealed: Trail) -> None:
    names = [name for name in FIELDS if name not in {"id"}]
    one, two = (Seal.objects.get(sequence=number).entry for number in (6, 15))
    swap = ", ".join(f"{name} = (SELECT {name} FROM audit_entry AS other WHERE other.id = %s)" for name in names)
    with bent(
        (f"CREATE TEMPORARY TABLE held AS SELECT * FROM audit_entry WHERE id = {one.pk}", []),
        (f"UPDATE audit_entry SET {swap} WHERE id = {one.pk}", [two.pk] * len(names)),
        (
            "UPDATE audit_entry SET "
            + ", ".join(f"{name} = (SELECT {name} FROM held)" for name in names)
            + f" WHERE id = {two.pk}",
            [],
        ),
        "DROP TABLE held",
    ):
        report = sealed.verify()
    assert report.first_bad == 6
    assert {fault.sequence for fault in report.faults} == {6, 15}


def test_two_seals_that_were_swapped_are_found(sealed: Trail) -> None:
    with bent(
        "UPDATE audit_seal SET id = 99 WHERE id = 6",
        "UPDATE audit_seal SET id = 6 WHERE id = 15",
        "UPDATE audit_seal SET id = 15 WHERE id = 99",
    ):
        report = sealed.verify()
    assert codes(report) == {"root_differs"}


def test_entries_that_were_all_dated_back_are_found(sealed: Trail) -> None:
    with bent("UPDATE audit_entry SET at = '2024-01-01 00:00:00+00:00'"):
        report = sealed.verify()
    assert (report.first_bad, len(report.faults)) == (1, 20)
    assert "另有 1 处" not in report.as_text()


# A04: rewritten with the tree


def rewritten(sealed: Trail, *, sign_again: bool) -> list[tuple[str, list[object]]]:
    """Entry 7 is changed, its leaf and every root after it computed again; the notes signed again with the key."""
    key = seal_key(sealed.places.keys)
    rows = [dict(seal) for seal in Seal.objects.order_by("sequence").values("sequence", "entry_id", "leaf_hash")]
    values = Entry.objects.filter(id=rows[6]["entry_id"]).values(*FIELDS).get() | {"reason": "x"}
    rows[6]["leaf_hash"] = hash_of(values).hex()
    made: list[tuple[str, list[object]]] = [
        ("UPDATE audit_entry SET reason = 'x' WHERE id = %s", [rows[6]["entry_id"]]),
        ("UPDATE audit_seal SET leaf_hash = %s WHERE id = 7", [rows[6]["leaf_hash"]]),
    ]
    frontier, kept = Frontier(), {one.size: one for one in Checkpoint.objects.all()}
    for row in rows if sign_again else ():
        frontier.add(bytes.fromhex(row["leaf_hash"]))
        if checkpoint := kept.get(frontier.size):
            at = checkpoint.note.split("\n")[3].removeprefix("time ")
            note = sign(Head(key.public.name, frontier.size, frontier.root(), at), key.public, key.sign)
            peaks = json.dumps([peak.hex() for peak in frontier.peaks])
            statement = "UPDATE audit_checkpoint SET root = %s, peaks_json = %s, note = %s WHERE size = %s"
            made.append((statement, [frontier.root().hex(), peaks, note, frontier.size]))
    return made


def test_an_entry_that_was_changed_with_its_leaf_is_found_by_the_next_root(sealed: Trail) -> None:
    with bent(*rewritten(sealed, sign_again=False)):
        report = sealed.verify()
    assert codes(report) == {"root_differs"}
    assert report.first_bad == 1
    assert "之间有留痕被改写" in report.faults[0].message


def test_a_history_rewritten_with_the_key_is_found_outside(sealed: Trail) -> None:
    elsewhere = sealed.kept()[-1]
    with bent(*rewritten(sealed, sign_again=True)):
        report = sealed.verify()
        for path in sealed.places.checkpoints.iterdir():
            path.unlink()
        alone, by_paper = sealed.verify(), sealed.verify([elsewhere])
    assert codes(report) == {"root_differs"}
    assert all("库外留存的检查点" in fault.message for fault in report.faults)
    assert alone.status == 2
    assert codes(by_paper) == {"root_differs"}
    assert "交来的检查点" in by_paper.faults[0].message


@pytest.mark.parametrize("column", ["size", "root", "peaks_json", "note", "key_id", "at"])
def test_every_column_of_a_checkpoint_that_was_changed_is_found(sealed: Trail, column: str) -> None:
    other = {"size": "19", "root": "'" + "0" * 64 + "'", "at": "'2024-03-19 04:00:00+00:00'"}.get(column, "'x'")
    with bent(f"UPDATE audit_checkpoint SET {column} = {other} WHERE size = 20"):
        report = sealed.verify()
    assert codes(report) == {"note_forged"}


@pytest.mark.parametrize("column", ["leaf_hash", "entry_id"])
def test_every_column_of_a_seal_that_was_changed_is_found(sealed: Trail, column: str) -> None:
    with bent(f"UPDATE audit_seal SET {column} = {'900' if column == 'entry_id' else repr('x')} WHERE id = 7"):
        report = sealed.verify()
    assert (report.status, report.first_bad) == (1, 7)


# A05: an old backup


def test_an_old_backup_is_found_at_the_next_start(sealed: Trail) -> None:
    with bent(*without(18, 20), "DELETE FROM audit_checkpoint WHERE size > 17"):
        report = sealed.verify()
    assert (codes(report), report.first_bad) == ({"tail_cut"}, 18)
    assert "或数据库是旧备份" in report.as_text()


# A09: forged checkpoints


def test_a_checkpoint_that_another_key_signed_proves_nothing(sealed: Trail, tmp_path: Path, cast: Cast) -> None:
    with bent("DELETE FROM audit_checkpoint", "DELETE FROM audit_seal"):
        other = Places(tmp_path / "other" / "keys", tmp_path / "other" / "checkpoints")
        seal(other, at=NOON, closing=True)
        foreign = list(custody.notes(other.checkpoints))
    report = sealed.verify(foreign)
    assert (report.status, {doubt.code for doubt in report.doubts}) == (2, {"note_foreign"})
    custody.add(sealed.places.checkpoints, foreign[0].text)
    assert codes(sealed.verify()) == {"note_forged"}


def test_an_older_checkpoint_that_is_shown_again_is_still_true(sealed: Trail) -> None:
    assert sealed.verify([sealed.kept()[0]]).status == 0


def test_without_the_public_key_nobody_can_tell(sealed: Trail) -> None:
    for path in sealed.places.keys.iterdir():
        path.unlink()
    report = sealed.verify()
    assert (report.status, [doubt.code for doubt in report.doubts]) == (2, ["key_missing"])
    assert report.as_text().startswith("无法判定")


def test_entries_that_nobody_seals_cannot_be_judged(sealed: Trail, cast: Cast) -> None:
    sealed.act(cast)
    assert sealed.verify().remarks == ["1 条留痕刚刚写入，还没有封存。"]
    sealed.wait(minutes=11)
    report = sealed.verify()
    assert (report.status, [doubt.code for doubt in report.doubts]) == (2, ["unsealed_long"])


def test_an_office_that_has_done_nothing_yet_is_good(db, trail: Trail) -> None:
    assert (trail.verify(state=True).status, trail.seal()) == (0, 0)
    assert trail.verify().as_text() == "核验通过：0 条留痕、0 个检查点都与封存的记录相符。"


def test_thirty_days_of_work_raise_no_alarm(cast: Cast, trail: Trail, edition: PlanEdition) -> None:
    """G12: no false alarm, whenever somebody verifies."""
    chance = random.Random(30)
    for _day in range(30):
        trail.act(cast, chance.randrange(4))
        trail.wait(hours=chance.randrange(1, 30))
        trail.seal(closing=chance.random() < 0.5, thorough=chance.random() < 0.5)
        assert trail.verify(state=True).faults == []
