"""One function a clause: the official sentence in its docstring, its branches as plain ``if … : return …``.

A clause with several effects adds them up in one variable; the cap and the rounding come last, as in the interpreter.
"""

from __future__ import annotations

import ast
from fractions import Fraction

from attrs import define, evolve, field

from compiler import core
from compiler.backends.python import needs
from compiler.backends.python.branches import NOUGHT, acting, live_branches
from compiler.backends.python.conditions import condition
from compiler.backends.python.numbers import Term, held, rounded, term, value
from compiler.backends.python.text import build
from compiler.backends.python.text.words import Words
from compiler.core.walk import facts_in, nodes

SUM = "得分"


@define
class Body:
    """The body of a function while it is written: what is known at its end, and of which types its results are."""

    clause: core.Clause
    words: Words
    lines: list[ast.stmt] = field(factory=list)
    known: needs.Known = needs.NOTHING
    ints: list[bool] = field(factory=list)
    total: str = SUM  # the variable that adds up

    def settle(self, wanted: tuple[needs.Need, ...]) -> None:
        """Write the stops for what is wanted and not yet known."""
        fresh = needs.missing(wanted, self.known)
        self.lines += [needs.stop(need, self.words) for need in fresh]
        self.known |= frozenset(fresh)

    def inner(self, extra: needs.Known) -> Body:
        """Return an empty body for a branch; it shares the list of result types."""
        return Body(self.clause, self.words, [], self.known | extra, self.ints, self.total)

    def points(self, expr: core.Expr) -> Term:
        """Settle what an expression needs and return it as a term."""
        self.settle(tuple(needs.of_expr(expr, self.words)))
        return term(expr, self.words)

    def give(self, of: Term) -> None:
        """Write the return of a sum of effects: rounded, then held within the limits of the clause."""
        clause = self.clause
        if clause.rounding is not None:
            of = rounded(of, *clause.rounding)
        result = held(of, clause.lowest, clause.highest)
        self.ints.append(result.is_int)
        self.lines.append(ast.Return(value(result)))

    @property
    def annotation(self) -> str:
        """Return the type of the results."""
        return "int" if all(self.ints) else "int | Fraction"


def clause_function(clause: core.Clause, policy: core.Policy, words: Words) -> ast.FunctionDef | None:
    """Return the function of a clause; None where nothing but a constant could come out of it without an effect."""
    if not clause.effects:
        return None
    body = Body(clause, words)
    effects = [live_branches(effect) for effect in clause.effects]
    if len(effects) == 1:
        _returning(effects[0], body)
    elif clause.pick is core.Pick.MOST:
        _picking(effects, body)
    else:
        _adding(effects, body)
    function = ast.FunctionDef(words.clauses[clause.id], _parameters(clause, words), [], [])
    function.body = [ast.Expr(build.text(docstring(clause, policy))), *body.lines]
    function.returns = build.annotated(body.annotation)
    return function


def _returning(branches: list[core.Branch], body: Body) -> None:
    for branch in branches:
        test = condition(branch.test, body.known, body.words)
        if branch.test == core.Always():
            points = body.points(branch.points)
            body.lines += _says(branch)
            body.give(points)
            return
        body.settle(test.needs)
        inner = body.inner(needs.learnt(branch.test, True))
        inner.lines += _says(branch)
        inner.give(inner.points(branch.points))
        body.lines.append(ast.If(test.test, inner.lines, []))
        body.known |= needs.learnt(branch.test, False)
    body.give(term(NOUGHT, body.words))


def _adding(effects: list[list[core.Branch]], body: Body) -> None:
    """Write several effects: first the sum of those that always act, then one if-chain for each of the others."""
    certain = [branches[0] for branches in effects if branches and branches[0].test == core.Always()]
    chains = [branches for branches in effects if branches and branches[0].test != core.Always()]
    terms = []
    for branch in certain:
        terms.append(body.points(branch.points))
        body.lines += _says(branch)
    start = _added(terms)
    if not chains:
        body.give(start)
        return
    parts = [_chain(branches, body) for branches in chains]
    whole = start.is_int and all(is_int for _, is_int in parts)
    body.lines.append(build.declare(SUM, "int" if whole else "int | Fraction", value(start)))
    for lines, _ in parts:
        body.lines += lines
    body.give(Term(Fraction(1), build.name(SUM), whole=whole))


def _picking(effects: list[list[core.Branch]], body: Body) -> None:
    """Write several effects of which only the largest gain and the largest loss count."""
    names: list[ast.expr] = []
    whole = True
    for number, branches in enumerate(effects, start=1):
        name = f"{SUM}{number}"
        part = Body(body.clause, body.words, [], body.known, body.ints, name)
        lines, is_int = _chain(branches, part) if branches else ([], True)
        body.lines += [build.declare(name, "int" if is_int else "int | Fraction", build.number(0)), *lines]
        body.known = part.known
        names.append(build.name(name))
        whole = whole and is_int
    picked = build.plus(build.call("max", build.number(0), *names), build.call("min", build.number(0), *names))
    body.give(Term(Fraction(1), picked, whole=whole))


