"""Run the benchmarks and print what matters: ratios of things measured in one run, and speeds."""

from __future__ import annotations

import gc
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks import lexers, scoring

MOST = 3  # the quick checks against reading, parsing and typing
# What is run, how it is called, and how many times the bare imports it should take at most.
STARTS = (
    ("changed", "check 改过的政策", 2.0),
    ("unchanged", "check 没有改动的政策", 2.0),
    ("score", "score 77 个单位，政策没有改动", 2.5),
    ("rescored", "score 77 个单位，政策改过", 2.5),
)


def measured() -> dict[str, dict[str, float]]:
    """Return the median seconds of every benchmark, with the bytes it read where that is known."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "speed.json"
        here = str(Path(__file__).parent)
        command = [
            sys.executable,
            "-m",
            "pytest",
            here,
            "-q",
            "-p",
            "no:xdist",
            f"--benchmark-json={out}",
            "--benchmark-quiet",
        ]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        data = json.loads(out.read_text())
    return {each["name"]: {"median": each["stats"]["median"], **each["extra_info"]} for each in data["benchmarks"]}


def main() -> None:
    """Print the table."""
    found = measured()
    bare = found["test_start[imports]"]["median"]
    for name, what, limit in STARTS:
        run = found[f"test_start[{name}]"]["median"]
        told = f"是 import lark, attrs, typer（{bare * 1000:.0f} 毫秒）的 {run / bare:.2f} 倍（目标 {limit}）"
        print(f"zhunsheng {what}：{run * 1000:.0f} 毫秒，{told}")
    one = found["test_parse[1]"]
    for factor in (1, 10, 100):
        run = found[f"test_parse[{factor}]"]
        speed, growth = (
            run["bytes"] / run["median"] / 1e6,
            run["median"] / one["median"] / (run["bytes"] / one["bytes"]),
        )
        size = f"解析 {factor:3d} 倍政策（{run['bytes'] / 1e6:.2f} MB）"
        print(f"{size}：{run['median'] * 1000:.0f} 毫秒，{speed:.2f} MB/s，每字节耗时为 1 倍时的 {growth:.2f} 倍")
    gc.set_threshold(200_000, 50, 50)  # as the command sets it
    print(lexers.side_by_side())
    for line in lexers.growth():
        print(line)
    sizes = sorted({int(name.split("[")[1].split("-")[0]) for name in found if name.startswith("test_check[")})
    for clauses in sizes:
        front, quick, thorough = (
            found[f"test_check[{clauses}-{stage}]"]["median"] for stage in ("front", "quick", "thorough")
        )
        times = (
            f"解析和类型 {front * 1000:.0f} 毫秒，检查 {quick * 1000:.0f} 毫秒（{quick / front:.2f} 倍，上限 {MOST}）"
        )
        each = f"每条检查 {quick / clauses * 1e6:.0f} 微秒"
        print(f"检查 {clauses:4d} 条：{times}，{each}；求解器 {thorough * 1000:.0f} 毫秒")
    for clauses in sizes:
        run = found[f"test_compare[{clauses}]"]
        each = f"每条 {run['median'] / clauses * 1e6:.0f} 微秒"
        print(f"比对 {clauses:4d} 条的两版（改了 {run['changed']:.0f} 条）：{run['median'] * 1000:.0f} 毫秒，{each}")
    hand = found["test_one_unit[by hand]"]["median"]
    for name, limit in (("score_fast", 1.5), ("score", 4)):
        run = found[f"test_one_unit[{name}]"]["median"]
        print(f"一个单位，生成的模块的 {name}：手写整数函数的 {run / hand:.2f} 倍（目标 {limit}）")
    slow, fast = found["test_score[interpreter]"]["median"] / 300, found["test_score[python]"]["median"] / 300
    print(f"评分一个单位：解释器 {slow * 1e6:.0f} 微秒，生成的 Python {fast * 1e6:.0f} 微秒，快 {slow / fast:.1f} 倍")
    for line in scoring.report():
        print(line, flush=True)


if __name__ == "__main__":
    main()
