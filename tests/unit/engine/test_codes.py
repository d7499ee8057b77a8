"""Every code is provoked through the public functions, and its page shows the very message."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from dsl import limits
from dsl.diagnostics import Bag
from tests.unit.engine.provoked import OTHERS
from zhunsheng.engine.files import read_sheet

ROOT = Path(__file__).parents[3]
ENGINE = ROOT / "zhunsheng" / "engine"
MANY = "单位,工单总数\n" + "".join(f"第{number}所,无\n" for number in range(1, 26))

# code -> (sheet as CSV, how it is read). These sheets are the examples of the pages under docs/errors.
SHEETS: dict[str, tuple[str, dict[str, Any]]] = {
    "E601-unknown-column": ("单位,工单总量\n县住建局,120\n", {}),
    "E602-column-twice": ("单位,工单总数,工单总数（件）\n县住建局,120,125\n", {}),
    "W603-missing-column": ("单位,工单总数\n县住建局,120\n", {"policy": "small"}),
    "E604-missing-column": ("单位,工单总数\n县住建局,120\n", {"policy": "small", "strict": True}),
    "E605-header-unit": ("单位,工单总数（项）\n县住建局,120\n", {}),
    "E606-unnamed-column": ("单位,工单总数,\n县住建局,120,7\n", {}),
    "N607-column-ignored": ("单位,工单总数,满意度名次\n县住建局,120,3\n", {}),
    "E608-no-header": ("名称,工单总数\n县住建局,120\n", {}),
    "E610-unit-twice": ("单位,工单总数\n县住建局,120\n城关镇,30\n县住建局,125\n", {}),
    "E611-unit-not-listed": ("单位,工单总数\n县住建居,120\n", {"policy": "listed"}),
    "E612-no-unit-name": ("单位,工单总数\n,120\n", {}),
    "E613-kind-missing": ("单位,类别,工单总数\n县住建局,,120\n", {"policy": "kinds"}),
    "E614-kind-unknown": ("单位,类别,工单总数\n县住建局,县直,120\n", {"policy": "kinds"}),
    "E615-kind-contradicts": ("单位,类别,工单总数\n县住建局,乡镇,120\n", {"policy": "listed"}),
    "W616-unit-absent": ("单位,工单总数\n县住建局,120\n城关镇,30\n", {"policy": "listed"}),
    "E617-no-such-unit": ("单位,工单总数\n县住建局,120\n", {"only": "县住建居"}),
    "N618-row-skipped": ("单位,工单总数\n县住建局,120\n合计,120\n", {}),
    "N619-more-of-the-same": (MANY, {}),
    "E620-not-a-number": ("单位,工单总数\n县住建局,约120\n", {}),
    "E621-excel-error": ("单位,群众满意度\n县住建局,#DIV/0!\n", {}),
    "E622-not-finite": ("单位,群众满意度\n县住建局,NaN\n", {}),
    "E623-number-too-long": (f"单位,工单总数\n县住建局,{'1' * 36}\n", {}),
    "E624-not-whole": ("单位,工单总数\n县住建局,12.5\n", {}),
    "E625-out-of-range": ("单位,群众满意度\n县住建局,105%\n", {}),
    "E626-wrong-unit": ("单位,办理时长\n县住建局,3个自然日\n", {}),
    "E627-above-limit": ("单位,工单总数,按期办结工单数\n县住建局,120,125\n", {}),
    "E628-ratio-mixed": ("单位,群众满意度\n县住建局,97\n城关镇,0.95\n", {}),
    "N629-ratio-percent": ("单位,群众满意度\n县住建局,97\n城关镇,95.5\n", {}),
    "N630-ratio-one": ("单位,群众满意度\n县住建局,1\n城关镇,1\n", {}),
    "E632-not-a-flag": ("单位,是否公开\n县住建局,部分\n", {}),
    "E633-not-a-member": ("单位,评价等级\n县住建局,优秀\n", {}),
    "E634-not-a-date": ("单位,报送日期\n县住建局,七月五日\n", {}),
    "E635-impossible-date": ("单位,报送日期\n县住建局,2021-2-30\n", {}),
    "E636-two-digit-year": ("单位,报送日期\n县住建局,21-7-5\n", {}),
    "N637-time-dropped": ("单位,报送日期\n县住建局,2021-7-5 14:30\n", {}),
    "E638-no-reason": ("单位,酌情分,酌情分理由\n县住建局,1.5,\n", {}),
    "E639-parameter-varies": ("单位,系数\n县住建局,1.2\n城关镇,1.5\n", {}),
    "E640-judgement-range": ("单位,交办事项,交办加分,交办加分理由\n县住建局,3,9,按时办结\n", {"policy": "judged"}),
    "E664-facts-contradict": ("单位,工单总数,线上工单,线下工单\n县住建局,120,80,50\n", {"policy": "checked"}),
    "E673-time-zone": ("单位,报送日期\n县住建局,2021-03-01T23:00:00Z\n", {}),
    "W674-date-far": ("单位,报送日期\n县住建局,2012-7-5\n", {"policy": "dated"}),
    "W667-row-cut": ("单位,报送日期,工单总数\n县住建局,2021-7-5\n", {}),
    "W668-ratio-small": ("单位,群众满意度\n县住建局,0.9\n城关镇,0.3\n", {}),
    "E652-broken-csv": ('单位,工单总数\n"县住建局,120\n城关镇,30\n', {}),
    "E653-row-too-long": ("单位,工单总数\n县住建局,1,200\n", {}),
    "E660-no-rows": ("单位,工单总数\n", {}),
}
# code -> (file name, content)
FILES: dict[str, tuple[str, bytes]] = {
    "E644-file-empty": ("填报表.csv", b""),
    "E646-file-type": ("填报表.ods", b"PK"),
    "E647-old-xls": ("填报表.xls", b"\xd0\xcf\x11\xe0 and so on"),
    "E648-broken-xlsx": ("填报表.xlsx", b"PK\x03\x04 cut off"),
    "E650-encoding": ("填报表.csv", b"\xff\xff\x80\x00\xff"),
    "N651-read-as-gbk": ("填报表.csv", "单位,工单总数\n县住建局,120\n".encode("gb18030")),
    "E654-broken-json": ("填报表.json", '[{"单位": "县住建局", "工单总数": 120,}]'.encode()),
    "E655-json-shape": ("填报表.json", '{"县住建局": {"工单总数": 120}}'.encode()),
    "E656-json-key-twice": ("填报表.json", '[{"单位": "县住建局", "工单总数": 120, "工单总数": 125}]'.encode()),
}
CODES = sorted([*SHEETS, *FILES, *OTHERS], key=lambda code: code[1:4])


def provoke(code: str, kit: Any, folder: Path, patch: pytest.MonkeyPatch) -> Bag:
    """Run the case of a code."""
    if code in OTHERS:
        return OTHERS[code](kit, folder, patch)
    if code in FILES:
        name, data = FILES[code]
        return kit.read(data, name).bag
    text, how = SHEETS[code]
    how = {**how, "policy": getattr(kit, how.get("policy", "policy"))}
    return kit.read(text, **how).bag


@pytest.mark.parametrize("code", CODES)
def test_code_is_provoked_and_its_page_shows_the_message(
    code: str, kit: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bag = provoke(code, kit, tmp_path, monkeypatch)
    monkeypatch.undo()
    messages = [item.message for item in bag if item.code == code]
    assert messages, [f"{item.code} {item.message}" for item in bag]
    page = (ROOT / "docs" / "errors" / f"{code}.md").read_text(encoding="utf-8")
    assert messages[0] in page
    assert re.findall("^## (.+)$", page, re.MULTILINE) == ["现象", "为什么", "例子", "改法", "依据"]


def test_tables_of_codes_are_complete() -> None:
    wording = "".join((ENGINE / name).read_text(encoding="utf-8") for name in ("problems.py", "problems_files.py"))
    wording += (ROOT / "compiler" / "gate" / "checker.py").read_text(encoding="utf-8")
    listed: dict[str, Any] = {}
    for name in ("6-facts.toml", "7-output.toml"):
        listed |= tomllib.loads((ROOT / "grammar" / "codes" / name).read_text(encoding="utf-8"))
    mine = {code for code in listed if code[1] == "6" or 700 < int(code[1:4]) < 720}
    assert set(re.findall(r'"([EWN][67][0-9]{2}-[a-z0-9-]+)"', wording)) == mine == set(CODES)
    assert all(listed[code]["title"] for code in mine)


def test_an_existing_sheet_is_opened(kit: Any, tmp_path: Path) -> None:
    (tmp_path / "填报表.csv").write_text("单位\n县住建局\n", encoding="utf-8")
    bag = Bag()
    table = read_sheet(tmp_path / "填报表.csv", bag)
    assert table is not None and not bag.items and limits.UNPACKED_SHEET.most == 512
