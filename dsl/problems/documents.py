"""What can be wrong with a policy file before a rule is read (E0xx)."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from dsl.diagnostics import Diagnostic, Label, finding
from dsl.source import Source, Span


def _start(source: Source) -> Span:
    return Span(0, min(1, len(source.text)))


def empty_file(source: Source) -> Diagnostic:
    """Nothing in the file."""
    return finding(
        "E001-empty-policy",
        "政策文件是空的",
        Label(source, _start(source)),
        hint="用 zhunsheng new 新建一个可以编译的政策文件夹",
    )


def file_too_large(source: Source, size: int, limit: int) -> Diagnostic:
    """The file is larger than any policy."""
    return finding(
        "E002-file-too-large",
        f"文件有 {size} 个字，超过 {limit} 个字",
        Label(source, _start(source)),
        hint="按附件或按章拆成几个政策",
    )


def too_many_clauses(source: Source, span: Span, count: int, limit: int) -> Diagnostic:
    """More headings and clauses than any policy has."""
    return finding(
        "E055-too-many-clauses",
        f"标题和条款有 {count} 个，超过 {limit} 个",
        Label(source, span, f"第 {limit + 1} 个"),
        hint="按附件或按章拆成几个政策",
    )


def too_many_facts(source: Source, span: Span, count: int, limit: int) -> Diagnostic:
    """More facts than a sheet has columns for."""
    return finding(
        "E056-too-many-facts",
        f"事实有 {count} 个，超过 {limit} 个",
        Label(source, span, f"第 {limit + 1} 个"),
        hint="填报表一列一个事实，Excel 的一张表也只有 16384 列；按附件或按章拆成几个政策",
    )


def line_too_long(source: Source, span: Span, size: int, limit: int) -> Diagnostic:
    """One line of the file is far too long."""
    return finding(
        "E003-line-too-long",
        f"这一行有 {size} 个字，超过 {limit} 个字",
        Label(source, span),
        hint="一句一行；检查是否粘贴了别的内容",
    )


def no_front_matter(source: Source) -> Diagnostic:
    """The file does not begin with ---."""
    return finding(
        "E004-no-front-matter",
        "文件开头没有文头",
        Label(source, _start(source), "应从一行 --- 开始"),
        hint="文头写明政策、文号、机关、考核期间、原文，前后各一行 ---",
    )


def open_front_matter(source: Source, span: Span) -> Diagnostic:
    """The front matter is not closed."""
    return finding(
        "E005-open-front-matter", "文头没有结束", Label(source, span, "从这里开始"), hint="文头最后单独写一行 ---"
    )


def bad_front_line(source: Source, span: Span) -> Diagnostic:
    """A line of the front matter is no 键: 值."""
    return finding(
        "E006-bad-front-line", "文头的这一行不是“键: 值”", Label(source, span), hint="例如 机关: 安康市行政审批服务局"
    )


def missing_key(source: Source, span: Span, key: str) -> Diagnostic:
    """A key that every policy needs is missing."""
    return finding(
        "E007-missing-key",
        f"文头缺少“{key}”",
        Label(source, Span(span.start, span.start + 3)),
        hint=f"在文头加一行 {key}: …",
    )


def unknown_key(source: Source, span: Span, key: str, known: Iterable[str]) -> Diagnostic:
    """A key that means nothing here."""
    near = get_close_matches(key, list(known), 1, 0.5)
    hint = f"是否指“{near[0]}”？" if near else f"可用的键：{'、'.join(known)}"
    return finding("E008-unknown-key", f"文头没有“{key}”这一项", Label(source, span), hint=hint)


def repeated_key(source: Source, span: Span, key: str) -> Diagnostic:
    """A key stands twice."""
    return finding("E009-repeated-key", f"文头的“{key}”写了两次", Label(source, span), hint="留下一处")


def bad_period(source: Source, span: Span) -> Diagnostic:
    """The period is not two dates in order."""
    return finding(
        "E010-bad-period",
        "考核期间不是先后两个日期",
        Label(source, span),
        hint="例如 考核期间: 2021-01-01 至 2021-12-31",
    )


def unclosed_fence(source: Source, span: Span) -> Diagnostic:
    """A rule fence without its end."""
    return finding(
        "E011-unclosed-fence", "规则块没有结束", Label(source, span, "从这里开始"), hint="规则块最后单独写一行 ```"
    )


def outside_clause(source: Source, span: Span, what: str) -> Diagnostic:
    """A quote or a rule before the first heading."""
    return finding(
        "E012-outside-clause",
        f"{what}写在第一个标题之前",
        Label(source, Span(span.start, span.start + 1)),
        hint="先写一个标题，说明这是哪一条",
    )


def clause_twice(source: Source, span: Span, path: str, first: Span) -> Diagnostic:
    """Two headings with one path."""
    return finding(
        "E013-clause-twice",
        f"条款“{path}”出现两次",
        Label(source, span, "第二次"),
        related=(Label(source, first, "第一次"),),
        hint="给其中一个标题换一个序号或名称；原文序号重复的，在标题后加以区分并写注",
    )


def bad_heading_points(source: Source, span: Span, title: str) -> Diagnostic:
    """Points at the end of a heading that are no number."""
    return finding(
        "E016-bad-heading-points",
        f"标题“{title}”末尾的分值读不懂",
        Label(source, span),
        hint="括号里只写分值，写成（30分）或者（市直部门30分，县区25分）；「扣完为止」等写进规则",
    )


def ragged_row(source: Source, span: Span, expected: int, found: int) -> Diagnostic:
    """A table row with too few or too many cells."""
    return finding(
        "E014-ragged-row",
        f"这一行有 {found} 格，表头有 {expected} 格",
        Label(source, span),
        hint="补齐或删去格子；格内的竖线写作 \\|",
    )


def quote_not_found(source: Source, span: Span, at: str, found: str) -> Diagnostic:
    """The quoted sentence is not in the source text."""
    hint = f"原文从“{at}”之后作“{found}”" if found else "在原文中找不到相近的句子；检查是否引自另一份文件"
    return finding(
        "E020-quote-not-in-source",
        "引文与原文不一致",
        Label(source, span, "原文中没有这几个字"),
        hint=hint + "。引文照录原文，错字也照录，另写注说明",
        authority="引文除空白和全半角外须与原文逐字相同",
    )


def clause_without_quote(source: Source, span: Span, path: str) -> Diagnostic:
    """A clause with rules but without its official sentence."""
    return finding(
        "E021-no-quote", f"条款“{path}”有规则而没有原文", Label(source, span), hint="在规则前用 > 引用这一条的原文"
    )


def source_missing(source: Source, span: Span, name: str) -> Diagnostic:
    """The source text is not there."""
    return finding(
        "E022-source-missing",
        f"找不到原文文件“{name}”",
        Label(source, span),
        hint="把原文存为这个文件，放在政策文件旁边",
    )


def source_changed(source: Source, span: Span, found: str) -> Diagnostic:
    """The source text has another digest than the front matter states."""
    return finding(
        "E023-source-changed",
        "原文文件已被改动",
        Label(source, span, "与文头的原文校验不符"),
        hint=f"确认改动无误后，把原文校验改为 {found}",
    )


def odd_fence(source: Source, span: Span, why: str) -> Diagnostic:
    """A fence that was plainly meant to hold rules and would not be read."""
    first = Span(span.start, span.start + len(source.slice(span).split("\n")[0]))
    return finding(
        "E015-odd-fence",
        f"这个规则块不会被读到：{why}",
        Label(source, first),
        hint="顶格写 ```规则，后面不加别的字，单独成段",
    )


def undecided(source: Source, heading: Span, clause: str, text: str) -> Diagnostic:
    """A draft left something open that nobody has decided yet."""
    short = text if len(text) <= 60 else f"{text[:58]}……"
    return finding(
        "W024-undecided",
        f"还有待定：{short}",
        Label(source, heading),
        hint="定下来，写进规则块，或者说明为什么不计分，再删去“待定”这一段",
        clause=clause,
    )
