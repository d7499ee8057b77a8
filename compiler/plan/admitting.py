"""What the gate asks of several facts of a unit together, as one truth: parts and wholes, judgements and their reasons, 核对.

What it asks of one value alone is asked where cells become numbers. A row that is not admissible goes where the others go that are not
ready: there the gate itself says what is wrong with it (compiler/gate/checker.py, ``Gate.between``).
"""

from __future__ import annotations

from collections.abc import Iterator

from compiler import core
from compiler.core.walk import nodes
from compiler.gate.declared import kinds, read_by
from compiler.plan.reading import Reader
from compiler.plan.tree import Node, Op


def admissible(policy: core.Policy, read: Reader) -> Node:
    """Return whether the gate has nothing against the facts of a row, taken together."""
    return read.build.all_of([*_parts(policy, read), *_judgements(policy, read), *_relations(policy, read)])


def _parts(policy: core.Policy, read: Reader) -> Iterator[Node]:
    for fact in policy.facts:
        if fact.at_most and not fact.computed:
            (part, known), (whole, known_whole) = read.read(fact.name), read.read(fact.at_most)
            yield _unless(read, [known, known_whole], read.ratios.compare(part, core.Op.LE, whole))


def _judgements(policy: core.Policy, read: Reader) -> Iterator[Node]:
    build, ratios = read.build, read.ratios
    for fact in policy.facts:
        if fact.computed or not (fact.reason or fact.each or fact.high_by_kind):
            continue
        given, known = read.read(fact.name)
        if fact.reason:
            yield _unless(read, [known], read.present(fact.reason))
        if fact.each is not None:
            counted, least, greatest = fact.each
            count, counts = read.read(counted)
            low = ratios.multiply(count, ratios.constant(least))
            high = ratios.multiply(count, ratios.constant(greatest))
            within = [ratios.compare(given, core.Op.GE, low), ratios.compare(given, core.Op.LE, high)]
            yield _unless(read, [known, counts], build.all_of(within))
        by_kind = dict(fact.high_by_kind)
        for kind in kinds(policy):
            if kind in by_kind:
                of_it = build.make(Op.OF_KIND, value=(kind,))
                most = ratios.constant(by_kind[kind])
                within = [
                    ratios.compare(given, core.Op.GE, ratios.constant(0)),
                    ratios.compare(given, core.Op.LE, most),
                ]
                yield _unless(read, [known, of_it], build.all_of(within))


def _relations(policy: core.Policy, read: Reader) -> Iterator[Node]:
    build = read.build
    for check in policy.checks:
        given = [read.read(name)[1] if name in read.policy.filled else read.present(name) for name in read_by(check)]
        divisors = [read.number(each.right)[0] for each in nodes(check.test) if isinstance(each, core.Divide)]
        nought = [build.equal(each.over, build.number(0)) for each in divisors]  # what has no value contradicts nothing
        yield _unless(read, given, build.any_of([*nought, read.holds(check.test)[0]]))


def _unless(read: Reader, given: list[Node], holds: Node) -> Node:
    """Return whether something holds where all that it speaks of is given."""
    build = read.build
    return build.any_of([*(build.negate(each) for each in given), holds])
