"""The command line: read and check documents, load a plan into the database, serve the pages.

`read` and `check` never import the web framework; the other commands are found by name when they are asked for.
Exit status: 0 done, 2 if a file was refused (the others are read all the same) or the call was wrong.
"""

from __future__ import annotations

import argparse
import importlib
import io
import json
import os
import sys
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any, NoReturn
from zoneinfo import ZoneInfo

from zhenggai import __version__
from zhenggai.core.errors import UnreadableDocument, ZhenggaiError, reason
from zhenggai.documents.batch import find_files, read_files

CHECK_FORMAT = "zhenggai.check.v1"


def main(arguments: list[str] | None = None) -> int:
    for stream in (sys.stdout, sys.stderr):
        # A redirected stream takes the system's code page, which on many machines holds no Chinese.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    asked = _parser().parse_args(arguments)
    try:
        return int(asked.run(asked))
    except ZhenggaiError as error:
        print(error.message, file=sys.stderr)
        return 2
    except BrokenPipeError:
        # Whoever read our output left (`| head`): not an error of ours.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130


def read(asked: argparse.Namespace) -> int:
    """zhenggai read: what the documents hold, as JSON, table or workbook."""
    outcomes = _outcomes(asked)
    if asked.jsonl:
        n_refused = 0
        for outcome in outcomes:
            n_refused += _refused(outcome)
            if "plan" in outcome:
                print(json.dumps(outcome["plan"], ensure_ascii=False), flush=True)
        return _status(n_refused)
    done = list(outcomes)
    n_refused = sum(_refused(outcome) for outcome in done)
    plans = [outcome["plan"] for outcome in done if "plan" in outcome]
    if asked.xlsx and plans:
        _write(
            asked.xlsx, _writer("ledger_xlsx").workbook([outcome["ledger"] for outcome in done if "ledger" in outcome])
        )
    elif asked.json and plans:
        _print_json(plans)
    elif plans:
        print(_writer("ledger_text").tables(plans))
    return _status(n_refused)


def check(asked: argparse.Namespace) -> int:
    """zhenggai check: the health report (方案体检) as text, JSON, DOCX or HTML."""
    asked.today = asked.today or datetime.now(ZoneInfo("Asia/Shanghai")).date()
    done = list(_outcomes(asked, today=asked.today.isoformat()))
    n_refused = sum(_refused(outcome) for outcome in done)
    reports = [_report(outcome) for outcome in done if "plan" in outcome]
    if asked.docx and reports:
        _write(asked.docx, _writer("health_docx").document(reports, asked.today))
    elif asked.html and reports:
        _write(asked.html, _writer("health_html").page(reports, asked.today).encode())
    elif asked.json and reports:
        _print_json([{key: report[key] for key in ("format", "file", "points")} for report in reports])
    elif reports:
        print(_writer("health_text").report(reports))
    return _status(n_refused)


def load(asked: argparse.Namespace) -> int:
    """zhenggai load: into the database as a plan edition."""
    _framework("zhenggai.documents.preparing").prepare_beside_a_server()
    return int(_framework("zhenggai.findings.loading").load_command(asked))


def serve(asked: argparse.Namespace) -> int:
    """zhenggai serve: the pages."""
    return int(_framework("zhenggai.www.serving").serve_command(asked))


def _outcomes(asked: argparse.Namespace, today: str | None = None) -> Iterator[dict[str, Any]]:
    files = find_files(asked.files)
    if not files:
        raise UnreadableDocument("no_files", f"“{asked.files[0]}”里没有文件；请换一个文件夹，或直接写文件名。")
    outcomes = read_files(files, today=today)
    if len(files) < 20 or not sys.stderr.isatty():
        return outcomes
    tqdm = importlib.import_module("tqdm").tqdm
    return iter(tqdm(outcomes, total=len(files), unit="份", file=sys.stderr))


def _report(outcome: dict[str, Any]) -> dict[str, Any]:
    plan = outcome["plan"]
    return {"format": CHECK_FORMAT, "file": plan["source"]["file"], "points": outcome["points"], "plan": plan}


def _refused(outcome: dict[str, Any]) -> bool:
    if "error" not in outcome:
        return False
    print(outcome["error"]["message"], file=sys.stderr)
    return True


