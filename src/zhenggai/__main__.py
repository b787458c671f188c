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
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, NoReturn
from zoneinfo import ZoneInfo

from zhenggai import __version__
from zhenggai.audit.refusals import SealRefused
from zhenggai.core.errors import ZhenggaiError, reason
from zhenggai.documents.batch import find_files, read_files
from zhenggai.documents.whole_files import write_whole

CHECK_FORMAT = "zhenggai.check.v1"

# What the help says of each command
_EPILOG = """例：
  zhenggai read 方案.docx                  看看能读出什么
  zhenggai read 方案文件夹 --xlsx 台账.xlsx  一批文件写成一本台账
  zhenggai check 方案.docx --docx 意见.docx  体检结果写成可反馈的意见
  zhenggai serve --trial                   在本机打开网页试用

  zhenggai audit verify --state --files  核验留痕、数据和文件

每个命令的用法：zhenggai 命令 --help。结束状态：0 成功；2 有文件没读成（其余照读）或命令写错；130 被中断。"""
_READ = """识别整改文件，列出问题、目标、措施、单位、时限。不用数据库，不改原文件。
可读 txt、md、html、docx、xlsx、带文字的 pdf、zip；doc、wps、rtf 需要 LibreOffice；ofd 尽力而为。
文件夹里只读这些文件（含下级文件夹）；读不成的逐个说明原因，其余照读。"""
_CHECK = "方案体检：数字对不上、时限缺年份、单位对不上、自验自销等，逐条列出并给出原文。不用数据库，不改原文件。"
_LOAD = """把方案装入数据库，成为方案的一个版本；拿不准的留给人在网页上核对。
同一份文件装两次不会重复。网页正在运行时也可以用。"""
_UNITS = """单位、岗位和人员：从 Excel 导入、导出，从方案里找出还没有登记的单位。"""
_IMPORT = """导入单位、岗位、人员、单位组，或通讯录（单位、姓名、职务）。默认只试运行，逐行说明新增、变化、相同或错误；
加 --apply 才导入：要么全部导入，要么一行也不导入。同一份文件导入两次，第二次没有变化。电话等个人信息不导入。"""
_SERVE = """启动网页。数据放在 ZHENGGAI_DATA_DIR 指定的文件夹，一个文件夹只能启动一个网页。
按 Ctrl+C 停止；已保存的内容不受影响。"""
_AUDIT = """核验、封存和导出留痕：每一条谁在什么时候做了什么的记录。
网页运行时会自动封存；这些命令只能在服务器本机上用。"""
_VERIFY = """重新计算全部留痕，与封存的记录、签名和库外留存的检查点核对。
结束状态：0 相符；1 被改动过（说明第几条、改了什么、最后可信到哪里）；2 无法判定。"""
_SEAL = "封存还没有封存的留痕，并签发检查点。恢复备份或更换密钥之后，用 --resume 写明原因重新开始。"
_EXPORT = "导出全部已封存的留痕、检查点和公钥；用单个文件的核对程序，在别的电脑上也能核对。"


def main(arguments: list[str] | None = None) -> int:
    for stream in (sys.stdout, sys.stderr):
        # A redirected stream takes the system's code page, which on many machines holds no Chinese.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    asked = _parser().parse_args(arguments)
    try:
        status = int(asked.run(asked))
        if sys.stdout is not None:
            sys.stdout.flush()
        return status
    except (ZhenggaiError, SealRefused) as error:
        print(error.message, file=sys.stderr)
        return 2
    except BrokenPipeError:
        # Whoever read our output left (`| head`): not an error of ours.
        _print_no_more()
        return 0
    except KeyboardInterrupt:
        print("已中断。", file=sys.stderr)
        return 130


