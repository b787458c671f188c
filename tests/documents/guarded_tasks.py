"""Tasks for the guarded child that try what a hostile file might make a parser do."""

from __future__ import annotations

import os
import socket
import tempfile
import time
from pathlib import Path


def echo(data: bytes, name: str) -> dict[str, object]:
    return {"name": name, "size": len(data), "pid": os.getpid()}


def eat_memory(data: bytes, name: str) -> int:
    return len(bytearray(2 * 1024 * 1024 * 1024))


def burn(data: bytes, name: str) -> None:
    while True:
        pass


def wait(data: bytes, name: str) -> None:
    time.sleep(3600)


def hold(data: bytes, name: str) -> str:
    """Reads from the pipe that `data` names: ends when whoever holds its other end closes it."""
    return Path(data.decode()).read_text(encoding="utf-8")


def die(data: bytes, name: str) -> None:
    os.abort()


def fail(data: bytes, name: str) -> None:
    raise KeyError("a fault of ours")


def connect(data: bytes, name: str) -> str:
    """What comes of an attempt to reach a listener on loopback."""
    try:
        with socket.create_connection(("127.0.0.1", int(data)), timeout=2):
            return "connected"
    except OSError as error:
        return type(error).__name__


def interfaces(data: bytes, name: str) -> list[str]:
    return [name for _, name in socket.if_nameindex() if name != "lo"]


def leave_a_file(data: bytes, name: str) -> str:
    path = Path(tempfile.gettempdir(), "left.txt")
    path.write_bytes(data)
    return str(path)


def print_noise(data: bytes, name: str) -> str:
    os.write(1, b"noise on standard output\n")
    print("more noise", flush=True)
    return "answered"


def variable(data: bytes, name: str) -> str | None:
    return os.environ.get(data.decode())
