"""Prove a clause before it is written: compile it by itself, against the source text; what fails is left open, with the reason.

Where two readings are possible (shared ends of tiers, 超过…以上), both are tried and offered, none is chosen.
"""

from __future__ import annotations

import re

from attrs import evolve, field, frozen

from compiler.pipeline import compile_policy
from compiler.policy_text import PolicyText
from dsl.diagnostics import Severity
from dsl.source import Source
from zhunsheng.draft.writing.clause import Clause
from zhunsheng.draft.writing.markdown import clause_text, front_text

_BOTH = re.compile(r"超过\s?(?P<amount>[^\s，；]+?)以上")


@frozen
class Proof:
    """Compiles clauses against one source text."""

    original: Source
    kinds: tuple[str, ...] = ()
    _seen: dict[str, tuple[str, str]] = field(factory=dict)

    def proved(self, clause: Clause) -> Clause:
        """Return the clause, or the clause left open where it does not compile."""
        code, why = self.fails(clause)
        if not code:
            return clause
        candidates = tuple(each for each in _variants(clause.lines) if not self.fails(evolve(clause, lines=each))[0])
        return evolve(
            clause, lines=(), doubts=(f"{why}{_WHO_DECIDES.get(code, '')}",), candidates=candidates or (clause.lines,)
        )

    def fails(self, clause: Clause) -> tuple[str, str]:
        """Return the code and the message of the first error; two empty strings where there is none."""
        return self._first_error(clause_text(evolve(clause, level=1, doubts=()), clause.facts))

    def holds(self, clause: Clause, block: str) -> bool:
        """Whether a rule block may stand under the quotes of a clause."""
        bare = evolve(
            clause, level=1, doubts=(), candidates=(), lines=(), facts=(), remarks=(f"```规则\n{block}\n```",)
        )
        return not self._first_error(clause_text(bare, ()))[0]

    def _first_error(self, text: str) -> tuple[str, str]:
        text = f"{front_text('起草', self.kinds, {})}\n{text}"
        if text not in self._seen:
            made = compile_policy(PolicyText("draft", Source("起草", text), self.original))
            errors = [each for each in made.bag if each.severity is Severity.ERROR]
            first = errors[0] if errors else None
            self._seen[text] = (first.code.partition("-")[0], first.message) if first else ("", "")
        return self._seen[text]


def _variants(lines: tuple[str, ...]) -> list[tuple[str, ...]]:
    """The readings to offer: ends of tiers the one way or the other; 超过 or 以上; and both together."""
    bounds = [lines]
    if any(_BOTH.search(line) for line in lines):
        bounds = [
            tuple(_BOTH.sub(r"超过\g<amount>", line) for line in lines),
            tuple(_BOTH.sub(r"\g<amount>以上", line) for line in lines),
        ]
    return [*bounds[1:], *bounds[:1], *((*each, end) for each in bounds for end in ("端点就高", "端点就低"))]


_WHO_DECIDES = {"E411": "，归哪一档原文没有写", "E308": "，取哪一个由制定机关定"}
