"""Write docs/句式.md: every form of scoring sentence, an example of it, and whether each part of the compiler can do it.

Each file of tests/forms is a small policy with cases. The answers of the table come from running it, here and now.
``--check`` only compares.
"""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path
from typing import Any

from compiler.backends.markdown.document import emit as markdown
from compiler.backends.markdown.rule_rows import scores
from compiler.backends.python import emit as python
from compiler.pipeline import Compiled, compile_policy, parse
from compiler.policy_text import PolicyText
from compiler.testing.agreement import disagreements, sample_units
from dsl import formatter
from dsl.diagnostics import Bag, Severity
from dsl.documents.policy_file import Section
from dsl.documents.reading import read_document
from dsl.source import Source
from zhunsheng.testkit.cases.reading import read_cases
from zhunsheng.testkit.running.runner import Engine, Runner

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "句式.md"
FORMS = sorted((ROOT / "tests" / "forms").glob("*.md"))
UNITS = 300
HEAD = """# 句式一览

评分规则里的各种句式，每种一个能运行的例子。前一部分是五份样本文件里的句式，后一部分是别处常见的句式。表中的“是”是生成本页时逐项
运行得到的：例子能解析、类型相符、案例在解释器和生成的 Python 里都通过、两者在 {units} 个生成的单位上一致、检查没有发现也没有
未分析的、规则表写出了每一句。

本页由 `python tools/make_forms.py` 从 `tests/forms/` 生成，不要手改。不单独设句式、而用现有句式表达的，见
[ADR 0040](adr/0040-what-is-no-form.md)。

"""
COLUMNS = ("解析", "类型", "解释器", "Python", "检查", "规则表", "规范写法")


@cache
def compiled(path: Path) -> Compiled:
    """Compile the policy of a form; its quotes are its source."""
    policy = Source("policy.md", path.read_text(encoding="utf-8"))
    document = read_document(policy, Bag())
    assert document is not None
    quotes = "\n".join(quote.text for section in document.sections for quote in section.quotes)
    return compile_policy(PolicyText(path.stem, policy, Source("source.txt", quotes)))


def parses(path: Path) -> bool:
    """Tell whether every line of the rules is a sentence."""
    made = compiled(path)
    return made.blocks is not None and not any(each.code.startswith("E1") for each in made.bag)


def typed(path: Path) -> bool:
    """Tell whether names, types and units fit."""
    return not any(each.severity is Severity.ERROR for each in compiled(path).bag)


def passes(path: Path, engine: Engine) -> bool:
    """Tell whether every case passes on an engine."""
    made = compiled(path)
    if made.policy is None:
        return False
    cases, bag = read_cases(made)
    runner = Runner(made.policy)
    return bool(cases) and not list(bag) and not any(runner.run(case, engine)[1] for case in cases)


def agrees(path: Path) -> bool:
    """Tell whether the generated module agrees with the interpreter on generated units."""
    policy = compiled(path).policy
    if policy is None:
        return False
    made = python(policy, Bag())
    namespace: dict[str, Any] = {}
    exec(compile(made[0].text, made[0].path, "exec"), namespace)  # noqa: S102  # our own generated module
    return disagreements(policy, namespace, sample_units(policy, UNITS, seed=1)) == []


def checked(path: Path) -> bool:
    """Tell whether the checks find nothing, and leave nothing unanalysed."""
    return not list(compiled(path).bag)


def published(path: Path) -> bool:
    """Tell whether the rule table has every official sentence that scores, and every consequence."""
    policy = compiled(path).policy
    if policy is None:
        return False
    shown = markdown(policy, Bag())[0].text.replace("\\", "").replace("<br>", "\n")
    sentences = [clause.quote.strip() for clause in policy.clauses() if scores(clause, policy)]
    follows = [each.text for clause in policy.clauses() for each in clause.consequences]
    return all(each in shown for each in (*sentences, *follows))


def canonical(path: Path) -> bool:
    """Tell whether the canonical spelling says the same."""
    made = compiled(path)
    assert made.document is not None and made.blocks is not None
    text = made.text.policy.text
    for section in reversed(made.document.sections):
        for fence in reversed(section.fences):
            shown = formatter.show_block(made.blocks[section.id], made.text.policy)
            text = text[: fence.start] + shown + "\n" + text[fence.end :]
    bag = Bag()
    again = read_document(Source("policy.md", text), bag)
    return again is not None and parse(again, bag) == made.blocks and not list(bag)


def answers(path: Path) -> tuple[bool, ...]:
    """Return the answers of a row, in the order of ``COLUMNS``."""
    both = passes(path, Engine.PYTHON) and agrees(path)
    return (
        parses(path),
        typed(path),
        passes(path, Engine.INTERPRETER),
        both,
        checked(path),
        published(path),
        canonical(path),
    )


def title(path: Path) -> str:
    """Return what a form is called, with its number in the list."""
    made = compiled(path)
    assert made.document is not None
    number = path.stem[:3].rstrip("-").lstrip("0")
    return f"{number} {made.document.front.get('政策')}"


def example(path: Path) -> str:
    """Return the explanation of a form and its clauses: the official sentence, the rules, the cases."""
    made = compiled(path)
    assert made.document is not None
    text = made.text.policy.text
    intro = text[made.document.front.end : made.document.sections[0].heading.start].strip()
    return "\n\n".join([f"### {title(path)}", intro, *(_clause(each, text) for each in made.document.sections)])


def _clause(section: Section, text: str) -> str:
    parts = [f"> {quote.text}".replace("\n", "\n> ") for quote in section.quotes]
    parts += [f"```text\n{text[fence.start : fence.end].strip()}\n```" for fence in section.fences]
    parts += [text[table.span.start : table.span.end].strip() for table in section.tables]
    return "\n\n".join(parts)


def made() -> str:
    """Return the page as it should be."""
    head = f"| 句式 | {' | '.join(COLUMNS)} |\n|---|{'---|' * len(COLUMNS)}\n"
    # Those of the five documents come first.
    ordered = sorted(FORMS, key=lambda path: (not path.stem.startswith("a"), path.stem))
    rows = [f"| {title(path)} | {' | '.join('是' if each else '否' for each in answers(path))} |\n" for path in ordered]
    examples = "\n\n".join(example(path) for path in ordered)
    return HEAD.format(units=UNITS) + head + "".join(rows) + "\n## 例子\n\n" + examples + "\n"


def main() -> int:
    """Write the page, or compare it."""
    text = made()
    if "--check" in sys.argv:
        return int(text != PAGE.read_text(encoding="utf-8"))
    PAGE.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
