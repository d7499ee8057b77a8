"""What a policy may hold: at the limit every engine works, one beyond is refused by its code, and nothing is worse than linear."""

from __future__ import annotations

from fractions import Fraction

import pytest

from compiler import core
from compiler.backends import BACKENDS
from compiler.compare import compare
from compiler.explain.trace import explain, render_text
from compiler.lowering.names.indicators import Indicators
from compiler.meaning.interpret import Unit
from compiler.meaning.scoring import score as score_unit
from compiler.pipeline import Compiled, compile_policy
from compiler.policy_text import PolicyText
from dsl import limits
from dsl.diagnostics import Bag
from dsl.source import Source
from tests.counting import steps_of
from zhunsheng.library.formatting import format_policy


def policy(rules: str, quote: str = "5件以上的，扣5分。") -> Compiled:
    text = "---\n政策: 试验\n机关: 某局\n考核期间: 2026-01-01 至 2026-12-31\n总分: 100 分\n原文: source.txt\n---\n\n"
    text += f"## 一、事项（100分）\n\n> {quote}\n\n```规则\n{rules}\n```\n"
    return compile_policy(PolicyText("trial", Source("policy.md", text), Source("source.txt", quote)))


def codes(made: Compiled) -> list[str]:
    return [each.code for each in made.bag]


def facts(count: int) -> str:
    return "".join(f"事实 数{number}：计数（件）\n" for number in range(count))


def a_sum(count: int) -> str:
    return (
        facts(count) + f"指标 合计数 = {' + '.join(f'数{number}' for number in range(count))}\n合计数 5 件以上 扣 5 分"
    )


def sums(count: int) -> str:
    """So many numbers, in sums that are short enough, added up."""
    parts = [range(start, min(start + 100, count)) for start in range(0, count, 100)]
    lines = [f"指标 部分{at} = {' + '.join(f'数{number}' for number in part)}\n" for at, part in enumerate(parts)]
    whole = " + ".join(f"部分{at}" for at in range(len(parts)))
    return facts(count) + "".join(lines) + f"指标 全部数 = {whole}\n全部数 5 件以上 扣 5 分"


def a_chain(count: int) -> str:
    """Each line twice the line before: the value doubles, and so would the work."""
    lines = "".join(f"指标 数{number + 1} = 数{number} + 数{number}\n" for number in range(count))
    return facts(1) + lines + f"数{count} 5 件以上 扣 5 分"


def steps(count: int) -> str:
    """Each line one more than the line before."""
    lines = "".join(
        f"指标 链{number} = {f'链{number - 1}' if number > 1 else '数0'} + 数{number}\n"
        for number in range(1, count + 1)
    )
    return facts(count + 1) + lines + f"链{count} 5 件以上 扣 5 分"


def conditions(count: int, word: str) -> str:
    names = [
        f"{'甲乙丙丁戊己庚辛壬癸'[at // 10 % 10]}{'子丑寅卯辰巳午未申酉'[at % 10]}{'差漏'[at // 100]}"
        for at in range(count)
    ]
    return "".join(f"事实 {name}：是否\n" for name in names) + f" {word} ".join(names) + " 扣 5 分"


AT_THE_LIMIT = {
    "a sum": a_sum(limits.TERMS.most + 1),
    "sums of sums": sums(limits.FORMULA.most),
    "a chain that doubles": a_chain(7),
    "a chain that grows": steps(limits.DEPTH.most),
    "both": conditions(limits.TERMS.most + 1, "且"),
    "either": conditions(limits.TERMS.most + 1, "或"),
}


@pytest.mark.parametrize("name", AT_THE_LIMIT)
def test_at_the_limit_every_engine_works(name: str) -> None:
    made = policy(AT_THE_LIMIT[name], "有下列情形的，扣5分。" if name in ("both", "either") else "5件以上的，扣5分。")
    assert [each.message for each in made.bag if each.code[0] == "E"] == []
    meant = made.policy
    assert meant is not None
    given = Unit("甲", "", {fact.name: True if fact.type.kind.value == "是否" else 1 for fact in meant.facts})
    result = score_unit(meant, given)
    assert result.total.exact == 95, "all of them: at least five pieces"
    text = {each.path: each.text for target in ("python", "markdown") for each in BACKENDS[target].load()(meant, Bag())}
    module: dict[str, object] = {"__name__": "trial"}
    exec(compile(text["trial.py"], "trial.py", "exec"), module)
    score = module["score"]
    assert callable(score) and Fraction(score(given.facts)["total"]) == 95
    assert "扣 5 分" in text["rules.md"]
    assert "扣 5 分" in render_text(explain(meant, given, result, {}))
    assert compare(meant, meant).same_meaning
    formatted = format_policy(made.text.policy, Bag())
    assert formatted is not None and formatted.after == formatted.before


