"""Wording of everything that can be wrong with the case tables of a policy (E501–E518)."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import evolve

from dsl.diagnostics import Diagnostic, Label, finding
from dsl.source import Source, Span

_COLUMNS = "「得分」（本条的加减分）、「本项得分」或「总分」"


def _perhaps(name: str) -> str:
    return f"是否指“{name}”？" if name else ""


def no_points_column(source: Source, span: Span) -> Diagnostic:
    """A table of facts that says nothing of points."""
    return finding(
        "E501-no-points-column",
        "这张表列了事实，却没有得分一列",
        Label(source, span),
        hint=f"案例表要有{_COLUMNS}一列；不是案例的，换一个不与事实同名的列名",
    )


def unknown_column(source: Source, span: Span, name: str, near: str) -> Diagnostic:
    """A column that is neither a fact nor one of ours."""
    hint = _perhaps(near) or "列名只能是事实名、类别、单位、案例、说明、后果、合规和得分"
    return finding("E502-unknown-case-column", f"案例表的“{name}”不是办法里的事实", Label(source, span), hint=hint)


def column_twice(source: Source, span: Span, name: str, first: Span) -> Diagnostic:
    """Two columns of one name."""
    return finding(
        "E503-case-column-twice",
        f"案例表有两列“{name}”",
        Label(source, span, "第二次"),
        related=(Label(source, first, "第一次"),),
        hint="只留一列",
    )


def heading_unit(source: Source, span: Span, given: str, wanted: str) -> Diagnostic:
    """A heading with another unit than the fact."""
    message = f"列名写的单位是“{given}”，办法里是“{wanted or '无单位'}”"
    return finding("E504-case-heading-unit", message, Label(source, span), hint="改用办法里的单位，或只写事实名")


def no_rows(source: Source, span: Span) -> Diagnostic:
    """A case table without a case."""
    return finding(
        "E505-no-cases",
        "案例表没有一个案例",
        Label(source, span),
        hint="至少写一行触发本条的、一行不触发的；暂不写的，删去整张表",
    )


def no_points(source: Source, span: Span, column: str) -> Diagnostic:
    """A case without its expected points."""
    return finding(
        "E506-no-expected-points",
        f"案例没有填“{column}”",
        Label(source, span),
        hint="对照原文算出应得的分填上；没有分的填 0，本条管不到的填“不适用”，分母为 0 又没有写明的填“无法计算”",
    )


def not_points(source: Source, span: Span, text: str) -> Diagnostic:
    """Expected points that are not a number."""
    return finding(
        "E507-not-points",
        f"“{text}”不是分数",
        Label(source, span),
        hint="填 -5、2.5、1/3 这样的数，或“无法计算”“不适用”“拒收”，事实不全时填范围，如 -5—0",
    )


def float_points(source: Source, span: Span, text: str) -> Diagnostic:
    """Expected points with the tail of a computer's calculation."""
    return finding(
        "E508-inexact-points",
        f"“{text}”带有计算机运算的尾数，不是准确的分",
        Label(source, span),
        hint="照原文手算，写成有限小数或分数，如 0.3、10/3",
    )


def empty_range(source: Source, span: Span, text: str) -> Diagnostic:
    """A range whose lower end is above its upper end."""
    message = f"范围“{text}”的下限高于上限"
    return finding("E507-not-points", message, Label(source, span), hint="小的数写在前面，如 -5—0")


def bad_cell(source: Source, span: Span, column: str, found: Diagnostic, place: str) -> Diagnostic:
    """A fact that does not read; ``found`` is what the reader of fact sheets says of it."""
    message = f"“{column}”：{found.message.removeprefix(f'{place}：').removeprefix(f'{place}')}"
    return finding("E509-bad-case-cell", message, Label(source, span), hint=found.hint)


def cell_note(source: Source, span: Span, found: Diagnostic) -> Diagnostic:
    """A fact that was read in one of two possible ways."""
    return evolve(finding("N510-case-cell-read-as", found.message, Label(source, span)), hint=found.hint)


