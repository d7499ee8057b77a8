"""A comparison as Markdown and as one standalone page, its chart drawn as SVG in the page itself (docs/adr/0033)."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from attrs import frozen

from compiler.backends.mdtext import escape
from compiler.compare import Comparison
from zhunsheng.report.comparing import data as phrases
from zhunsheng.report.comparing.text import row, signed
from zhunsheng.report.width import width as display_width
from zhunsheng.scoring.sheet_change import UnitChange

_WIDTH = 320  # of the plot, in the units of the drawing
MOST = 60  # bars; a chart of 500 units shows nothing


@frozen
class Bar:
    """One unit in the chart: where its bar begins, how long it is, and what it says."""

    name: str
    start: str
    length: str
    gains: bool
    label: str


def bars(units: Sequence[UnitChange]) -> tuple[Bar, ...]:
    """Return the units whose total changed as bars from the middle: losses to the left, gains to the right."""
    changed = [(unit.name, unit.change) for unit in units if unit.change]
    if len(changed) > MOST:
        largest = sorted(changed, key=lambda each: -abs(each[1]))[:MOST]
        changed = [each for each in changed if each in largest]
    longest = max((abs(change) for _, change in changed), default=Fraction(1))
    return tuple(_bar(name, change, longest) for name, change in changed)


def _bar(name: str, change: Fraction, longest: Fraction) -> Bar:
    from compiler.words.amounts import show_number

    middle = Fraction(_WIDTH, 2)
    length = abs(change) / longest * middle
    start = middle - length if change < 0 else middle
    # Only the drawing is rounded, to a tenth of a unit; the label is exact.
    drawn = [f"{int(value * 10) / 10:.1f}" for value in (start, length)]
    return Bar(name, drawn[0], drawn[1], change > 0, signed(show_number(change)))


def html(found: Comparison, units: Sequence[UnitChange] | None = None, *, old: str = "", new: str = "") -> str:
    """Return one page that needs nothing but itself."""
    from zhunsheng.report.pages import page

    return page(
        "comparison.html.j2",
        found=found,
        units=units,
        rows=None if units is None else [row(unit) for unit in units],
        bars=() if units is None else bars(units),
        width=_WIDTH,
        margin=12 + 12 * max((display_width(unit.name) + 1 for unit in units or ()), default=0) // 2,
        old=old,
        new=new,
        phrases=phrases,
        shown=[each for each in found.clauses if phrases.told(each)],
    )


def markdown(found: Comparison, units: Sequence[UnitChange] | None = None, *, old: str = "", new: str = "") -> str:
    """Return the comparison as Markdown."""
    shown = [each for each in found.clauses if phrases.told(each)]
    lines = [f"# {escape(found.new.title)}：两版比对", "", f"旧版 {escape(old)}；新版 {escape(new)}。", ""]
    verdicts = [[each.id, phrases.verdict_of(each), phrases.words_of(each), phrases.methods_of(each)] for each in shown]
    verdicts.append(["总分", str(found.total.verdict), "", str(found.total.method)])
    lines += _table(["条款", "含义", "文字", "依据"], verdicts)
    for change in shown:
        lines += ["", f"## {escape(f'{change.id} {change.title}'.strip())}", ""]
        if change.reworded:
            lines += ["".join(_marked(piece.kind, escape(piece.text)) for piece in change.text), ""]
        lines += [f"- 规则删去：{escape(line)}" for line in change.rules_gone]
        lines += [f"- 规则新增：{escape(line)}" for line in change.rules_come]
        lines += [f"- {escape(line)}" for line in phrases.clause_findings(change, found.new)]
    total = list(phrases.findings(found.total, found.new, phrases.read_by(found)))
    lines += ["", "## 总分", "", *(f"- {escape(line)}" for line in total)] if total else []
    if found.changes:
        rows = [
            [each.what, each.name, each.old, each.new, "" if each.meaning else "只是文字"] for each in found.changes
        ]
        lines += ["", "## 条款以外", "", *_table(["什么", "名称", "旧", "新", ""], rows)]
    if units is not None:
        header = ["单位", "旧分", "新分", "变化", "名次", "因哪几条"]
        lines += ["", "## 得失", "", *_table(header, [row(unit) for unit in units])]
    return "\n".join(lines).replace("\n\n\n", "\n\n") + "\n"


def _marked(kind: str, text: str) -> str:
    return {"-": f"~~{text}~~", "+": f"**{text}**"}.get(kind, text)


def _table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    body = [f"| {' | '.join(escape(cell) for cell in each)} |" for each in rows]
    return [f"| {' | '.join(header)} |", "|" + "---|" * len(header), *body]
