#!/usr/bin/env python3
"""核对整改系统导出的留痕：只需要 Python 3.9 以上，不需要本系统，可以把这一个文件拷到任何电脑上用。
Checks an exported audit trail with the standard library alone:
    python3 check_audit.py 导出文件 [--checkpoint 另处留存的检查点文件] [--key 另处留存的公钥行]

结束状态 Exit: 0 相符 good, 1 被改动过 tampered, 2 无法判定 cannot tell
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import json
import sys
from pathlib import Path
from typing import Any, NamedTuple

P, L = 2**255 - 19, 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P
Point = tuple[int, int, int, int]


def add(p: Point, q: Point) -> Point:  # RFC 8032, section 5.1.4
    a, b = (p[1] - p[0]) * (q[1] - q[0]) % P, (p[1] + p[0]) * (q[1] + q[0]) % P
    c, d = 2 * p[3] * q[3] * D % P, 2 * p[2] * q[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def multiply(number: int, p: Point) -> Point:
    total: Point = (0, 1, 1, 0)
    while number:
        total = add(total, p) if number & 1 else total
        p, number = add(p, p), number >> 1
    return total


def point(data: bytes) -> Point | None:
    y, odd = int.from_bytes(data, "little") & (2**255 - 1), data[31] >> 7
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * pow(2, (P - 1) // 4, P) % P
    if y >= P or (x * x - square) % P or (not x and odd):
        return None
    x = P - x if x & 1 != odd else x
    return x, y, 1, x * y % P


def is_signed_with(public: bytes, message: bytes, signature: bytes) -> bool:
    """Ed25519 as RFC 8032 describes it, section 5.1.7."""
    if len(public) != 32 or len(signature) != 64:
        return False
    base, a, r = point(b"\x58" + b"\x66" * 31), point(public), point(signature[:32])
    s = int.from_bytes(signature[32:], "little")
    if base is None or a is None or r is None or s >= L:
        return False
    k = int.from_bytes(hashlib.sha512(signature[:32] + public + message).digest(), "little") % L
    left, right = multiply(s, base), add(r, multiply(k, a))
    return not any((left[one] * right[2] - right[one] * left[2]) % P for one in (0, 1))


def read_key(line: str) -> tuple[tuple[str, bytes], bytes]:
    name, key_id, encoded = line.strip().split("+", 2)
    material = base64.b64decode(encoded, validate=True)
    if material[:1] != b"\x01" or hashlib.sha256(name.encode() + b"\n" + material).digest()[:4].hex() != key_id:
        raise ValueError("这不是公钥")
    return (name, bytes.fromhex(key_id)), material[1:]


class Note(NamedTuple):
    """A checkpoint. signatures: (name of the key, its id, signature)."""

    origin: str
    size: int
    root: bytes
    time: str
    signed: bytes
    signatures: list[tuple[str, bytes, bytes]]

    def is_signed(self, keys: dict[tuple[str, bytes], bytes]) -> bool:
        return any(
            name == self.origin and is_signed_with(keys.get((name, key_id), b""), self.signed, signature)
            for name, key_id, signature in self.signatures
        )


def read_note(text: str) -> Note:
    body, _, signed_by = text.partition("\n\n")
    origin, size, root, time = body.split("\n")
    parts = [line.split(" ") for line in signed_by.splitlines()]
    signatures = [
        (name, (data := base64.b64decode(encoded, validate=True))[:4], data[4:]) for _dash, name, encoded in parts
    ]
    return Note(origin, int(size), base64.b64decode(root, validate=True), time, f"{body}\n".encode(), signatures)


class Check:
    """The tree as it grows again from the export, and the checkpoints it must meet."""

    def __init__(self) -> None:
        self.size, self.whole, self.peaks = 0, True, list[bytes]()
        self.roots: dict[int, bytes] = {}
        self.faults: list[tuple[int, str]] = []
        self.notes: list[tuple[Note, str]] = []
        self.given_up: list[Any] = []

    def entry(self, sequence: int, leaf: str, entry: dict[str, Any] | None) -> None:
        text = json.dumps(entry, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        if sequence != self.size + 1:
            self.faults.append((self.size + 1, f"第 {self.size + 1} 条不见了，或次序被改动。"))
            self.whole = False
        if entry is None:
            self.faults.append((sequence, f"第 {sequence} 条留痕被删除了。"))
        elif hashlib.sha256(b"\0" + text.encode()).hexdigest() != leaf:
            self.faults.append((sequence, f"第 {sequence} 条留痕（编号 {entry.get('id')}）与封存时不同。"))
        elif (entry["verb"], entry["result"]) == ("seal.resumed", "done"):
            self.given_up += json.loads(entry["changes_json"])["given_up"][0]
        full, self.size = self.size, sequence
        self.whole = self.whole and len(leaf) == 64 and not set(leaf) - set("0123456789abcdef")
        if self.whole:
            self.peaks.append(bytes.fromhex(leaf))
            while full & 1:
                right = self.peaks.pop()
                self.peaks.append(hashlib.sha256(b"\1" + self.peaks.pop() + right).digest())
                full >>= 1
            self.roots[sequence] = self.peaks[-1]
            for peak in reversed(self.peaks[:-1]):
                self.roots[sequence] = hashlib.sha256(b"\1" + peak + self.roots[sequence]).digest()

    def compare(self) -> str:
        """With every checkpoint, smallest first; the last good one in words."""
        good, begin = "没有", 1
        for note, held in sorted(self.notes, key=lambda one: one[0].size):
            told = f"前 {note.size} 条，{note.time[5:]}"
            if self.roots.get(note.size) == note.root:
                if all(note.size < sequence for sequence, _ in self.faults):
                    good, begin = told, note.size + 1
            elif held == "outside" and [note.size, note.root.hex()] in self.given_up:
                print(f"另：检查点（{told}）在重新开始封存时已经放弃。")
            elif note.size > self.size:
                self.faults.append((self.size + 1, f"检查点（{told}）比这里多：第 {self.size + 1} 条起被删除。"))
            elif self.whole:
                self.faults.append((begin, f"第 {begin} 至 {note.size} 条之间有留痕被改写，与检查点（{told}）不同。"))
        return good


def check(export: str, given: str, key: str) -> int:
    found = Check()
    with Path(export).open(encoding="utf-8") as lines:
        head = json.loads(next(lines, "{}"))
        if head.get("format") != "zhenggai.audit.v1":
            raise ValueError("不是留痕的导出文件")
        keys = dict(read_key(line) for line in ([key] if key else head["keys"]))
        for line in map(json.loads, lines):
            if "checkpoint" in line:
                try:
                    found.notes.append((read_note(line["checkpoint"]), line["held"]))
                except ValueError:
                    found.faults.append((found.size, "有一个检查点的内容被改动过。"))
            else:
                found.entry(line["sequence"], line["leaf"], line["entry"])
    for note in {note.signed: note for note, _ in found.notes if not note.is_signed(keys)}.values():
        found.faults.append((note.size, f"检查点（前 {note.size} 条）的签名不对。"))
    if found.size != head["size"]:
        found.faults.append((found.size + 1, f"导出时有 {head['size']} 条，这里有 {found.size} 条。"))
    if given:
        text = Path(given).read_text(encoding="utf-8")
        texts = [json.loads(one)["note"] for one in text.splitlines()] if text.startswith("{") else [text]
        brought = [read_note(one) for one in texts]
        if not brought or not all(note.is_signed(keys) for note in brought):
            raise ValueError("交来的检查点不是这把密钥签发的")
        found.notes += [(note, "given") for note in brought]
    good = found.compare()
    print(*(f"  {told}" for _, told in sorted(found.faults)[:20]), sep="\n", end="\n" if found.faults else "")
    if found.faults:
        print(f"核对不通过：{len(found.faults)} 处，最早的是第 {min(found.faults)[0]} 条。最后可信的检查点：{good}。")
        return 1
    if not (n_notes := len({note.size for note, _ in found.notes})) and found.size:
        raise ValueError("没有检查点可以核对")
    print(f"核对通过：{found.size} 条留痕、{n_notes} 个检查点都相符。最后一个检查点：{good}。")
    return 0


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(usage=__doc__)
    for name in ("export", "--checkpoint", "--key"):
        parser.add_argument(name, default="")
    asked = parser.parse_args(arguments)
    try:
        return check(asked.export, asked.checkpoint, asked.key)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        print(f"无法判定：{error}")
        return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