def _print_no_more() -> None:
    """What is still to be printed goes nowhere, also when the process ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def read(asked: argparse.Namespace) -> int:
    """zhenggai read: what the documents hold, as JSON, table or workbook."""
    outcomes = _outcomes(asked)
    if asked.jsonl:
        n_refused = 0
        for outcome in outcomes:
            n_refused += _refused(outcome)
            if "plan" in outcome:
                _print(json.dumps(outcome["plan"], ensure_ascii=False))
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
        _print(_writer("ledger_text").tables(plans))
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
        _print(_writer("health_text").report(reports))
    return _status(n_refused)


def load(asked: argparse.Namespace) -> int:
    """zhenggai load: into the database as a plan edition."""
    _framework("zhenggai.documents.preparing").prepare_beside_a_server()
    return _on_database(_framework("zhenggai.findings.loading").load_command, asked)


def serve(asked: argparse.Namespace) -> int:
    """zhenggai serve: the pages."""
    return _on_database(_framework("zhenggai.www.serving").serve_command, asked)


def audit(asked: argparse.Namespace) -> int:
    """zhenggai audit verify, seal, export: the trail and its seal."""
    _framework("zhenggai.documents.preparing").prepare_beside_a_server()
    commands, at = _framework("zhenggai.audit.commands"), datetime.now(UTC)
    rehash = _framework("zhenggai.documents.rehashing").damaged_files
    acts = {
        "verify": lambda one: commands.verify_command(one, rehash=rehash, at=at),
        "seal": lambda one: commands.seal_command(one, at=at),
        "export": lambda one: commands.export_command(one, at=at),
    }
    return _on_database(acts[asked.act], asked)


def units_import(asked: argparse.Namespace) -> int:
    """zhenggai units import: a workbook of units and people, tried out or taken over."""
    _framework("zhenggai.documents.preparing").prepare_beside_a_server()
    return _on_database(_framework("zhenggai.findings.unit_commands").import_command, asked)


def units_export(asked: argparse.Namespace) -> int:
    """zhenggai units export: all units and people as a workbook."""
    _framework("zhenggai.documents.preparing").prepare_beside_a_server()
    commands = _framework("zhenggai.findings.unit_commands")

    def export(asked: argparse.Namespace) -> int:
        _write(asked.out, _writer("units_xlsx").workbook(commands.book_to_export(asked)))
        return 0

    return _on_database(export, asked)


def units_propose(asked: argparse.Namespace) -> int:
    """zhenggai units propose: the units that confirmed plans name and nobody registered yet."""
    _framework("zhenggai.documents.preparing").prepare_beside_a_server()
    return _on_database(_framework("zhenggai.findings.proposing").propose_command, asked)


def _on_database(command: Callable[[argparse.Namespace], int], asked: argparse.Namespace) -> int:
    try:
        return command(asked)
    except importlib.import_module("django.db").DatabaseError as error:
        cause = next(iter(str(error).splitlines()), type(error).__name__)
        message = f"数据库无法写入（{cause}），这一步没有做成，已保存的不受影响；请检查磁盘空间和数据库后再试。"
        raise ZhenggaiError("database_failed", message) from None


def _outcomes(asked: argparse.Namespace, today: str | None = None) -> Iterator[dict[str, Any]]:
    files = find_files(asked.files)
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
    _print(json.dumps(items[0] if len(items) == 1 else items, ensure_ascii=False, indent=2))


def _print(text: str) -> None:
    try:
        print(text, flush=True)
    except BrokenPipeError:
        raise
    except OSError as error:
        _print_no_more()
        message = f"结果无法输出（{reason(error)}）；请检查磁盘空间，或换一个位置。"
        raise ZhenggaiError("output_not_written", message) from error


def _write(target: Path, content: bytes) -> None:
    write_whole(target, content)
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
        super().__init__(add_help=False, formatter_class=argparse.RawDescriptionHelpFormatter, **settings)
        self.sorts = self.add_argument_group("选项")
        self.sorts.add_argument("-h", "--help", action="help", help="显示这份说明")

    def format_help(self) -> str:
        words = {
            "usage: ": "用法：",
            "positional arguments:": "参数：",
            "选项:": "选项：",
            "命令:\n  命令\n": "命令：\n",
        }
        said = super().format_help()
        for theirs, ours in words.items():
            said = said.replace(theirs, ours)
        return said

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
    parser = _Parser(prog="zhenggai", description="整改：读方案、查矛盾、管台账。", epilog=_EPILOG)
    parser.sorts.add_argument("--version", action="version", version=f"zhenggai {__version__}", help="显示版本")
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="命令", title="命令", parser_class=_Parser)

    reading = verbs.add_parser("read", help="识别整改文件，输出问题清单", description=_READ)
    reading.add_argument("files", nargs="+", type=Path, metavar="文件", help="文件、文件夹或压缩包")
    form = reading.sorts.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="按 zhenggai.plan.v1 输出 JSON")
    form.add_argument("--jsonl", action="store_true", help="每份文件一行 JSON")
    form.add_argument("--table", action="store_true", help="输出表格（默认）")
    form.add_argument("--xlsx", type=Path, metavar="输出文件", help="写成 Excel 台账")
    reading.set_defaults(run=read)

    checking = verbs.add_parser("check", help="方案体检：列出矛盾和缺项", description=_CHECK)
    checking.add_argument("files", nargs="+", type=Path, metavar="文件", help="文件、文件夹或压缩包")
    checking.sorts.add_argument("--today", type=_day, metavar="日期", help="按哪一天判断是否已过期（默认今天）")
    form = checking.sorts.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="按 zhenggai.check.v1 输出 JSON")
    form.add_argument("--docx", type=Path, metavar="输出文件", help="写成可作意见反馈的 Word 文件")
    form.add_argument("--html", type=Path, metavar="输出文件", help="写成网页")
    checking.set_defaults(run=check)

    loading = verbs.add_parser("load", help="把方案装入数据库", description=_LOAD)
    loading.add_argument("files", nargs="+", type=Path, metavar="文件", help="文件、文件夹或压缩包")
    loading.set_defaults(run=load)

    _add_units(verbs)

    serving = verbs.add_parser("serve", help="启动网页", description=_SERVE)
    serving.sorts.add_argument("--port", type=_port, metavar="端口", help="只用这个端口（默认 8765，被占用时顺延）")
    serving.sorts.add_argument("--trial", action="store_true", help="单人试用：只在本机，打印一次性登录地址")
    serving.sorts.add_argument("--sample", action="store_true", help="还没有方案时装入示例方案")
    serving.set_defaults(run=serve)
    _add_audit(verbs)
    return parser


def _add_audit(verbs: Any) -> None:
    auditing = verbs.add_parser("audit", help="核验、封存、导出留痕", description=_AUDIT)
    auditing.set_defaults(run=audit)
    acts = auditing.add_subparsers(dest="act", required=True, metavar="动作", title="命令", parser_class=_Parser)

    verifying = acts.add_parser("verify", help="核验留痕是否被改动", description=_VERIFY)
    verifying.sorts.add_argument("--checkpoint", type=Path, metavar="文件", help="另处留存的检查点，一并核对")
    verifying.sorts.add_argument("--state", action="store_true", help="逐行核对数据与最后一次留痕")
    verifying.sorts.add_argument("--files", action="store_true", help="重新计算每个文件的校验值")
    verifying.sorts.add_argument("--json", action="store_true", help="按 zhenggai.audit.verify.v1 输出 JSON")

    sealing = acts.add_parser("seal", help="现在就封存", description=_SEAL)
    sealing.sorts.add_argument("--resume", metavar="理由", help="恢复备份或更换密钥后重新开始封存")

    exporting = acts.add_parser("export", help="导出留痕", description=_EXPORT)
    exporting.add_argument("target", type=Path, metavar="输出文件", help="写到哪里")


def _add_units(verbs: Any) -> None:
    """zhenggai units import, export, propose."""
    units = verbs.add_parser("units", help="单位、岗位和人员：导入、导出、从方案提取", description=_UNITS)
    acts = units.add_subparsers(dest="act", required=True, metavar="命令", title="命令", parser_class=_Parser)

    bringing = acts.add_parser("import", help="从 Excel 导入（默认只试运行）", description=_IMPORT)
    bringing.add_argument("file", type=Path, metavar="文件", help="单位台账或通讯录")
    bringing.sorts.add_argument("--apply", action="store_true", help="试运行无误后正式导入")
    bringing.sorts.add_argument("--on", type=_day, metavar="日期", help="没有写日期的从哪一天起算（默认今天）")
    bringing.set_defaults(run=units_import)

    taking = acts.add_parser("export", help="导出成 Excel", description="导出单位、岗位、人员、单位组，可改后再导入。")
    taking.add_argument("out", type=Path, metavar="输出文件", help="写到哪里")
    taking.set_defaults(run=units_export)

    proposing = acts.add_parser(
        "propose", help="列出方案里还没有登记的单位", description="从已入库的方案里找出单位名称。"
    )
    proposing.sorts.add_argument("--plan", type=int, metavar="编号", help="只看这份方案（默认全部）")
    proposing.sorts.add_argument("--on", type=_day, metavar="日期", help="按哪一天的单位判断（默认今天）")
    proposing.set_defaults(run=units_propose)

    for parser in (bringing, taking):
        parser.sorts.add_argument("--region", default="", metavar="区划代码", help="哪个地区的单位，如 140502")


if __name__ == "__main__":
    sys.exit(main())
