"""Bytes to text: which encoding it is, judged by the bytes. Chinese official text is the yardstick."""

from __future__ import annotations

import re
from dataclasses import dataclass

from zhenggai.documents import limits
from zhenggai.documents.formats.refusals import refusal
from zhenggai.documents.sniffing import looks_like_utf16

# The characters that official Chinese uses most; in text decoded by a wrong codec they hardly occur.
_COMMON = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过民前面产行方"
    "等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然事政"
    "市县区镇乡村街道局委党府省州旗督察整改问题环境保护责任单位目标措施期限月日治污染完推进落情况项"
    "號區縣鎮鄉這個國會為對時來們產業體環護責單標題務處實現進關於與及各组办处务关设施管"
)
_PLAUSIBLE_SHARE = 0.15  # of the Chinese characters: real text lies above 0.35, wrong codecs below 0.07
_CHINESE = re.compile("[\u4e00-\u9fff]")
_ORDINARY = re.compile(
    "[\\x20-\\x7e\\s\u00a0-\u00ff\u2010-\u2027\u2030-\u203b\u2100-\u22ff\u2460-\u25ff\u3000-\u33ff\u4e00-\u9fff\uff00-\uffef]"
)
_TOLERATED_SHARE = 0.02  # characters that could not be decoded, beyond which the file is refused
_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text with the codec it was read by. lost: characters that could not be decoded (shown as U+FFFD)."""

    text: str
    codec: str
    lost: int = 0


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """The text of the bytes. `declared` is what the document says of itself; it is tried, not trusted.

    Raises UnreadableDocument when no encoding yields plausible text, or the file is too large.
    """
    if len(data) > limits.MAX_TEXT_BYTES:
        raise refusal("too_large")
    for mark, codec in _MARKS:
        if data.startswith(mark):
            return _tolerant(data, (codec,))
    wide = looks_like_utf16(data) if b"\0" in data[:8192] else None
    if wide:
        return _tolerant(data, (wide,))
    codecs = [codec for codec in (_normal(declared), "utf-8", "gb18030", "big5") if codec]
    for codec in dict.fromkeys(codecs):
        text = _strict(data, codec)
        if text is not None and (codec == "utf-8" or _is_plausible(text)):
            return Decoded(text, codec)
    wide = looks_like_utf16(data)  # UTF-16 of Chinese characters only holds no zero byte
    return _tolerant(data, (wide,) if wide else ("utf-8", "gb18030"))


def _normal(declared: str | None) -> str | None:
    """The codec for a declared charset: gb2312 and gbk are read as their superset. None for what is not expected."""
    name = (declared or "").strip().strip("\"'").lower()
    if name in ("gb2312", "gbk", "gb18030", "gb_2312-80", "x-gbk"):
        return "gb18030"
    return {"utf-8": "utf-8", "utf8": "utf-8", "big5": "big5", "utf-16": None}.get(name)


def _strict(data: bytes, codec: str) -> str | None:
    try:
        return data.decode(codec)
    except UnicodeDecodeError:
        return None


def _tolerant(data: bytes, codecs: tuple[str, ...]) -> Decoded:
    """Decode although some bytes are broken, as long as they are few."""
    candidates = []
    for codec in codecs:
        text = data.decode(codec, "replace")
        candidates.append(Decoded(text, codec, text.count("\ufffd")))
    best = min(candidates, key=lambda candidate: candidate.lost)
    if best.lost > max(2, len(best.text) * _TOLERATED_SHARE) or not _is_plausible(best.text):
        raise refusal("encoding")
    return best


def _is_plausible(text: str) -> bool:
    """False for text no official ever wrote: rare characters all over, or Chinese without its common characters."""
    sample = text[:20_000]
    visible = len(sample) - sample.count("\ufffd")
    if visible and len(_ORDINARY.findall(sample)) < visible * 0.9:
        return False
    chinese = _CHINESE.findall(sample)
    if len(chinese) < 40:
        return True
    return sum(character in _COMMON for character in chinese) >= len(chinese) * _PLAUSIBLE_SHARE
