"""The checker is one file for any machine: it knows nothing of this package and says the same as verifying does."""

from __future__ import annotations

import json
import random
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from tests.audit.conftest import Trail, bent
from tests.cast import Cast
from zhenggai.accounts.actors import CONSOLE
from zhenggai.audit import checker
from zhenggai.audit.exporting import export
from zhenggai.audit.refusals import SealRefused
from zhenggai.audit.sealing import actions as sealing
from zhenggai.audit.sealing.keys import public_keys

Line = dict[str, Any]

# RFC 8032, section 7.1, tests 1 to 3: public key, message, signature
VECTORS = [
    (
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46b"
        "d25bf5f0595bbe24655141438e7a100b",
    ),
    (
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c"
        "387b2eaeb4302aeeb00d291612bb0c00",
    ),
    (
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc659"
        "4a7c15e9716ed28dc027beceea1ec40a",
    ),
]


def check(*arguments: object, folder: Path) -> tuple[int, str]:
    """Runs a copy of the file as another office would: in isolated mode, in a folder without this package."""
    script = folder / "check_audit.py"
    shutil.copy(checker.__file__, script)
    command = [sys.executable, "-I", "-S", str(script), *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", cwd=folder, check=False)
    assert "Traceback" not in done.stderr
    return done.returncode, done.stdout


@pytest.fixture
def exported(sealed: Trail, tmp_path: Path) -> Path:
    target = tmp_path / "trail.jsonl"
    assert export(sealed.places, target) == 20
    return target


def changed(target: Path, change: Callable[[list[Line]], object]) -> Path:
    """The export with its lines changed."""
    lines = [json.loads(line) for line in target.read_text(encoding="utf-8").splitlines()]
    change(lines)
    other = target.with_name("changed.jsonl")
    other.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in lines), encoding="utf-8")
    return other


def test_the_file_is_short_and_needs_only_the_standard_library() -> None:
    text = Path(checker.__file__).read_text(encoding="utf-8")
    assert len(text.splitlines()) < 200
    modules = {line.split()[1].split(".")[0] for line in text.splitlines() if line.startswith(("import ", "from "))}
    assert modules <= {"__future__", *sys.stdlib_module_names}


@pytest.mark.parametrize(("public", "message", "signature"), VECTORS)
def test_signatures_of_rfc_8032_are_believed_and_no_others(public: str, message: str, signature: str) -> None:
    key, said, signed = bytes.fromhex(public), bytes.fromhex(message), bytes.fromhex(signature)
    assert checker.is_signed_with(key, said, signed)
    for place in range(0, 64, 7):
        assert not checker.is_signed_with(key, said, signed[:place] + bytes([signed[place] ^ 4]) + signed[place + 1 :])
    assert not checker.is_signed_with(key, said + b"x", signed)
    assert not checker.is_signed_with(key[::-1], said, signed)
    assert not checker.is_signed_with(key, said, signed[:63])
    # The same signature with the order of the group added to its number is not a second one.
    too_large = int.from_bytes(signed[32:], "little") + checker.L
    assert not checker.is_signed_with(key, said, signed[:32] + too_large.to_bytes(32, "little"))


def test_its_signatures_are_those_of_the_library() -> None:
    chance = random.Random(8032)
    for _ in range(5):
        private = Ed25519PrivateKey.from_private_bytes(chance.randbytes(32))
        message = chance.randbytes(chance.randrange(200))
        public = private.public_key().public_bytes_raw()
        assert checker.is_signed_with(public, message, private.sign(message))


def test_an_export_that_nobody_bent_is_good(sealed: Trail, exported: Path) -> None:
    (public,) = public_keys(sealed.places.keys)
    (month,) = sealed.places.checkpoints.iterdir()
    paper = exported.with_name("paper.txt")
    paper.write_text(sealed.kept()[-1].text, encoding="utf-8")
    for more in ((), ("--key", public.line()), ("--checkpoint", month), ("--checkpoint", paper)):
        status, said = check(exported, *more, folder=exported.parent)
        assert (status, said.startswith("核对通过：20 条留痕、3 个检查点都相符")) == (0, True)


def _line(sequence: int) -> Callable[[list[Line]], Line]:
    return lambda lines: next(one for one in lines if one.get("sequence") == sequence)


BENT: dict[str, tuple[Callable[[list[Line]], object], int]] = {
    "changed": (lambda lines: _line(7)(lines)["entry"].update(reason="x"), 7),
    "a number": (lambda lines: _line(7)(lines)["entry"].update(actor_id=99), 7),
    "a column more": (lambda lines: _line(7)(lines)["entry"].update(region="x"), 7),
    "emptied": (lambda lines: _line(7)(lines).update(entry=None), 7),
    "its hash": (lambda lines: _line(7)(lines).update(leaf="x"), 7),
    "left out": (lambda lines: lines.remove(_line(7)(lines)), 7),
    "swapped": (lambda lines: lines.insert(7, lines.pop(8)), 7),
    "the tail": (lambda lines: lines.remove(_line(20)(lines)), 20),
    "a checkpoint": (
        lambda lines: lines[-1].update(checkpoint=lines[-1]["checkpoint"].replace("\n20\n", "\n21\n")),
        21,
    ),
    "no checkpoint": (lambda lines: lines[-1].update(checkpoint="x"), 20),
    "the number of entries": (lambda lines: lines[0].update(size=21), 21),
}