def contradiction(source: Source, span: Span, first: Span, expected: tuple[str, str]) -> Diagnostic:
    """Two cases with the same facts and different points."""
    return finding(
        "E511-cases-contradict",
        f"事实相同的两个案例，一个应得 {expected[0]}，一个应得 {expected[1]}",
        Label(source, span, "后一个"),
        related=(Label(source, first, "前一个"),),
        hint="对照原文，改正其中一个；漏写了起作用的事实的，补上那一列",
    )


def repeated(source: Source, span: Span, first: Span) -> Diagnostic:
    """Two cases with the same facts and the same points."""
    return finding(
        "W512-case-twice",
        "这个案例与前面一个完全相同",
        Label(source, span, "后一个"),
        related=(Label(source, first, "前一个"),),
        hint="删去一个，或改成还没有案例的情形",
    )


def clause_without_cases(source: Source, span: Span, clause: str) -> Diagnostic:
    """A clause that moves points and has no case at all."""
    return finding(
        "W513-clause-without-cases",
        f"条款“{clause}”没有案例",
        Label(source, span),
        hint="在规则后面写一张案例表：触发的、不触发的、每个界限的两边、封顶",
        clause=clause,
    )


def unknown_kind(source: Source, span: Span, text: str, kinds: Sequence[str], near: str) -> Diagnostic:
    """A kind of unit that the policy does not know."""
    hint = _perhaps(near) or (f"只能填{'、'.join(kinds)}" if kinds else "本办法不分对象类别，删去这一列")
    return finding("E514-unknown-case-kind", f"办法里没有“{text}”这一类别", Label(source, span), hint=hint)


def kind_contradicts(source: Source, span: Span, given: str, listed: str) -> Diagnostic:
    """A kind that is not the one the list has for the unit."""
    return finding(
        "E514-unknown-case-kind", f"类别填的是“{given}”，名单里是“{listed}”", Label(source, span), hint="以名单为准改正"
    )


def kind_needed(source: Source, span: Span, kinds: Sequence[str]) -> Diagnostic:
    """A clause that treats kinds differently, and a case that names none."""
    return finding(
        "E515-case-without-kind",
        "本条对不同类别的对象规定不同，案例没有写明类别",
        Label(source, span),
        hint=f"加一列「类别」，填{'、'.join(kinds)}之一",
    )


def unknown_unit(source: Source, span: Span, text: str, near: str) -> Diagnostic:
    """A unit that is on no list."""
    hint = _perhaps(near) or "核对单位名称；案例可以只写类别，不写单位"
    return finding("E516-unknown-case-unit", f"“{text}”不在办法的名单里", Label(source, span), hint=hint)


def no_clause(source: Source, span: Span, column: str) -> Diagnostic:
    """Cases under a heading that is no clause, or that belongs to no item."""
    what = "有规则的条款" if column == "得分" else "有分值的考核项"
    return finding(
        "E517-nothing-to-test",
        f"这里的“{column}”没有所指：这个标题不是、也不属于{what}",
        Label(source, span),
        hint="把案例表移到它检验的条款下面，或改用「总分」",
    )


def unknown_outcome(source: Source, span: Span, text: str, known: Sequence[str], near: str) -> Diagnostic:
    """An expected consequence or duty outcome that can never come out."""
    hint = _perhaps(near) or (f"只能填{'、'.join(known)}" if known else "这里没有这样的规定，删去这一列")
    return finding("E518-unknown-case-outcome", f"“{text}”不会是这里的结果", Label(source, span), hint=hint)


def case_failed(at: Label, title: str, told: str, clause: str) -> Diagnostic:
    """A case whose points came out otherwise."""
    return finding(
        "E519-case-failed",
        f"案例“{title}”不符：{told}",
        at,
        hint="按原文重算，改规则或改案例",
        clause=clause,
    )


def scenario_failed(at: Label, title: str, told: str) -> Diagnostic:
    """A line of a scenario that came out otherwise."""
    return finding("E530-scenario-failed", f"情景“{title}”不符：{told}", at, hint="按原文重算，改规则或改情景")
