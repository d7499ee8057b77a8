"""How much of anything is taken: one table, from which ``docs/limits.md`` is made. What is beyond is refused with a message, never tried.

Every limit lies far beyond what an official text has, and keeps whatever is within it linear.
"""

from __future__ import annotations

from attrs import frozen


@frozen(repr=False, eq=False)
class Limit:
    """At most so many of something; beyond it, the message ``code``."""

    what: str
    most: int
    unit: str
    code: str
    why: str = ""


NESTING = Limit("规则里括号套括号", 40, "层", "E103-too-deep", "再多没有人读得懂")
WORDS = Limit("规则的一行", 4000, "个词", "E104-line-too-long", "考核办法最长的一句不到 300 个词")
TERMS = Limit("一句里的加减乘除、且、或", 100, "个", "E110-too-many-terms", "多的先写成几个指标")
FORMULA = Limit("一个指标展开以后的数", 200, "个", "E111-formula-too-large", "指标套指标，每一个都代进去数")
DEPTH = Limit("指标套指标展开以后的层数", 100, "层", "E111-formula-too-large")
NAME = Limit("规则里一个名称", 200, "个字", "E113-name-too-long")
DIGITS = Limit("规则里一个数", 60, "位", "E112-number-too-long", "全国的生产总值以分计有 18 位")
PLACES = Limit("保留几位小数", 15, "位", "E314-too-many-places", "Excel 的数也只有 15 位有效数字")
POLICY = Limit("政策文件、原文", 8_000_000, "个字", "E002-file-too-large", "两千条的政策大约 60 万字")
LINE = Limit("政策文件的一行", 100_000, "个字", "E003-line-too-long")
CLAUSES = Limit("一个政策的标题和条款", 5000, "个", "E055-too-many-clauses")
FACTS = Limit("一个政策的事实", 5000, "个", "E056-too-many-facts", "Excel 的一张表最多 16384 列")

# What is read beside a policy.
FILE_SIZE = Limit("要读的文件（政策、原文、正式文件）", 64, "MiB", "E035-file-too-large")
UNPACKED_DOCUMENT = Limit("DOCX 解开以后", 256, "MiB", "E053-document-too-large", "很小的压缩文件也能解开占满内存")
DOCUMENT = Limit("正式文件的文字", 20_000_000, "个字", "E053-document-too-large")
PAGES = Limit("PDF", 1000, "页", "E053-document-too-large")
SPAN = Limit(
    "DOCX、HTML 的一格跨的列（gridSpan、colspan）",
    1000,
    "列",
    "E053-document-too-large",
    "HTML 里更大的数按一千算，这是 HTML 标准的规定",
)
TABLE_CELLS = Limit("DOCX、HTML 的一张表", 200_000, "格", "E053-document-too-large")

# Fact sheets.
SHEET_SIZE = Limit("填报表的文件", 64, "MiB", "E645-file-too-large")
UNPACKED_SHEET = Limit("XLSX 解开以后", 512, "MiB", "E649-zip-bomb", "很小的压缩文件也能解开占满内存")
CELLS = Limit("XLSX 的一张表", 10_000_000, "格", "E662-sheet-too-large", "多半是很远的地方误填了一格")
ROWS = Limit("填报表的单位", 100_000, "行", "E057-too-many-rows", "全国的乡镇街道有四万个")
CELL_DIGITS = Limit("填报表里一个数", 30, "位", "E623-number-too-long")

# Work that cannot be told beforehand is counted in steps, not in seconds: the answer is the same on every machine.
STEPS = Limit("一次检查里求解器的一个问题", 4_000_000, "步", "N490-not-analysed", "大约一两秒；不够的写明没有分析")
SAID = Limit("从标准输入给 try 的文字", 1_000_000, "字节", "E828-too-much-to-try")


def table() -> dict[str, Limit]:
    """Return every limit by its name, in the order of this file."""
    return {name: each for name, each in globals().items() if isinstance(each, Limit)}
