"""``zhunsheng check --as-case``: the report, then the rows; as JSON the same rows as data."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from zhunsheng.cli.app import app

POLICY = Path(__file__).parents[3] / "policies" / "ankang-2021-hotline"


@pytest.fixture
def undecided(tmp_path: Path) -> Path:
    """The hotline policy without its choices at shared ends."""
    folder = tmp_path / "hotline"
    shutil.copytree(POLICY, folder)
    file = folder / "policy.md"
    text = file.read_text(encoding="utf-8")
    assert text.count("\n端点就高\n") == 4
    file.write_text(text.replace("\n端点就高\n", "\n"), encoding="utf-8")
    return folder


def run(*words: str) -> tuple[int, str]:
    ended = CliRunner().invoke(app, ["check", *words])
    return ended.exit_code, ended.stdout


def test_rows_below_the_report(undecided: Path) -> None:
    code, out = run("--as-case", str(undecided))
    assert code == 1
    report, _, rows = out.partition("检查了 1 个政策")
    assert "错误[E411-shared-end]: 10% 同时落在两档" in report
    assert "附件2/退单率\n\n| 退单数 | 工单总数 | 得分 | 本项得分 | 案例 |\n" in rows
    assert "| 1 | 10 |  |  | E411 10% 同时落在两档 |\n" in rows


def test_rows_as_data(undecided: Path) -> None:
    code, out = run("--as-case", "--format", "json", str(undecided))
    data = json.loads(out)
    assert code == 1
    row = {"退单数": "1", "工单总数": "10", "得分": "", "本项得分": "", "案例": "E411 10% 同时落在两档"}
    assert {"clause": "附件2/退单率", "row": row} in data["cases"]
    (found,) = [each for each in data["diagnostics"] if each["clause"] == "附件2/退单率"]
    assert found["witness"] == {
        "name": "",
        "kind": "",
        "facts": {"退单数": 1, "工单总数": 10},
        "text": "退单数 1 件，工单总数 10 件",
    }
