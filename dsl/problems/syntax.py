"""What can be wrong with the form of a line (E1xx)."""

from __future__ import annotations

from dsl.diagnostics import Diagnostic, Label, finding
from dsl.source import Source, Span
from dsl.words.lexicon import lexicon
from dsl.words.tokens import Line, Token

# What a reader would call the kinds of thing that may stand somewhere; the first terminal of a set stands for the rest.
_KINDS: tuple[tuple[str, frozenset[str]], ...] = (
    ("条件（如 占比 低于 30%）", frozenset({"NAME", "BOUND_PRE", "OTHERWISE", "ANY", "NEG", "SHARE"})),
    (
        "得分规定（如 扣 5 分、每件 扣 2 分、不扣分）",
        frozenset({"SIGN", "NO_EFFECT", "EACH", "DISCRETION", "FULL", "SCORE_VERB"}),
    ),
    ("封顶等限定", frozenset({"CAP", "UNTIL_GONE", "DRAIN", "OVERLAP", "KEEP"})),
)
# Words that only some sentences have: to name them everywhere would hide what is usually meant.
_SILENT = frozenset(
    {
        "$END",
        "COMMA",
        "LPAR",
        "RPAR",
        "TIES",
        "EXTRA",
        "ROUNDING",
        "DIRECTION",
        "SINCE",
        "EMPTY",
        "CONSEQUENCE",
        "ENUM",
        "FACTOR",
        "SCALE",
        "EXCEPT",
        "PICK",
        "TOTAL_CAP",
        "NOT_COUNTED",
        "COUNTED_AS",
        "AMID",
        "MIDDLE",
        "VERSUS",
        "FLAT",
        "DIVIDE",
        "EQUALS",
    }
)


def expected_words(expected: frozenset[str]) -> str:
    """Say in Chinese what may stand at a place, given the terminals the grammar accepts there."""
    rest, said = set(expected), []
    for text, group in _KINDS:
        if len(rest & group) >= 2:
            said.append(text)
            rest -= group
    covered = {terminal for text, group in _KINDS if text in said for terminal in group}
    labels = lexicon().labels
    said += [labels[name] for name in sorted(rest - covered - _SILENT) if name in labels][: max(0, 6 - len(said))]
    if "$END" in expected:
        said.append("本句结束")
    return "、".join(dict.fromkeys(said)) or "本句结束"


def unexpected(source: Source, line: Line, token: Token | None, expected: frozenset[str]) -> Diagnostic:
    """A token that the grammar does not allow where it stands, or a line that ends too early."""
    words = expected_words(expected)
    if token is None:
        end = Span(max(line.span.start, line.span.end - 1), line.span.end)
        return finding(
            "E101-unfinished-rule",
            "这一句没有写完",
            Label(source, end, f"此处之后应为：{words}"),
            hint="补上得分规定，例如「扣 5 分」；与下一句本是一句的，行末写逗号",
        )
    text = source.slice(token.span)
    return finding(
        "E102-unexpected-word",
        f"这里不应出现“{text}”",
        Label(source, token.span, f"此处应为：{words}"),
        hint=_advice(line, token, expected),
    )


def _advice(line: Line, token: Token, expected: frozenset[str]) -> str:
    index = line.tokens.index(token)
    before = line.tokens[index - 1] if index else None
    if token.type == "NAME" and before is not None and before.type == "COMMA":
        return "两个条件并列时，写明「且」或「或」；另起一句时，前一句用分号结束"
    if token.type == "NUMBER" and before is not None and before.type == "BOUND_POST":
        return "界限词在前（低于 30%）或在后（30% 以下），只写一处"
    if token.type == "NAME" and "SIGN" in expected and not token.known:
        return "名称先在「事实」或「指标」里声明，才能与后面的词分开"
    return "对照手册第三章的写法改写；用 zhunsheng try 单独试这一句，它会说怎样读"


def too_deep(source: Source, span: Span, limit: int) -> Diagnostic:
    """Brackets nested beyond the limit."""
    return finding(
        "E103-too-deep",
        f"括号嵌套超过 {limit} 层",
        Label(source, span, "从这一层起"),
        hint="把内层条件写成「指标」或「集合」，再引用它的名称",
    )


