"""The units and kinds of a policy under all their spellings. In: a name and a kind as they are written. Out: those the gate knows."""

from __future__ import annotations

from compiler import core
from compiler.gate.checker import Fault
from compiler.gate.declared import gate_of
from zhunsheng.engine.problems import perhaps
from zhunsheng.engine.text import clip, fold_header, fold_name, nearest


class Units:
    """What the gate knows of units, by folded names; prepared once for a sheet."""

    def __init__(self, policy: core.Policy) -> None:
        self.gate = gate_of(policy)
        self.names = {fold_name(name): name for name in reversed(tuple(self.gate.units))}
        self.kinds = {fold_header(kind): kind for kind in self.gate.kinds}

    def whose(self, name: str, kind: str) -> tuple[str, str, list[Fault]]:
        """Return the name as the list spells it, the kind, and what is wrong with either."""
        spelt = self.names.get(fold_name(name), clip(name) if self.gate.units else name)
        known = self.kinds.get(fold_header(kind))
        found, faults = self.gate.whose(clip(kind) if known is None else known, spelt)
        return (spelt if spelt in self.gate.units else name), found, faults

    def remedy(self, code: str, name: str, kind: str) -> str:
        """Return what to do about a fault, where that depends on the names."""
        match code:
            case "E611-unit-not-listed":
                return perhaps(nearest(name, tuple(self.gate.units)))
            case "E613-kind-missing":
                return f"在“类别”列填{'、'.join(self.gate.kinds)}之一"
            case "E614-kind-unknown":
                return perhaps(nearest(kind, self.gate.kinds)) or f"只能填{'、'.join(self.gate.kinds)}"
        return ""
