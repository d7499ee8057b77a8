"""Identifiers from the names of a policy: deterministic, NFKC-stable, never a keyword, never one name twice.

Python folds identifiers to NFKC, so ``ｘ`` and ``x`` would be one variable; here each gets its own name.
Source: PEP 3131.
"""

from __future__ import annotations

import builtins
import keyword
from unicodedata import category, normalize

from attrs import define, field

LONGEST = 20  # Chinese characters are two columns wide; longer names leave no room on a line
AMBIGUOUS = frozenset({"l", "O", "I"})  # ruff E741
LOCALS = frozenset(
    {"facts", "kind", "unit", "score", "clauses", "groups", "vetoes", "consequences", "duties", "total", "grade"}
    | {"Callable", "Iterable", "Mapping", "date", "datetime", "timedelta", "Decimal", "Fraction", "Any"}
    | {"MissingFact", "UndefinedRatio", "UnknownYear", "得分", "等次"}
    | {"Fault", "RefusedFacts", "Input", "Gate", "varies", "decimal", "told"}  # of the gate
)
RESERVED = frozenset(keyword.kwlist) | frozenset(keyword.softkwlist) | frozenset(dir(builtins)) | AMBIGUOUS | LOCALS


def _kept(character: str) -> bool:
    """Letters, digits and the underscore; marks and invisible characters would make two names look the same."""
    known = category(character)[0] == "L" or category(character) in ("Nd", "Nl") or character == "_"
    return known and ("a" + character).isidentifier()


def identifier(text: str, fallback: str = "名") -> str:
    """Return a legal, NFKC-stable identifier that reads like ``text``; ``fallback`` leads where nothing else can."""
    kept = "".join(character for character in normalize("NFKC", text) if _kept(character))
    name = normalize("NFKC", kept).strip("_")[:LONGEST]  # a leading underscore marks the helpers of the module
    return name if name.isidentifier() else fallback + name


@define
class Names:
    """Hands out identifiers, each only once."""

    taken: set[str] = field(factory=lambda: set(RESERVED))

    def take(self, text: str, fallback: str = "名") -> str:
        """Return a free identifier for ``text``: its own, or its own with the first free number from 2."""
        wanted = identifier(text, fallback)
        name, number = wanted, 2
        while name in self.taken:
            name, number = f"{wanted}_{number}", number + 1
        self.taken.add(name)
        return name


def module_name(slug: str) -> str:
    """Return the importable file stem of a policy."""
    parts = [identifier(part, "") for part in slug.split("-")]
    stem = "_".join(part for part in parts if part)
    return stem if stem.isidentifier() and not keyword.iskeyword(stem) else f"policy_{stem}"
