"""The family of refusals. Each carries a stable code and one Chinese sentence for the person who asked.

ZhenggaiError
├── UnreadableDocument   a document cannot be opened or holds no text
├── UnknownFormat        a kind of file that is not read
├── PackError            a pack in the catalog is not well formed
└── Refused              an act that may not happen now (the move, the version, the right)
"""

from __future__ import annotations

import errno


class ZhenggaiError(Exception):
    """A refusal with a code for programs and a sentence for people."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message

    def __reduce__(self) -> tuple[type[ZhenggaiError], tuple[str, str]]:
        return type(self), (self.code, self.message)


class UnreadableDocument(ZhenggaiError):
    """The file cannot be read: empty, damaged, encrypted, too large, without text."""


class UnknownFormat(ZhenggaiError):
    """The file is none of the formats that are read."""


class PackError(ZhenggaiError):
    """A pack of the catalog is not well formed; the message names the pack and the key."""


class Refused(ZhenggaiError):
    """The act may not happen now; nothing was written."""


_REASONS = {
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EEXIST: "已经存在",
    errno.EISDIR: "这是一个文件夹",
    errno.ENOTDIR: "路径中有一段不是文件夹",
    errno.ENOENT: "文件夹或文件不存在",
    errno.ENAMETOOLONG: "名称太长",
    errno.ENOSPC: "磁盘已满",
    errno.EROFS: "磁盘只读",
    errno.EIO: "磁盘读写出错",
    errno.EMFILE: "打开的文件太多",
}


def reason(error: OSError) -> str:
    """Why the system refused, in Chinese; its error number where there is no word for it."""
    return _REASONS.get(error.errno or 0, f"系统错误 {error.errno or type(error).__name__}")
