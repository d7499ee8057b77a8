"""``fmt`` writes what means the same, and writes it the same way again."""

from __future__ import annotations

from attrs import evolve

from compiler import core
from compiler.asking.trial import Trial, try_line
from dsl.diagnostics import Bag
from dsl.source import Source
from tests.fuzz.kept import compiled
from tests.generators.meaning import meaning
from tests.generators.things import KINDS
from zhunsheng.library.formatting import format_policy


def line(trial: Trial) -> None:
    """The canonical spelling of some lines."""
    again = try_line(trial.canonical, KINDS)
    assert trial.policy is not None
    assert again.policy is not None, f"规范写法不被接受：{trial.canonical}；{[each.code for each in again.bag]}"
    assert meaning(again.policy) == meaning(trial.policy), f"规范写法改变了含义：{trial.canonical}"
    assert again.canonical == trial.canonical, f"规范写法不稳定：{trial.canonical} → {again.canonical}"


def policy(text: str, source: str, meant: core.Policy | None) -> None:
    """A whole policy; ``meant`` is what it meant before, None where it has errors."""
    made = format_policy(Source("policy.md", text), Bag())
    if made is None:
        assert meant is None, "能编译的政策格式化不了"
        return
    again = format_policy(Source("policy.md", made.after), Bag())
    assert again is not None and again.after == made.after, "格式化两次不一样"
    if meant is not None and made.changed:
        after = compiled(made.after, source)
        assert after.policy is not None, [each.code for each in after.bag]
        assert meaning(evolve(after.policy, slug=meant.slug)) == meaning(meant), "格式化改变了含义"
