"""别名: what facts were called in an earlier version of the policy, so that two versions can be compared.

In: the front matter and the facts. Out: pairs (old name, new name). Rules never read a fact by an alias.
"""

from __future__ import annotations

from collections.abc import Collection

from compiler.problems import aliases as problems
from dsl.diagnostics import Bag
from dsl.documents.front_matter import FrontMatter
from dsl.folding import fold
from dsl.source import Source

KEY = "别名"


def read_aliases(front: FrontMatter, facts: Collection[str], source: Source, bag: Bag) -> tuple[tuple[str, str], ...]:
    """Return the aliases; one that names no fact, or whose old name is still a fact, is reported and left out."""
    known = {fold(name): name for name in facts}
    found: list[tuple[str, str]] = []
    for (parent, before), value in front.nested.items():
        if parent != KEY:
            continue
        after = known.get(fold(value.text))
        if after is None:
            bag.add(problems.unknown(source, value.span, value.text, list(known.values())))
        elif fold(before) in known:
            bag.add(problems.in_use(source, value.span, before, value.text))
        else:
            found.append((before, after))
    return tuple(found)