def number_too_long(source: Source, span: Span, limit: int) -> Diagnostic:
    """A number with more digits than anything has that is counted."""
    return finding(
        "E112-number-too-long",
        f"一个数超过 {limit} 位",
        Label(source, span),
        hint="核对是否误粘了编号；大数写成万、亿",
    )


def name_too_long(source: Source, span: Span, size: int, limit: int) -> Diagnostic:
    """A name that no column of a sheet has room for."""
    return finding(
        "E113-name-too-long",
        f"名称有 {size} 个字，超过 {limit} 个字",
        Label(source, span),
        hint="起一个短的名称，把它的意思写在「说明」里；也看看是不是少了标点",
    )


def too_many_terms(source: Source, span: Span, limit: int) -> Diagnostic:
    """More joined by + − × ÷ 且 或 in one sentence than it has room for."""
    return finding(
        "E110-too-many-terms",
        f"一句里用加减乘除、且、或连起来的超过 {limit} 处",
        Label(source, span, "从这一处起"),
        hint="分成几句，或先写成几个「指标」，再引用它们的名称",
    )


def line_too_long(source: Source, span: Span, size: int, limit: int) -> Diagnostic:
    """A line with more words than any sentence has."""
    return finding(
        "E104-line-too-long",
        f"这一句有 {size} 个词，超过 {limit} 个",
        Label(source, Span(span.start, span.start + 1), "从这里起"),
        hint="按原文分句，一句一行",
    )


def ambiguous_cut(source: Source, span: Span, name: str, word: str) -> Diagnostic:
    """A declared name and a word of the language share characters, so the text can be cut in two ways."""
    return finding(
        "E105-ambiguous-cut",
        f"“{source.slice(span)}”有两种读法，不知道名称到哪里为止",
        Label(source, span, f"既可读作名称“{name}”，也可在其中读出“{word}”"),
        hint="改名称，使它不以界限词的开头几个字结尾",
    )


def no_deadline(source: Source, span: Span, period: str) -> Diagnostic:
    """7天以上整改: a period that goes beyond its number is no deadline of what follows."""
    return finding(
        "E106-no-deadline",
        f"“{period}”不是期限：期限写“以内”，这里说的是超过",
        Label(source, span, "后面是做什么事，前面要写在多少天以内"),
        hint="说到期没有做的，写成“7 个自然日内 未 整改 扣 3 分”；说用了多少天的，声明用时：事实 整改用时：时长（自然日），"
        "再写“整改用时 7 个自然日以上 扣 3 分”",
    )


def no_period(source: Source, span: Span, amount: str) -> Diagnostic:
    """5亿元以上项目: no time in which the project would be done; 总分90分以上的为优秀: the grades of the total."""
    if amount.endswith(("分以上", "分以下", "分及以上", "分及以下", "分以内")):
        return finding(
            "E106-no-deadline",
            f"“{amount}”不是期限，后面不能直接写名称",
            Label(source, span),
            hint=f"按总分评等次的，写「等次 优秀：{amount}」，一个等次一行；别的得分的界限，"
            f"先声明这个得分：事实 考试成绩：分值，再写「考试成绩 {amount} 加 1 分」",
        )
    return finding(
        "E106-no-deadline",
        f"“{amount}”不是期限，后面不能直接写名称",
        Label(source, span),
        hint=f"是名称的一部分的，先声明，例如「事实 {amount}项目：计数（个）」；是界限的，名称写在前面，例如「投资额 {amount} 加 1 分」",
    )


def rank_side(source: Source, span: Span, places: str) -> Diagnostic:
    """排名第3名以上: the places from the first to it, or those with a larger number?"""
    return finding(
        "E107-rank-side",
        f"“{source.slice(span)}”有两种读法：第 1—{places} 名（名次更好），或者第 {places} 名及以后（名次的数更大）",
        Label(source, span),
        hint=f"名次更好的，写「排名 前 {places} 名」；名次更后的，写「排名 第 {places} 名 及以后」；差的一头也可写「倒数后 … 名」",
    )
