"""The functions ``score``, which asks the gate, and ``_计分`` behind it, which scores in the order of scoring.py: clauses, items,
sections, vetoes, consequences, duties, grade.

Facts of clauses that concern every unit are read first; those of the others only where the clause applies, so that
a unit need not have facts that do not concern it.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable
from fractions import Fraction

from attrs import define, field

from compiler import core
from compiler.backends.python import needs
from compiler.backends.python.clauses import extras, read_by
from compiler.backends.python.conditions import NEVER, condition, simplified, surely
from compiler.backends.python.decisions import decision
from compiler.backends.python.groups import below, full_lines, group_lines, loss
from compiler.backends.python.numbers import Term, held, value
from compiler.backends.python.text import build
from compiler.backends.python.text.words import Words, all_groups
from compiler.core.walk import facts_in, part
from compiler.meaning.dependencies import in_order, results_read

_SIGNATURE = 'def score(facts: Mapping[str, Any], *, kind: str = "", unit: str = "") -> dict[str, object]: ...'
_INNER = "def _计分(facts: Mapping[str, Any], kind: str, unit: str) -> dict[str, object]: ..."
_TITLE = "按本办法给一个对象评分；事实有误（RefusedFacts）、不全、比率无定义时停下，不作猜测。"
_INNER_TITLE = "给事实无误的一个对象评分。"
_GATED = ("facts, kind = _关口.admit(facts, kind, unit)", "return _计分(facts, kind, unit)")


@define
class Script:
    """The body of ``score`` while it is written."""

    policy: core.Policy
    words: Words
    lines: list[ast.stmt] = field(factory=list)
    known: needs.Known = needs.NOTHING
    read: set[str] = field(factory=set)

    def decide(self, test: core.Test) -> ast.expr:
        """Write the stops of a simplified test and return it as a condition."""
        found = decision(test, self.known, self.words)
        self.lines += found.stops
        self.known = found.known
        return found.test

    def take(self, facts: Iterable[str]) -> None:
        """Write the lines that read facts, in their declared order, each once."""
        wanted = set(facts) - self.read
        for fact in self.policy.facts:
            if fact.name in wanted:
                self.lines.append(build.assign(self.words.facts[fact.name], self.words.reader(fact.name)))
        self.read |= wanted

    def inner(self, extra: needs.Known) -> Script:
        """Return an empty script for the inside of an ``if``."""
        return Script(self.policy, self.words, [], self.known | extra, set(self.read))


def score_function() -> ast.FunctionDef:
    """Return the function that scores one unit whose facts the gate lets in."""
    lines = [ast.parse(line).body[0] for line in _GATED]
    return _function(_SIGNATURE, _TITLE, lines)


def scoring_function(policy: core.Policy, words: Words) -> ast.FunctionDef:
    """Return the function behind it, which relies on facts that are right."""
    script = Script(policy, words)
    script.take(_always_read(policy))
    script.lines += full_lines(all_groups(policy.root), words)
    _openings(script)
    for clause in in_order(policy):
        _results(clause, script)
        _clause(clause, script)
    script.lines += group_lines(policy, words)
    total = _vetoes(script)
    script.lines.append(ast.Return(_result(policy, words, total)))
    return _function(_INNER, _INNER_TITLE, script.lines)


def _function(signature: str, title: str, lines: Iterable[ast.stmt]) -> ast.FunctionDef:
    function = ast.parse(signature).body[0]
    assert isinstance(function, ast.FunctionDef)
    function.body = [ast.Expr(build.text(title)), *lines]
    return function


def _results(clause: core.Clause, script: Script) -> None:
    """Write the lines that take what other clauses and items gave, where a clause reads it."""
    for fact in results_read(clause, script.policy):
        node = part(script.policy, fact.result_of)
        if fact.name in script.read or node is None:
            continue
        if isinstance(node, core.Group):
            script.lines += below(node, script.words)
        given = (
            build.item("clauses", node.id)
            if isinstance(node, core.Clause)
            else build.name(script.words.groups[node.id])
        )
        script.lines.append(build.assign(script.words.facts[fact.name], given))
        script.read.add(fact.name)


def _always_read(policy: core.Policy) -> set[str]:
    """Return the facts that every unit must have: those of clauses for all, of every 适用 test and of the vetoes."""
    found = {fact for veto in policy.vetoes for fact in facts_in(simplified(veto.test))}
    for clause in policy.clauses():
        applies = simplified(clause.applies)
        found |= set(facts_in(applies))
        if applies == core.Always():
            found |= _clause_facts(clause)
    return found - {fact.name for fact in policy.facts if fact.role is core.Role.RESULT}


def _clause_facts(clause: core.Clause) -> set[str]:
    """Return the facts that a clause needs where it applies."""
    tests = [each.test for each in clause.consequences] + [duty.test for duty in clause.duties if duty.test]
    tests += [clause.zeroed] if clause.zeroed is not None else []
    return set(read_by(clause)) | {fact for test in tests for fact in facts_in(simplified(test))}


def _openings(script: Script) -> None:
    clauses = script.policy.clauses()
    script.lines.append(build.declare("clauses", "dict[str, int | Fraction]", ast.Dict([], [])))
    if any(clause.consequences for clause in clauses):
        script.lines.append(build.declare("consequences", "list[str]", ast.List([], ast.Load())))
    if any(clause.duties for clause in clauses):
        script.lines.append(build.declare("duties", "dict[str, list[tuple[str, str]]]", ast.Dict([], [])))


def _clause(clause: core.Clause, script: Script) -> None:
    """Write one clause: what it gives, what follows from it, which duties it checks."""
    script.lines.append(build.Comment(f"{clause.id} {clause.title}".strip()))
    applies = simplified(clause.applies)
    if applies == core.Always():
        _applied(clause, script)
        return
    if clause.zeroed is not None:
        script.lines.append(build.assign(script.words.zeroed[clause.id], ast.Constant(False)))
    script.lines.append(build.assign(build.item("clauses", clause.id), build.number(0)))
    if applies == NEVER:
        return
    test = script.decide(applies)
    inner = script.inner(needs.learnt(applies, True))
    inner.take(_clause_facts(clause))
    _applied(clause, inner)
    script.lines.append(ast.If(test, inner.lines, []))


def _applied(clause: core.Clause, script: Script) -> None:
    words = script.words
    given: ast.expr = build.call(words.clauses[clause.id], *_arguments(clause, words))
    if not clause.effects:
        given = value(held(Term(Fraction(0)), clause.lowest, clause.highest))
    if clause.zeroed is not None:
        flag, test = words.zeroed[clause.id], script.decide(simplified(clause.zeroed))
        script.lines.append(build.assign(flag, test))
        given = ast.IfExp(build.name(flag), loss(clause, script.policy, words), given)
    script.lines.append(build.assign(build.item("clauses", clause.id), given))
    _consequences(clause, script)
    _duties(clause, script)


def _arguments(clause: core.Clause, words: Words) -> list[ast.expr]:
    given = [words.facts[fact] for fact in read_by(clause)] + extras(clause)
    return [build.name(each) for each in given]


def _consequences(clause: core.Clause, script: Script) -> None:
    for each in clause.consequences:
        added = ast.Expr(build.method("consequences", "append", build.text(each.text)))
        test = simplified(each.test)
        if test == core.Always():
            script.lines.append(added)
        elif test != NEVER:
            script.lines.append(ast.If(surely(test, script.known, script.words), [added], []))


def _duties(clause: core.Clause, script: Script) -> None:
    if not clause.duties:
        return
    pairs = [ast.Tuple([build.text(duty.text), _state(duty, script)], ast.Load()) for duty in clause.duties]
    told: ast.stmt = build.assign(build.item("duties", clause.id), ast.List(list(pairs), ast.Load()))
    if clause.zeroed is not None:
        flag = build.name(script.words.zeroed[clause.id])
        told = ast.If(ast.UnaryOp(ast.Not(), flag), [told], [])
    script.lines.append(told)


def _state(duty: core.Duty, script: Script) -> ast.expr:
    """Return 合规 or 不合规, and 待核 where no fact can tell."""
    test = None if duty.test is None else simplified(duty.test)
    if test is None:
        return build.text("待核")
    opposite = simplified(test, negated=True)
    kept, broken = (surely(each, script.known, script.words) for each in (test, opposite))
    certain = ast.dump(broken) == ast.dump(condition(opposite, script.known, script.words).test)
    rest: ast.expr = build.text("不合规")
    if not certain:
        rest = ast.IfExp(broken, rest, build.text("待核"))
    if test in (core.Always(), NEVER):
        return build.text("合规") if test == core.Always() else rest
    if certain and isinstance(kept, ast.UnaryOp):
        return ast.IfExp(broken, rest, build.text("合规"))
    return ast.IfExp(kept, build.text("合规"), rest)


def _vetoes(script: Script) -> ast.expr:
    """Write the vetoes, each of which replaces the total, and return the total."""
    root = build.name(script.words.groups[script.policy.root.id])
    if not script.policy.vetoes:
        return root
    script.lines += [
        build.Comment("一票否决"),
        build.declare("total", "int | Fraction", root),
        build.declare("vetoes", "list[str]", ast.List([], ast.Load())),
    ]
    for veto in script.policy.vetoes:
        _veto(veto, script)
    return build.name("total")


def _veto(veto: core.Veto, script: Script) -> None:
    test = simplified(veto.test)
    after = build.number(0 if veto.deduction is None else -veto.deduction)
    lines: list[ast.stmt] = [
        build.assign("total", after),
        ast.Expr(build.method("vetoes", "append", build.text(veto.clause))),
    ]
    if test == core.Always():
        script.lines += lines
    elif test != NEVER:
        script.lines.append(ast.If(script.decide(test), lines, []))


def _result(policy: core.Policy, words: Words, total: ast.expr) -> ast.expr:
    clauses = policy.clauses()
    groups = all_groups(policy.root)
    points = ast.Dict([build.text(each.id) for each in groups], [build.name(words.groups[each.id]) for each in groups])
    entries: dict[str, ast.expr] = {
        "total": total,
        "clauses": build.name("clauses"),
        "groups": points,
        "vetoes": build.name("vetoes") if policy.vetoes else ast.List([], ast.Load()),
        "consequences": _or_empty("consequences", any(each.consequences for each in clauses)),
        "duties": build.name("duties") if any(each.duties for each in clauses) else ast.Dict([], []),
        "grade": build.call("等次", total) if policy.bands else build.text(""),
    }
    return ast.Dict([build.text(key) for key in entries], list(entries.values()))


def _or_empty(name: str, used: bool) -> ast.expr:
    return build.name(name) if used else ast.List([], ast.Load())