def _added(terms: list[Term]) -> Term:
    fixed = sum((each.constant for each in terms if each.constant is not None), Fraction(0))
    moving = [each for each in terms if each.constant is None]
    parts = [value(each) for each in moving] + ([value(Term(fixed))] if fixed else [])
    if not moving:
        return Term(fixed)
    whole = all(each.is_int for each in moving) and fixed.denominator == 1
    return Term(Fraction(1), build.total(parts), whole=whole)


def _chain(branches: list[core.Branch], body: Body) -> tuple[list[ast.stmt], bool]:
    """Return one effect as if … elif …, and whether all its points are ints."""
    writer = body.inner(needs.NOTHING)
    known, arms, ints = body.known, [], []
    for position, branch in enumerate(acting(branches, body.words)):
        test = condition(branch.test, known, body.words)
        guards = [needs.guard(need, body.words) for need in test.needs]
        if position == 0:
            writer.settle(test.needs)
            guards = []
        known |= frozenset(test.needs)
        arm, is_int = _arm(branch, body, known | needs.learnt(branch.test, True))
        arms.append((build.all_of([*guards, test.test]), arm, branch.test == core.Always()))
        known |= needs.learnt(branch.test, False)
        ints.append(is_int)
    body.known |= writer.known
    return writer.lines + _elifs(arms), all(ints)


def _arm(branch: core.Branch, body: Body, known: needs.Known) -> tuple[list[ast.stmt], bool]:
    inner = Body(body.clause, body.words, list(_says(branch)), known, total=body.total)
    points = inner.points(branch.points)
    if points.constant == 0:
        return [*inner.lines, ast.Pass()], True
    op: ast.operator = ast.Sub() if points.factor < 0 else ast.Add()
    given = value(evolve(points, factor=abs(points.factor)))
    inner.lines.append(ast.AugAssign(ast.Name(body.total, ast.Store()), op, given))
    return inner.lines, points.is_int


Arm = tuple[ast.expr, list[ast.stmt], bool]


def _elifs(arms: list[Arm]) -> list[ast.stmt]:
    (test, lines, always), rest = arms[0], arms[1:]
    if always:
        return lines
    return [ast.If(test, lines, _elifs(rest) if rest else [])]


def _says(branch: core.Branch) -> list[ast.stmt]:
    return [build.Comment(branch.says)] if branch.says else []


def read_by(clause: core.Clause) -> list[str]:
    """Return the facts that the function of a clause takes."""
    return list(dict.fromkeys(fact for root in live_roots(clause) for fact in facts_in(root)))


def live_roots(clause: core.Clause) -> list[core.Expr | core.Test]:
    """Return the tests and points that the function of a clause really looks at."""
    branches = [branch for effect in clause.effects for branch in live_branches(effect)]
    return [each for branch in branches for each in (branch.test, branch.points)]


def extras(clause: core.Clause) -> list[str]:
    """Return which of ``kind`` and ``unit`` the function of a clause takes as well."""
    seen = [node for root in live_roots(clause) for node in nodes(root)]
    kind = any(isinstance(node, core.OfKind) for node in seen)
    unit = any(isinstance(node, core.Listed) for node in seen)
    return ["kind"] * kind + ["unit"] * unit


def _parameters(clause: core.Clause, words: Words) -> ast.arguments:
    arguments = [ast.arg(words.facts[fact], build.annotated(words.annotation(fact))) for fact in read_by(clause)]
    arguments += [ast.arg(extra, build.name("str")) for extra in extras(clause)]
    return ast.arguments([], arguments, None, [], [], None, [])


def docstring(clause: core.Clause, policy: core.Policy) -> str:
    """Return where a clause stands, its official sentence and its authority, a paragraph each."""
    place = " · ".join(title for title in [*(path(clause, policy.root) or []), clause.title] if title)
    parts = [f"{clause.id} {place}".strip(), f"原文：{clause.quote}"]
    if clause.authority:
        parts.append(f"依据：{clause.authority}")
    return "\n\n".join(parts)


def path(clause: core.Clause, group: core.Group) -> list[str] | None:
    """Return the titles of the groups above a clause, without the root; None where it is not below ``group``."""
    for child in group.children:
        if isinstance(child, core.Clause):
            if child.id == clause.id:
                return []
            continue
        below = path(clause, child)
        if below is not None:
            return [child.title, *below]
    return None