@pytest.mark.parametrize(
    ("code", "rules"),
    [
        ("E110-too-many-terms", a_sum(limits.TERMS.most + 2)),
        ("E110-too-many-terms", a_sum(1500)),
        ("E110-too-many-terms", conditions(limits.TERMS.most + 2, "且")),
        ("E110-too-many-terms", conditions(limits.TERMS.most + 2, "或")),
        ("E111-formula-too-large", sums(limits.FORMULA.most + 1)),
        ("E111-formula-too-large", a_chain(8)),
        ("E111-formula-too-large", a_chain(17)),
        ("E111-formula-too-large", steps(limits.DEPTH.most + 1)),
    ],
    ids=["sum", "1500 terms", "and", "or", "sums", "chain", "long chain", "deep"],
)
def test_beyond_the_limit_a_code_says_so(code: str, rules: str) -> None:
    assert codes(policy(rules))[:1] == [code]


def test_a_chain_takes_as_many_steps_as_it_has_lines() -> None:
    """What each indicator weighs is known from the ones before it: nothing is written out."""
    scope, expr, counts = Indicators(), core.Read("数"), []
    for _ in range(200):
        expr = core.Add(expr, expr)  # type: ignore[assignment]
        counts.append(steps_of(lambda expr=expr: scope.weight(expr)))  # type: ignore[misc]
    # a few lines more are those of a finalizer that the collector happened to call; written out it would be 2**200
    assert max(counts[1:]) <= 2 * counts[1] and scope.weight(expr) == (2**200, 200)
    policy(a_chain(4)), policy(a_chain(14))  # what is made once a process is made before anything is counted
    assert steps_of(lambda: policy(a_chain(16))) < 3 * steps_of(lambda: policy(a_chain(6)))


def test_clauses_and_facts() -> None:
    """At the limit nothing is said of the number; the text itself is checked as ever."""
    assert limits.FACTS.most < 16_384, "a sheet has a column a fact"
    at = policy("".join(f"事实 第{number}类：是否\n" for number in range(limits.FACTS.most)) + "第1类 扣 5 分")
    assert "E056-too-many-facts" not in codes(at)
    beyond = policy("事实 未报送：是否\n" * (limits.FACTS.most + 1) + "未报送 扣 5 分")
    assert codes(beyond) == ["E056-too-many-facts"]


@pytest.mark.parametrize(
    ("factor", "points"),
    [("三分之一", "-2"), ("1/3", "-2"), ("1.5", "-9"), ("0.5", "-3"), ("2", "-12"), ("50%", "-3"), ("150%", "-9")],
)
def test_a_number_of_points_is_any_number(factor: str, points: str) -> None:
    """投诉 2 件, 每件 扣 3 分, times the number: 6 × 1/3 = 2, 6 × 1.5 = 9."""
    rules = f"事实 投诉：计数（件）\n事实 主动报告：是否\n投诉 每件 扣 3 分；主动报告 按 {factor} 折算"
    made = policy(rules, f"投诉每件扣3分；主动报告的，按{factor}折算。")
    assert codes(made) == [] and made.policy is not None
    result = score_unit(made.policy, Unit("甲", "", {"投诉": 2, "主动报告": True}))
    assert result.clauses[0].points.exact == Fraction(points)
    again = format_policy(made.text.policy, Bag())
    assert again is not None and f"按 {'1/3' if factor == '三分之一' else factor} 折算" in again.after
    other = policy(rules, "投诉每件扣3分；主动报告的，按2.5折算。")
    assert set(codes(other)) <= {"E470-number-unused", "E471-number-not-quoted", "E479-not-as-quoted"} and codes(other)


def test_capped_sentences_of_one_clause() -> None:
    """甲 每件 扣 0.1 分，最高扣 1 分；乙 …: every cap was held against every sentence, word for word."""

    def rules(many: int) -> str:
        names = [f"投诉{chr(0x4E00 + 7 * at)}" for at in range(many)]
        facts = "\n".join(f"事实 {name}：计数（件）" for name in names)
        return f"{facts}\n{'；'.join(f'{name} 每件 扣 0.1 分，最高扣 1 分' for name in names)}"

    policy(rules(3))  # what is made once
    # Sentences are held against each other by their names (E426): a short look at each pair, but a pair all the same.
    assert steps_of(lambda: policy(rules(48))) < 12 * steps_of(lambda: policy(rules(12)))