@pytest.mark.parametrize("kind", BENT)
def test_an_export_that_was_bent_is_found_at_the_right_number(exported: Path, kind: str) -> None:
    change, sequence = BENT[kind]
    status, said = check(changed(exported, change), folder=exported.parent)
    assert (status, f"最早的是第 {sequence} 条" in said) == (1, True), said


def test_an_entry_that_was_changed_with_its_hash_is_found_by_the_next_checkpoint(exported: Path) -> None:
    def change(lines: list[Line]) -> None:
        line = _line(18)(lines)
        line["entry"]["reason"] = "x"
        text = json.dumps(line["entry"], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        line["leaf"] = checker.hashlib.sha256(b"\0" + text.encode()).hexdigest()

    status, said = check(changed(exported, change), folder=exported.parent)
    assert (status, "第 18 至 20 条之间有留痕被改写" in said) == (1, True)
    assert "最后可信的检查点：前 17 条" in said


def test_a_tail_that_is_missing_everywhere_is_found_by_a_checkpoint_kept_elsewhere(
    sealed: Trail, exported: Path
) -> None:
    def change(lines: list[Line]) -> None:
        lines[:] = [one for one in lines if one.get("sequence", 0) < 18 and "\n20\n" not in one.get("checkpoint", "")]
        lines[0]["size"] = 17

    other = changed(exported, change)
    assert check(other, folder=exported.parent)[0] == 0  # nothing in it says more
    paper = exported.with_name("paper.txt")
    paper.write_text(sealed.kept()[-1].text, encoding="utf-8")
    status, said = check(other, "--checkpoint", paper, folder=exported.parent)
    assert (status, "第 18 条起被删除" in said) == (1, True)


def test_a_trail_that_was_bent_in_the_database_is_found_in_its_export(sealed: Trail, tmp_path: Path) -> None:
    with bent("UPDATE audit_entry SET reason = 'x' WHERE id = (SELECT entry_id FROM audit_seal WHERE id = 9)"):
        export(sealed.places, tmp_path / "bent.jsonl")
    status, said = check(tmp_path / "bent.jsonl", folder=tmp_path)
    assert (status, "第 9 条留痕" in said) == (1, True)


def test_what_a_resumption_gave_up_is_said_and_is_no_fault(sealed: Trail, cast: Cast, tmp_path: Path) -> None:
    with bent(
        "DELETE FROM audit_checkpoint WHERE size > 17",
        "DELETE FROM audit_seal WHERE id > 17",
        "DELETE FROM audit_entry WHERE id NOT IN (SELECT entry_id FROM audit_seal)",
    ):
        sealing.resume(sealed.places, reason="恢复备份", by=CONSOLE, at=sealed.at)
        sealed.act(cast, 5)
        sealed.seal()
        export(sealed.places, tmp_path / "resumed.jsonl")
        assert sealed.verify().status == 0
    status, said = check(tmp_path / "resumed.jsonl", folder=tmp_path)
    assert (status, "已经放弃" in said) == (0, True)


@pytest.mark.parametrize("content", ["", "{}", "not json", '{"format":"zhenggai.audit.v1"}', "[]", "\ufeff"])
def test_what_is_no_export_cannot_be_judged(tmp_path: Path, content: str) -> None:
    (tmp_path / "x").write_text(content, encoding="utf-8")
    status, said = check(tmp_path / "x", folder=tmp_path)
    assert (status, said.startswith("无法判定")) == (2, True)
    assert check(tmp_path / "nothing", folder=tmp_path)[0] == 2


def test_a_checkpoint_of_another_key_cannot_be_judged(sealed: Trail, exported: Path, tmp_path: Path) -> None:
    other = sealing.Places(tmp_path / "keys-2", tmp_path / "checkpoints-2")
    with bent("DELETE FROM audit_checkpoint", "DELETE FROM audit_seal"):
        sealing.seal(other, at=sealed.at, closing=True)
    (month,) = other.checkpoints.iterdir()
    (foreign,) = public_keys(other.keys)
    assert check(exported, "--checkpoint", month, folder=tmp_path)[0] == 2
    # Against a key that was kept elsewhere, an export signed with another one is not ours.
    assert check(exported, "--key", foreign.line(), folder=tmp_path)[0] == 1


def test_an_export_that_cannot_be_written_leaves_nothing(sealed: Trail, tmp_path: Path) -> None:
    (tmp_path / "folder" / "inside").mkdir(parents=True)
    with pytest.raises(SealRefused, match="无法写入"):
        export(sealed.places, tmp_path / "folder")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["checkpoints", "files", "folder", "keys"]
