"""What verifying found, and how it is said."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from zhenggai.audit.sealing.notes import Head

GOOD, TAMPERED, UNKNOWN = 0, 1, 2
FORMAT = "zhenggai.audit.verify.v1"
SHOWN = 20  # faults that are said one by one
_WORDS = {GOOD: "good", TAMPERED: "tampered", UNKNOWN: "unknown"}


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is not as it was. code: as in docs/rules/audit.md. sequence: of the first entry concerned."""

    code: str
    message: str
    sequence: int | None = None

    def as_json(self) -> dict[str, Any]:
        return {"code": self.code, "sequence": self.sequence, "message": self.message}


@dataclass
class Report:
    """faults: tampering. doubts: what could not be checked. remarks: what is as it may be, yet worth knowing."""

    n_sealed: int = 0
    n_unsealed: int = 0
    n_checkpoints: int = 0
    n_rows: int | None = None
    n_files: int | None = None
    last_good: Head | None = None
    faults: list[Fault] = field(default_factory=list)
    doubts: list[Fault] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    @property
    def status(self) -> int:
        """The exit status: 0 good, 1 tampered, 2 cannot tell."""
        return TAMPERED if self.faults else UNKNOWN if self.doubts else GOOD

    @property
    def word(self) -> str:
        """The status in one word."""
        return _WORDS[self.status]

    @property
    def first_bad(self) -> int | None:
        """The lowest sequence number that a fault names."""
        return min((one.sequence for one in self.faults if one.sequence is not None), default=None)

    def as_json(self) -> dict[str, Any]:
        good = self.last_good
        return {
            "format": FORMAT,
            "status": self.word,
            "sealed": self.n_sealed,
            "unsealed": self.n_unsealed,
            "checkpoints": self.n_checkpoints,
            "rows": self.n_rows,
            "files": self.n_files,
            "first_bad": self.first_bad,
            "last_good": {"size": good.size, "root": good.root.hex(), "at": good.at} if good else None,
            "faults": [one.as_json() for one in self.faults],
            "doubts": [one.as_json() for one in self.doubts],
            "remarks": self.remarks,
        }

    def as_text(self) -> str:
        """Plain Chinese, one line for each thing."""
        lines = [self._headline(), *_listed(self.faults), *_listed(self.doubts)]
        if self.status == TAMPERED:
            lines.append(f"最后可信的检查点：{said(self.last_good)}。" if self.last_good else "没有一个可信的检查点。")
        return "\n".join([*lines, *(f"另：{one}" for one in self.remarks)])

    def _headline(self) -> str:
        if self.status == TAMPERED:
            first = f"，最早的是第 {self.first_bad} 条" if self.first_bad is not None else ""
            return f"核验不通过：发现 {len(self.faults)} 处与封存的记录不符{first}。"
        if self.status == UNKNOWN:
            return "无法判定：没有发现改动，但有内容核对不了。"
        done = [f"{self.n_sealed} 条留痕", f"{self.n_checkpoints} 个检查点"]
        done += [f"{self.n_rows} 行数据"] if self.n_rows is not None else []
        done += [f"{self.n_files} 个文件"] if self.n_files is not None else []
        upto = f"，最后一个检查点：{said(self.last_good)}" if self.last_good else ""
        return f"核验通过：{'、'.join(done)}都与封存的记录相符{upto}。"


def said(head: Head) -> str:
    """A checkpoint in words: how many entries, and when by the clock of the office."""
    try:
        at = datetime.fromisoformat(head.at).astimezone(ZoneInfo("Asia/Shanghai"))
    except ValueError:
        return f"前 {head.size} 条"
    return f"前 {head.size} 条，{at:%Y-%m-%d %H:%M:%S}"


def _listed(faults: list[Fault]) -> list[str]:
    lines = [f"  {one.message}" for one in faults[:SHOWN]]
    return [*lines, f"  …… 另有 {len(faults) - SHOWN} 处"] if len(faults) > SHOWN else lines
