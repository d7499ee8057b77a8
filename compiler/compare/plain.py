"""A unit that shows a change, made as plain as it can be: 1 件 instead of 1,000,000 件, as long as it still shows the same.

In: a ``Witness``. Out: a witness of the same kind, scored again.
"""

from __future__ import annotations

from attrs import evolve

from compiler.compare.model import Witness, kind_of
from compiler.compare.parts import Pair
from compiler.measures.choosing import exact_of

_PLAIN = (0, 1, 2, 5, 10, 20, 50, 100)
_LARGE = 100  # what is not larger is plain enough


def plainer(pair: Pair, witness: Witness) -> Witness:
    """Return the witness with every large number as small as it can be, one after the other."""
    kind = kind_of(witness)
    for name, value in witness.unit.facts.items():
        exact = exact_of(value)
        if exact is None or abs(exact) <= _LARGE:
            continue
        for tried in _PLAIN:
            unit = evolve(witness.unit, facts={**witness.unit.facts, name: tried if exact > 0 else -tried})
            found = pair.witness(unit) if pair.allows(unit) else witness
            if found is not witness and kind_of(found) == kind:
                witness = found
                break
    return witness
