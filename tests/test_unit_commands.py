"""Lin sets her office up at the console: what the plan names, a contact list tried out and taken over."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.documents.unit_sheets import contacts, workbook
from zhenggai import catalog

SAMPLE = Path(catalog.__file__).parent / "plans" / "140502" / "plan.txt"


@pytest.fixture
def zhenggai(tmp_path: Path):
    """Runs a command on a database of its own."""

    def run(*arguments: object) -> subprocess.CompletedProcess[str]:
        environment = os.environ | {"ZHENGGAI_DATA_DIR": str(tmp_path / "data"), "ZHENGGAI_DATABASE_URL": ""}
        command = [sys.executable, "-m", "zhenggai", *map(str, arguments)]
        return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", env=environment, check=False)

    return run


def test_an_office_is_set_up_from_its_plan_and_its_contact_list(zhenggai, tmp_path: Path) -> None:
    (tmp_path / "通讯录.xlsx").write_bytes(contacts())
    assert zhenggai("load", SAMPLE).returncode == 0
    assert "区水务局\t部门\t问题6" in zhenggai("units", "propose").stdout
    tried = zhenggai("units", "import", tmp_path / "通讯录.xlsx", "--on", "2025-06-01")
    assert tried.returncode == 0, tried.stderr
    assert tried.stdout.splitlines()[-2:] == [
        "新增4行，变化0行，相同0行，错误0行。",
        "以上是试运行，什么都没有改动；确认无误后加 --apply 导入。",
    ]
    assert "“联系电话”列没有导入" in tried.stdout
    assert zhenggai("units", "import", tmp_path / "通讯录.xlsx", "--on", "2025-06-01", "--apply").stdout.endswith(
        "已导入。\n"
    )
    again = zhenggai("units", "import", tmp_path / "通讯录.xlsx", "--apply").stdout
    assert again.endswith("新增0行，变化0行，相同4行，错误0行。\n与系统里的完全一致，什么都没有改动。\n")
    assert "区水务局\t" not in zhenggai("units", "propose").stdout
    assert zhenggai("units", "export", tmp_path / "单位.xlsx").returncode == 0
    assert (
        zhenggai("units", "import", tmp_path / "单位.xlsx").stdout.splitlines()[0]
        == "新增0行，变化0行，相同10行，错误0行。"
    )


def test_a_wrong_workbook_is_refused_with_its_rows(zhenggai, tmp_path: Path) -> None:
    (tmp_path / "名单.xlsx").write_bytes(workbook({"名单": [["单位", "姓名", "职务"], ["区水务局", "张三1", "局长"]]}))
    for more in ([], ["--apply"]):
        done = zhenggai("units", "import", tmp_path / "名单.xlsx", *more)
        assert done.returncode == 2
        assert "错误  名单 第2行  张三1：姓名“张三1”里有数字或标点" in done.stdout
        assert "没有区划代码" in done.stdout
    assert done.stderr == "有1行不能导入，整份文件都没有导入；请按提示修改后再导入。\n"


def test_nothing_to_propose_and_two_regions_at_once_are_said_plainly(zhenggai, tmp_path: Path) -> None:
    assert zhenggai("units", "propose").stderr == "还没有入库的方案，请先用 zhenggai load 装入方案。\n"
    rows = [["单位名称", "区划代码"], ["区水务局", "140502"], ["县水务局", "140525"]]
    (tmp_path / "单位.xlsx").write_bytes(workbook({"单位": rows}))
    assert zhenggai("units", "import", tmp_path / "单位.xlsx", "--apply").returncode == 0
    refused = zhenggai("units", "export", tmp_path / "全部.xlsx")
    assert (refused.returncode, (tmp_path / "全部.xlsx").exists()) == (2, False)
    assert "有2个地区的单位（140502、140525）" in refused.stderr
    assert zhenggai("units", "export", tmp_path / "城区.xlsx", "--region", "140502").returncode == 0
    assert zhenggai("units", "import", tmp_path / "没有.xlsx").returncode == 2
