"""Two versions of one policy: what changed in the words and, clause by clause and for the total, in the meaning.

In: two policies as Core, and the names of facts that were renamed. Out: ``Comparison``. The view is that of the assessed unit:
更严 = no unit gets more than before and some unit gets less, 更宽 the reverse, 有严有宽 = both occur, 不变 = proved equal for every
unit. What is neither proved nor shown by a unit that the interpreter scored under both versions is 未证明, never a guess.

- ``pairs``                 the facts of both versions made one (``rewrite``, ``align``), which clause became which (``matching``)
- ``parts``                 what a clause does, thing by thing, each cut out to be scored alone
- ``one_number``, ``turning``, ``line``   proof by pieces: all turns on one number, cut wherever anything can change
- ``effects``               proof by parts of a clause
- ``judge``                 one thing under both versions: cheap proofs first, then the solver, then a search for units
- ``realise``, ``plain``    units that show it, and as plain as they can be
- ``courses``, ``totals``   the total, from what is proved of its parts
- ``words``, ``besides``    what changed in the text, and outside the clauses
- ``policies``              the whole comparison
"""

from __future__ import annotations

from compiler.compare.model import Change, ClauseChange, Comparison, Judgement, Verdict, Witness
from compiler.compare.policies import compare

__all__ = ["Change", "ClauseChange", "Comparison", "Judgement", "Verdict", "Witness", "compare"]
