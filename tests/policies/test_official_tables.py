"""The published tables beside the official ones: every cell stands in the source text, in the order of the official table.

The sources are the policies' own ``source.txt``. Blanks and widths are folded, as for quotes; the tags of a page that was saved from
the web are left out.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from compiler.backends.markdown.tables import tables
from dsl.folding import WIDTH, flatten
from zhunsheng.library import policies

ROOT = Path(__file__).parents[2] / "policies"
# Where the official table begins, and how many cells of points it has (001: 51 in both tables, of which one says 扣分项).
TABLES = {
    "taiqian-2018-yiwangtongban-county": ("考核评分细则（县直）", 24),
    "taiqian-2018-yiwangtongban-township": ("考核评分细则（乡镇）", 27),
    "ankang-2021-hotline": ("12345热线工单办理情况减分指标考核表", 0),
}
OWN_WORDS = {"五、工作绩效(12分)": "工作绩效(12分)"}  # the source lost the number; a note says so


def folded(text: str) -> str:
    return flatten(re.sub(r"</?p>", "", text), 0, len(re.sub(r"</?p>", "", text)), lines=False, table=WIDTH).text


@pytest.mark.parametrize("slug", TABLES)
def test_every_cell_stands_in_the_official_table_in_its_order(slug: str) -> None:
    loaded = policies.load(ROOT / slug)
    compiled = loaded.compile()
    assert compiled is not None and compiled.policy is not None and compiled.text.original is not None
    start, points = TABLES[slug]
    source = folded(compiled.text.original.text)
    at = source.rindex(folded(start))
    made = tables(compiled.policy)
    own = [index for index, head in enumerate(made.columns) if head not in ("准绳读法", "分值")]
    for row in made.rules:
        for index in own:
            cell = folded(row[index])
            cell = OWN_WORDS.get(cell, cell)
            found = source.find(cell, at)
            assert found >= 0, f"{row[index]} is not in the official table after {source[at - 20 : at]}"
            if made.columns[index] != "考核方式":  # merged cells: the method stands beside the first of its rows
                at = found + len(cell)
    given = [row[made.columns.index("分值")] for row in made.rules] if "分值" in made.columns else []
    assert sum(bool(cell) for cell in given) == points
    official = re.findall(
        r"(?m)^\s*(\d+分|扣分项)\s*$", compiled.text.original.text[compiled.text.original.text.rindex(start[:4]) :]
    )
    if points:
        assert sorted(given_ for given_ in given if given_) == sorted(official)