def _status(n_refused: int) -> int:
    return 2 if n_refused else 0


def _print_json(items: list[Any]) -> None:
    print(json.dumps(items[0] if len(items) == 1 else items, ensure_ascii=False, indent=2))


def _write(target: Path, content: bytes) -> None:
    try:
        target.write_bytes(content)
    except OSError as error:
        message = f"无法写入“{target}”（{reason(error)}），请换一个位置或先关闭该文件。"
        raise ZhenggaiError("output_not_written", message) from error
    print(f"已写入 {target}", file=sys.stderr)


def _writer(name: str) -> Any:
    return importlib.import_module(f"zhenggai.writers.{name}")


def _framework(module: str) -> Any:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zhenggai.settings")
    try:
        importlib.import_module("django").setup()
        return importlib.import_module(module)
    except importlib.import_module("django.core.exceptions").ImproperlyConfigured as error:
        raise ZhenggaiError("wrong_settings", str(error)) from None


class _Parser(argparse.ArgumentParser):
    """argparse with its own words in Chinese, since it has no translation of them."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(add_help=False, **settings)
        self.sorts = self.add_argument_group("选项")
        self.sorts.add_argument("-h", "--help", action="help", help="显示这份说明")

    def format_help(self) -> str:
        return super().format_help().replace("usage: ", "用法：").replace("positional arguments:", "参数：")

    def error(self, message: str) -> NoReturn:
        kind, _, own = message.partition(": ")
        ours = own if own[:1] > "~" else "命令、选项或文件名写得不对"
        said = f"缺少{own}" if "required" in kind else ours
        print(f"{said}；请看 {self.prog} --help。", file=sys.stderr)
        sys.exit(2)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}”不是日期，请写成 2024-03-20 的样子") from None


def _port(text: str) -> int:
    if not (text.isascii() and text.isdigit() and int(text) < 65536):
        raise argparse.ArgumentTypeError(f"“{text}”不是端口，请写 1 到 65535 的数，如 9000")
    return int(text)


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="zhenggai", description="整改：读方案、查矛盾、管台账。")
    parser.sorts.add_argument("--version", action="version", version=f"zhenggai {__version__}", help="显示版本")
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="命令", title="命令", parser_class=_Parser)

    reading = verbs.add_parser("read", help="识别整改文件，输出问题清单")
    reading.add_argument("files", nargs="+", type=Path, metavar="文件", help="文件、文件夹或压缩包")
    form = reading.sorts.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="按 zhenggai.plan.v1 输出 JSON")
    form.add_argument("--jsonl", action="store_true", help="每份文件一行 JSON")
    form.add_argument("--table", action="store_true", help="输出表格（默认）")
    form.add_argument("--xlsx", type=Path, metavar="输出文件", help="写成 Excel 台账")
    reading.set_defaults(run=read)

    checking = verbs.add_parser("check", help="方案体检：列出矛盾和缺项")
    checking.add_argument("files", nargs="+", type=Path, metavar="文件", help="文件、文件夹或压缩包")
    checking.sorts.add_argument("--today", type=_day, metavar="日期", help="按哪一天判断是否已过期（默认今天）")
    form = checking.sorts.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="按 zhenggai.check.v1 输出 JSON")
    form.add_argument("--docx", type=Path, metavar="输出文件", help="写成可作意见反馈的 Word 文件")
    form.add_argument("--html", type=Path, metavar="输出文件", help="写成网页")
    checking.set_defaults(run=check)

    loading = verbs.add_parser("load", help="把方案装入数据库")
    loading.add_argument("files", nargs="+", type=Path, metavar="文件", help="文件、文件夹或压缩包")
    loading.set_defaults(run=load)

    serving = verbs.add_parser("serve", help="启动网页")
    serving.sorts.add_argument("--port", type=_port, metavar="端口", help="只用这个端口（默认 8765，被占用时顺延）")
    serving.sorts.add_argument("--trial", action="store_true", help="单人试用：只在本机，打印一次性登录地址")
    serving.sorts.add_argument("--sample", action="store_true", help="还没有方案时装入示例方案")
    serving.set_defaults(run=serve)
    return parser


if __name__ == "__main__":
    sys.exit(main())
