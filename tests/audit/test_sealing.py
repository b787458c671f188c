"""Committed entries are numbered without gaps, hashed into a tree, and its signed heads are kept outside too."""

from __future__ import annotations

import json
import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import DatabaseError, connection, transaction

from tests.audit.conftest import Trail, bent
from tests.cast import NOON, Cast
from zhenggai.accounts.actors import CONSOLE
from zhenggai.audit import guards, leaves, queries
from zhenggai.audit.managers import WrittenOnce
from zhenggai.audit.models import Checkpoint, Entry, Seal
from zhenggai.audit.refusals import SealRefused
from zhenggai.audit.sealing import actions as sealing
from zhenggai.audit.sealing import custody, keys
from zhenggai.audit.sealing.notes import NoNote, read_key, read_note
from zhenggai.audit.tree import root_of


def numbers() -> list[int]:
    return list(Seal.objects.order_by("sequence").values_list("sequence", flat=True))


def sizes() -> list[int]:
    return list(Checkpoint.objects.order_by("size").values_list("size", flat=True))


def test_entries_are_numbered_from_one_without_a_gap(cast: Cast, trail: Trail) -> None:
    trail.act(cast, 4)
    n_entries = Entry.objects.count()
    assert trail.seal() == n_entries
    assert numbers() == list(range(1, n_entries + 1))
    assert [seal.entry_id for seal in Seal.objects.all()] == [entry.pk for entry in Entry.objects.all()]


def test_sealing_again_changes_nothing(sealed: Trail) -> None:
    before = numbers(), sizes(), len(sealed.kept())
    assert sealed.seal() == 0
    assert (numbers(), sizes(), len(sealed.kept())) == before


def test_an_entry_that_came_late_with_a_lower_id_is_sealed_too(cast: Cast, trail: Trail) -> None:
    """On PostgreSQL an id is drawn before the commit: 41 may be there before 40."""
    trail.act(cast)
    last = Entry.objects.latest("id")
    Entry.objects.create(id=last.pk + 2, at=NOON, verb="user.signed_out", actor_name="赵自然")
    assert trail.seal() == Entry.objects.count()
    late = Entry.objects.create(id=last.pk + 1, at=NOON, verb="user.signed_out", actor_name="赵自然")
    assert trail.seal(thorough=False) == 1
    assert Seal.objects.latest("sequence").entry == late
    assert trail.verify().status == 0


def test_an_entry_that_came_very_late_is_found_by_a_thorough_look(cast: Cast, trail: Trail, monkeypatch) -> None:
    monkeypatch.setattr(queries, "RECENT", 3)
    Entry.objects.create(id=Entry.objects.latest("id").pk + 50, at=NOON, verb="user.signed_out", actor_name="赵自然")
    trail.seal()
    Entry.objects.create(id=Entry.objects.latest("id").pk - 20, at=NOON, verb="user.signed_out", actor_name="赵自然")
    assert trail.seal(thorough=False) == 0
    assert trail.seal(thorough=True) == 1


def test_the_root_is_the_one_over_all_leaves(sealed: Trail) -> None:
    hashes = [bytes.fromhex(seal.leaf_hash) for seal in Seal.objects.order_by("sequence")]
    for checkpoint in Checkpoint.objects.all():
        assert checkpoint.root == root_of(hashes[: checkpoint.size]).hex()


def test_every_column_of_an_entry_is_in_its_leaf() -> None:
    columns = {field.attname for field in Entry._meta.concrete_fields}
    assert set(leaves.FIELDS) | set(leaves.LATER) == columns
    assert not set(leaves.FIELDS) & set(leaves.LATER)


def test_a_column_that_comes_later_leaves_old_leaves_as_they_were(monkeypatch) -> None:
    values = dict.fromkeys(leaves.FIELDS, "") | {"region": ""}
    before = leaves.hash_of(values)
    monkeypatch.setattr(leaves, "LATER", {"region": ""})
    assert leaves.hash_of(values) == before
    assert leaves.hash_of(values | {"region": "140502"}) != before


# When a checkpoint is signed: docs/rules/audit.md


def test_a_checkpoint_is_signed_every_256_entries(cast: Cast, trail: Trail, monkeypatch) -> None:
    monkeypatch.setattr(sealing, "EVERY", 4)
    trail.act(cast, 14 - Entry.objects.count())
    trail.seal(closing=False)
    assert (sizes(), queries.last_sequence()) == ([4, 8, 12], 14)


def test_a_checkpoint_is_signed_after_five_minutes_and_not_before(cast: Cast, trail: Trail) -> None:
    trail.seal()
    trail.act(cast)
    trail.wait(seconds=299)
    trail.seal(closing=False)
    assert len(sizes()) == 1
    trail.wait(seconds=1)
    trail.seal(closing=False)
    assert sizes()[-1] == queries.last_sequence()
    trail.wait(minutes=9)
    trail.seal(closing=False)
    assert len(sizes()) == 2  # nothing new


