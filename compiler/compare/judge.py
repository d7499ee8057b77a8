"""One part under both versions: what is proved of it, and the units that show what changed.

In: a ``Pair`` and the classes of units. Out: a ``Judgement``. Cheap proofs come first: the same rules; every piece of the one number that
they turn on; the effects one by one under caps that moved one way; then the solver. Units come from the pieces, from the thresholds,
from the solver, at last from a seeded search; each was scored by the interpreter under both versions. A search alone proves nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from attrs import define, evolve, field

from compiler import core
from compiler.analysis.solver import Answer, Found, Never, NotAnalysed, Part, Who, more
from compiler.analysis.solver.values import valued
from compiler.compare.effects import by_effects
from compiler.compare.model import Judgement, Method, Witness, kind_of
from compiler.compare.pairs.rewrite import bare
from compiler.compare.parts import Pair
from compiler.compare.pieces.line import Lines, Spot
from compiler.compare.pieces.one_number import one_number
from compiler.compare.pieces.realise import realised
from compiler.compare.plain import plainer
from compiler.core.walk import roots_of
from compiler.meaning.interpret import Unit
from compiler.meaning.scoring import item_of
from compiler.measures.candidates import candidates
from compiler.measures.domain import YEAR, table
from compiler.testing.sampling import sample_units
from dsl.types import Kind

TRIED = 200  # units at the thresholds, for each class
SAMPLED = 1500  # units of the last search
SEED = 20200101
KINDS = ("less", "more", "lost", "settled")


@define(repr=False, eq=False)
class Evidence:
    """What is known so far about one pair."""

    pair: Pair
    kinds: frozenset[str]  # of units that both versions know
    shown: dict[str, Witness] = field(factory=dict)
    never: dict[str, Method] = field(factory=dict)
    why: str = ""

    def take(self, unit: Unit) -> None:
        """Score a unit under both versions, if both let it in, and keep what it shows."""
        whole = self.pair.let_in(unit) if unit.kind in self.kinds else None
        if whole is None:
            return
        found = self.pair.witness(whole)
        kind = kind_of(found)
        if kind:
            self.shown.setdefault(kind, found)

    def open(self, *kinds: str) -> list[str]:
        """Return what is neither shown nor excluded."""
        return [kind for kind in kinds or KINDS if kind not in self.shown and kind not in self.never]

    def judgement(self) -> Judgement:
        """Return what is known in the end."""
        shown, never = self.shown, self.never
        methods = [never[kind] for kind in ("less", "more") if kind in never]
        method = max(methods, key=list(Method).index) if methods else (Method.UNITS if shown else Method.NONE)
        return Judgement(
            self.pair.what,
            shown.get("less"),
            shown.get("more"),
            "less" in never,
            "more" in never,
            shown.get("lost"),
            shown.get("settled"),
            not self.open("lost", "settled"),
            method,
            self.why if self.open() else "",
        )


def judge(pair: Pair, classes: Iterable[Who]) -> Judgement:
    """Judge one pair for all classes of units."""
    whos = tuple(classes)
    known = Evidence(pair, frozenset(who.kind for who in whos))
    if same_rules(pair):
        return evolve(_proved(pair.what), method=Method.SAME_RULES)
    if pair.why_not:
        return Judgement(pair.what, values_known=False, why=pair.why_not)
    if not _by_pieces(known, whos):
        _by_effects(known, whos)
    for who in whos:
        _at_thresholds(known, who)
    ask_solver(known, whos)
    if known.open("less", "more"):
        _by_search(known)
    known.shown = {kind: plainer(pair, witness) for kind, witness in known.shown.items()}
    return known.judgement()


def _proved(what: str) -> Judgement:
    return Judgement(what, never_less=True, never_more=True)


def same_rules(pair: Pair) -> bool:
    """Whether both versions say the same but for words, about facts that are the same."""
    if pair.why_not or bare(pair.old_clause) != bare(pair.new_clause):
        return False
    if _reads_results(pair):
        return False
    if pair.new_clause.zeroed is None:
        return True
    points = [item and (item.points, item.start, item.outside) for item in (_item(pair.old), _item(pair.new))]
    return points[0] == points[1]


def _item(part: Part) -> core.Group | None:
    return item_of(part.policy, part.clause)


def _reads_results(pair: Pair) -> bool:
    return any(fact.role is core.Role.RESULT for fact in pair.new.policy.facts if fact.name in pair.facts)


# --------------------------------------------------------------------------------------------------------------- proofs


def _by_pieces(known: Evidence, whos: tuple[Who, ...]) -> bool:
    """Look at every piece of the one number; False where there is no such number."""
    pair = known.pair
    old, new = bare(pair.old_clause), bare(pair.new_clause)
    old, new = evolve(old, id=pair.old.clause), evolve(new, id=pair.new.clause)
    seen: set[str] = set()
    for who in whos:
        turning = one_number(old, new, pair.new.policy, who)
        if turning is None:
            return False
        lines = Lines(turning, who, _item(pair.old), _item(pair.new))
        if not lines.walk():
            return False
        far = _far_days(turning.measure, pair.new.policy)
        for spot in sorted(lines.spots, key=far or _is_negative):  # an example should be of something that happens
            kind = kind_of(Witness(Unit("", "", {}), spot.old, spot.new))
            seen.add(kind)
            if kind not in known.shown:
                for unit in realised(spot, turning, who, pair.new.policy, table(pair.new.policy, pair.old.policy)):
                    known.take(unit)
    known.never |= {kind: Method.PIECES for kind in KINDS if kind not in seen}
    return True


def _is_negative(spot: Spot) -> bool:
    return spot.x is not None and spot.x < 0


def _far_days(measure: core.Expr | None, policy: core.Policy) -> Callable[[Spot], int] | None:
    """Return how many days a spot lies outside the period, where the number is a date; 31 December 9999 is no example."""
    if not isinstance(measure, core.Read) or policy.named[measure.fact].type.kind is not Kind.DATE:
        return None
    first, last = (day.toordinal() for day in policy.period or (YEAR, YEAR))
    return lambda spot: 0 if spot.x is None else max(first - int(spot.x), int(spot.x) - last, 0)


def _by_effects(known: Evidence, whos: tuple[Who, ...]) -> None:
    """Judge the effects one by one, where the clauses put them together alike."""
    smaller = by_effects(known.pair)
    if smaller is None:
        return
    pairs, may_less, may_more = smaller
    found = [judge(pair, whos) for pair in pairs]
    if all(each.never_more for each in found) and not may_more:
        known.never["more"] = Method.PARTS
    if all(each.never_less for each in found) and not may_less:
        known.never["less"] = Method.PARTS
    if all(each.values_known and each.lost is None and each.settled is None for each in found):
        known.never |= {"lost": Method.PARTS, "settled": Method.PARTS}
    for each in found:
        for witness in (each.less, each.more, each.lost, each.settled):
            if witness is not None:
                known.take(witness.unit)


def ask_solver(known: Evidence, whos: tuple[Who, ...]) -> None:
    """Ask the solver for what is neither shown nor excluded."""
    old, new = known.pair.old, known.pair.new
    questions: dict[str, Callable[[Who], Answer]] = {
        "less": lambda who: more(old, new, who=who),
        "more": lambda who: more(new, old, who=who),
        "lost": lambda who: valued(old, new, who=who),
        "settled": lambda who: valued(new, old, who=who),
    }
    for kind in known.open():
        answers = _asked(questions[kind], whos)
        for answer in answers:
            if isinstance(answer, Found):
                known.take(answer.unit)
            elif isinstance(answer, NotAnalysed):
                known.why = known.why or answer.why
        if all(isinstance(answer, Never) for answer in answers):
            known.never[kind] = Method.SOLVER


def _asked(question: Callable[[Who], Answer], whos: tuple[Who, ...]) -> list[Answer]:
    """Ask for one class after the other, until a unit is found."""
    answers: list[Answer] = []
    for who in whos:
        answers.append(question(who))
        if isinstance(answers[-1], Found):
            break
    return answers


# ---------------------------------------------------------------------------------------------------------------- units


def _at_thresholds(known: Evidence, who: Who) -> None:
    pair = known.pair
    roots = tuple(root for clause in (pair.old_clause, pair.new_clause) for root in roots_of(clause))
    for unit in islice(candidates(roots, pair.new.policy, who), TRIED):
        if not known.open():
            return
        known.take(unit)


def _by_search(known: Evidence) -> None:
    for unit in sampled(known.pair, SAMPLED, SEED):
        if not known.open("less", "more"):
            return
        known.take(unit)


def sampled(pair: Pair, count: int, seed: int) -> Iterator[Unit]:
    """Yield seeded units with the facts of a pair alone, drawn mostly from where either version changes its mind."""
    policy = pair.new.policy
    children = (pair.old_clause, pair.new_clause)
    facts = tuple(fact for fact in policy.facts if fact.name in pair.facts)
    both = evolve(policy, root=core.Group("", "", policy.root.span, children), facts=facts, vetoes=())
    return sample_units(both, count, seed)
