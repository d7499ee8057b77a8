"""Two versions of one policy: what changed in the words and, clause by clause and for the total, in the meaning.

In: two policies as Core, and the names of facts that were renamed. Out: ``Comparison``. The view is that of the assessed unit:
更严 = no unit gets more than before and some unit gets less, 更宽 the reverse, 有严有宽 = both occur, 不变 = proved equal for every
unit. What is neither proved nor shown by a unit that the interpreter scored under both versions is 未证明, never a guess.

- ``rewrite``   Core with facts renamed, parameters filled in, words taken out
- ``align``     the facts of both versions made one, and what their declarations changed
- ``matching``  which clause became which
- ``line``      proof by pieces: everything turns on one number, which is cut at every place where anything changes
- ``judge``     one part under both versions: cheap proofs first, then the solver, then a search for units
- ``totals``    the total, from what is proved of its parts
- ``words``     what changed in the text
- ``policies``  the whole comparison
"""

from __future__ import annotations

from compiler.compare.model import Change, ClauseChange, Comparison, Judgement, Verdict, Witness
from compiler.compare.policies import compare

__all__ = ["Change", "ClauseChange", "Comparison", "Judgement", "Verdict", "Witness", "compare"]