def test_a_clock_that_was_set_back_does_not_put_off_checkpoints(cast: Cast, trail: Trail) -> None:
    trail.seal()
    trail.act(cast)
    trail.wait(days=-300)
    trail.seal(closing=False)
    assert len(sizes()) == 2


def test_a_checkpoint_is_a_signed_note_that_others_can_read(sealed: Trail) -> None:
    checkpoint = Checkpoint.objects.latest("size")
    note = read_note(checkpoint.note)
    (public,) = keys.public_keys(sealed.places.keys)
    assert (note.head.size, note.head.root.hex()) == (checkpoint.size, checkpoint.root)
    assert note.head.origin == public.name
    assert read_key(public.line()) == public
    assert keys.is_signed(note, [public])
    assert [one.text for one in sealed.kept()] == [one.note for one in Checkpoint.objects.order_by("size")]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda note: note.replace("\n20\n", "\n21\n"),
        lambda note: note.replace("\n20\n", "\n+20\n"),
        lambda note: note.replace("time 2024", "time 2023"),
        lambda note: note.replace("— ", "- "),
        lambda note: note.split("\n\n")[0],
        lambda note: note + "x",
        lambda note: "",
    ],
)
def test_a_note_with_anything_changed_is_none_or_not_signed(sealed: Trail, spoil) -> None:
    spoilt = spoil(Checkpoint.objects.latest("size").note)
    try:
        note = read_note(spoilt)
    except NoNote:
        return
    assert not keys.is_signed(note, keys.public_keys(sealed.places.keys))


@pytest.mark.parametrize("line", ["", "a+b", "zhenggai.audit/1+00000000+AQID", "名+0badc0de+" + "A" * 44])
def test_what_is_no_key_is_refused(line: str) -> None:
    with pytest.raises(NoNote):
        read_key(line)


# The tables of the seal are only ever added to, as the entries are


@pytest.mark.parametrize("table", [Seal, Checkpoint])
def test_the_model_refuses_to_change_or_delete_a_seal(sealed: Trail, table) -> None:
    row = table.objects.first()
    for attempt in (row.save, row.delete, table.objects.all().delete, lambda: table.objects.update(pk=9)):
        with pytest.raises(WrittenOnce):
            attempt()


@pytest.mark.parametrize("table", ["audit_seal", "audit_checkpoint"])
@pytest.mark.parametrize(
    "statement",
    ["UPDATE {} SET id = id + 100", "DELETE FROM {}", "TRUNCATE {} CASCADE", "REPLACE INTO {} SELECT * FROM {}"],
)
def test_the_database_refuses_it_too(sealed: Trail, table: str, statement: str) -> None:
    if statement.startswith("TRUNCATE") and connection.vendor == "sqlite":
        pytest.skip("SQLite has no TRUNCATE")
    if statement.startswith("REPLACE") and connection.vendor == "postgresql":
        pytest.skip("PostgreSQL has no REPLACE")
    connection.check_constraints()  # PostgreSQL asks for it before a TRUNCATE in the same transaction
    with pytest.raises(DatabaseError, match="only ever added"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format(table, table))


@pytest.mark.skipif(connection.vendor != "sqlite", reason="REPLACE is of SQLite")
def test_replace_cannot_give_an_entry_a_new_place(sealed: Trail) -> None:
    with pytest.raises(DatabaseError, match="only ever added"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("REPLACE INTO audit_seal (id, entry_id, leaf_hash) SELECT 99, entry_id, '' FROM audit_seal")


def test_an_entry_has_one_place_only(sealed: Trail) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        Seal.objects.create(sequence=99, entry=Entry.objects.earliest("id"), leaf_hash="0" * 64)


# Lag and the custody outside


def test_lag_is_how_long_the_oldest_entry_waits(cast: Cast, trail: Trail) -> None:
    trail.seal()
    assert queries.seal_lag(NOON) == timedelta(0)
    trail.act(cast, 2)
    assert queries.seal_lag(NOON + timedelta(seconds=70)) == timedelta(seconds=70)
    assert queries.seal_lag(NOON - timedelta(hours=1)) == timedelta(0)


def test_a_line_that_a_cut_left_half_written_spoils_no_other(cast: Cast, trail: Trail) -> None:
    trail.seal()
    (file,) = trail.places.checkpoints.iterdir()
    with file.open("ab") as half:
        half.write(b'{"note": "zhengg')
    trail.act(cast)
    trail.seal()
    assert len(trail.kept()) == 2
    assert trail.verify().status == 0


def test_a_checkpoint_whose_process_died_before_it_was_kept_outside_follows(cast: Cast, trail: Trail) -> None:
    trail.seal()
    trail.act(cast)
    (file,) = trail.places.checkpoints.iterdir()
    first = file.read_bytes()
    trail.seal()
    file.write_bytes(first)  # as if it had been killed in between
    assert trail.verify().status == 0
    trail.seal()
    assert len(trail.kept()) == 2


def test_checkpoints_lie_by_the_month(cast: Cast, trail: Trail) -> None:
    trail.seal()
    trail.wait(days=40)
    trail.act(cast)
    trail.seal()
    assert sorted(path.name for path in trail.places.checkpoints.iterdir()) == ["2024-03.jsonl", "2024-04.jsonl"]
    last = custody.last_note(trail.places.checkpoints)
    assert last is not None
    assert last.head.size == queries.last_sequence()


@pytest.mark.skipif(os.name != "posix", reason="modes are those of Unix")
def test_key_and_checkpoints_are_for_their_owner_alone(sealed: Trail) -> None:
    for folder in (sealed.places.keys, sealed.places.checkpoints):
        assert folder.stat().st_mode & 0o777 == 0o700
        assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o600}


