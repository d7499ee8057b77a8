"""What a start costs, counted, not timed: whoever adds to it sees it here. The times are in docs/adr/0006-start-up.md."""

from __future__ import annotations

import json
from pathlib import Path

from tests.unit.cli.conftest import POLICY
from tests.unit.cli.test_usage import run

COUNTING = """
import sys, json, re._compiler as compiler, attr._make as making
made, patterns, written = [], [], []
class Builder(making._ClassBuilder):
    __slots__ = ()
    def build_class(self):
        made.append(super().build_class())
        return made[-1]
making._ClassBuilder = Builder
real = compiler.compile
def compile_(pattern, flags=0):
    found = real(pattern, flags)
    patterns.append(len(pattern))
    return found
compiler.compile = compile_
import lark, attrs, typer
before, given = set(sys.modules), len(patterns)
from zhunsheng.cli import main
sys.argv = ['zhunsheng', *WORDS]
try: main()
except SystemExit: pass
for each in made:
    for name in ('__eq__', '__repr__', '__hash__'):
        method = each.__dict__.get(name)
        if 'attrs generated' in getattr(getattr(method, '__code__', None), 'co_filename', ''):
            written.append(f'{each.__name__}.{name}')
ours = [name for name in set(sys.modules) - before if name.partition('.')[0] in ('dsl', 'compiler', 'zhunsheng')]
print(json.dumps({
    'modules': len(ours), 'classes': len(made), 'patterns': len(patterns) - given, 'longest': max(patterns[given:]),
    'written': written, 'ours': ours,
}))
"""


def counted(*words: str) -> dict[str, object]:
    answer: dict[str, object] = json.loads(run(code=f"WORDS = {words!r}\n{COUNTING}").stdout.decode().splitlines()[-1])
    return answer


def test_a_check_of_a_changed_policy(policy: Path) -> None:
    run("check", str(policy))
    (policy / "policy.md").write_text(POLICY + "\n改了。\n", encoding="utf-8")
    found = counted("check", str(policy))
    assert found["modules"] <= 352, "modules of ours"
    assert found["classes"] <= 270, "attrs classes"
    assert found["patterns"] <= 95 and found["longest"] <= 700, "patterns that were not kept"
    assert found["written"] == [], "methods that attrs writes and dsl/nodes.py has"
    unwanted = ("compiler.explain", "compiler.testing", "compiler.backends", "zhunsheng.draft", "zhunsheng.testkit")
    assert [name for name in found["ours"] if name.startswith(unwanted)] == []  # type: ignore[attr-defined]


def test_scores_of_a_policy_that_is_known(policy: Path, facts: Path) -> None:
    run("score", str(policy), str(facts))
    found = counted("score", str(policy), str(facts))
    assert found["modules"] <= 130 and found["classes"] <= 120 and found["patterns"] <= 42