@pytest.mark.skipif(os.name != "posix", reason="modes are those of Unix")
def test_a_key_that_others_can_read_is_not_used(sealed: Trail, cast: Cast) -> None:
    (sealed.places.keys / keys.PRIVATE).chmod(0o644)
    sealed.act(cast)
    with pytest.raises(SealRefused, match="chmod 600"):
        sealed.seal()


def test_a_key_that_is_none_is_not_used(sealed: Trail, cast: Cast) -> None:
    (sealed.places.keys / keys.PRIVATE).write_bytes(b"broken")
    sealed.act(cast)
    with pytest.raises(SealRefused, match="已损坏"):
        sealed.seal()


def test_a_folder_that_cannot_be_made_is_said(cast: Cast, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    places = sealing.Places(tmp_path / "keys", tmp_path / "file" / "checkpoints")
    with pytest.raises(SealRefused) as refused:
        Trail(places).seal()
    assert refused.value.code == "custody_unwritable"


# What was given up


def test_on_an_old_backup_nothing_is_sealed_until_somebody_says_why(sealed: Trail, cast: Cast) -> None:
    with bent(
        "DELETE FROM audit_checkpoint WHERE size > 12",
        "DELETE FROM audit_seal WHERE id > 12",
        "DELETE FROM audit_entry WHERE id NOT IN (SELECT entry_id FROM audit_seal)",
    ):
        sealed.act(cast)
        with pytest.raises(SealRefused, match="--resume"):
            sealed.seal()
        with pytest.raises(SealRefused, match="写明为什么"):
            sealing.resume(sealed.places, reason=" ", by=CONSOLE, at=sealed.at)
        given_up = [note.head for note in sealed.kept() if note.head.size > 12]
        sealing.resume(sealed.places, reason="机房断电，恢复三月十九日的备份", by=CONSOLE, at=sealed.at)
        sealed.act(cast)
        sealed.seal()
        report = sealed.verify()
        assert (report.status, len(report.remarks)) == (0, 1)
        entry = Entry.objects.get(verb="seal.resumed", result="done")
        assert entry.changes["given_up"][0] == [[head.size, head.root.hex()] for head in given_up]
        # Who holds one of them elsewhere still finds that something is gone.
        assert sealed.verify([note for note in sealed.kept() if note.head in given_up]).status == 1


def test_a_lost_key_is_not_replaced_in_silence(sealed: Trail, cast: Cast) -> None:
    (sealed.places.keys / keys.PRIVATE).unlink()
    sealed.act(cast)
    with pytest.raises(SealRefused, match="封存密钥不在"):
        sealed.seal()
    sealing.resume(sealed.places, reason="密钥遗失", by=CONSOLE, at=sealed.at)
    assert len(keys.public_keys(sealed.places.keys)) == 2
    assert sealed.verify().status == 0


def test_only_the_console_may_begin_again(sealed: Trail, cast: Cast) -> None:
    with pytest.raises(SealRefused, match="服务器本机"):
        sealing.resume(sealed.places, reason="想重来", by=cast.by_lin, at=NOON)
    assert Entry.objects.latest("id").result == "refused"


def test_nothing_is_sealed_over_a_bent_edge(sealed: Trail, cast: Cast) -> None:
    with bent(("UPDATE audit_checkpoint SET peaks_json = %s WHERE size = 20", [json.dumps(["00" * 32] * 2)])):
        sealed.act(cast)
        with pytest.raises(SealRefused, match="被改动过"):
            sealed.seal()


def test_nothing_is_sealed_over_a_gap(sealed: Trail, cast: Cast) -> None:
    sealed.act(cast, 3)
    sealed.seal(closing=False)
    with bent("DELETE FROM audit_seal WHERE id = 21"), pytest.raises(SealRefused, match="第 21 条断开"):
        sealed.seal()


def test_the_triggers_come_back(sealed: Trail) -> None:
    with transaction.atomic():
        guards.remove(connection)
        guards.after_migrate(using="default")
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("DELETE FROM audit_seal")
