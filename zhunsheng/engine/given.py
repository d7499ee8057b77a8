"""Facts that a program gives, ``{unit: {fact: value}}``: through the same gate as a sheet, and exact unit facts out.

Values that are exact already cost no more than the gate itself. Only where it refuses something are texts looked at, which are read
as cells of a sheet are. One thing differs: a ratio without a sign is the ratio itself, ``1`` and ``"1"`` are 100%, because there is no
column to tell whether percentages are meant; ``69`` and ``"69"`` are refused.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from attrs import evolve

from compiler import core
from compiler.gate.checker import Fault, told, varies
from compiler.gate.declared import gate_of
from dsl.diagnostics import Bag, Diagnostic
from dsl.types import Kind
from zhunsheng.engine import problems
from zhunsheng.engine.cells.dates import is_far
from zhunsheng.engine.cells.fields import Missing
from zhunsheng.engine.columns import KIND_NAMES
from zhunsheng.engine.listed import Units
from zhunsheng.engine.text import clip, fold_header, fold_name, nearest, printable
from zhunsheng.engine.units import UnitFacts, Value
from zhunsheng.engine.values import parse


def read_given(
    policy: core.Policy,
    given: Iterable[tuple[Any, Any, Any]],
    bag: Bag,
    back: dict[str, list[Diagnostic]] | None = None,
) -> list[UnitFacts]:
    """Return the units of (name, kind or None, facts), in their order; what is wrong is in ``bag``. With ``back``, units with errors are
    left out and their errors are there, by the name of the unit."""
    reader = _Reader(policy, bag)
    found = []
    for name, kind, values in given:
        if back is not None:
            reader.bag = Bag()
        found.append(reader.take(name, kind, values))
        if back is not None and reader.bag.failed:
            _set_aside(reader, str(name), found, back)
    settled = reader.settled
    return [evolve(unit, values={**unit.values, **settled}) for unit in found] if settled else found


def _set_aside(reader: _Reader, name: str, found: list[UnitFacts], back: dict[str, list[Diagnostic]]) -> None:
    """Take the last unit back, and the one of the same name before it: which of the two is right, nobody knows."""
    unit = found.pop()
    twice = [each for each in reader.bag if each.code == "E610-unit-twice"]
    same = [each for each in found if twice and fold_name(each.name) == fold_name(unit.name)]
    for each in same:
        found.remove(each)
        back.setdefault(each.name, []).extend(twice)
    back.setdefault(name, []).extend(reader.bag)


class _Reader:
    """Takes the units one by one."""

    def __init__(self, policy: core.Policy, bag: Bag) -> None:
        self.policy, self.bag, self.gate, self.units = policy, bag, gate_of(policy), Units(policy)
        self.whole = bag  # for what no unit alone is to blame for
        self.names = {fold_header(name): name for name in (*self.gate.facts, *self.gate.reasons)}
        self.open = tuple(f.name for f in policy.facts if f.role is core.Role.PARAMETER and f.value is None)
        self.days = tuple(fact.name for fact in policy.facts if fact.type.kind is Kind.DATE and policy.period)
        self.seen: dict[str, str] = {}
        self.settled: dict[str, Value] = {}  # parameters that the policy leaves open: what one unit says counts for all

    def take(self, name: Any, kind: Any, values: Any) -> UnitFacts:
        """Take one unit."""
        unit = printable(name) if isinstance(name, str) else ""
        key = fold_name(unit)
        if not key:
            self.bag.add(problems.fault("E612-no-unit-name", "单位", f"“{clip(str(name))}”不是单位名称"))
        elif key in self.seen:
            self.bag.add(problems.unit_twice(clip(unit), f"“{clip(self.seen[key])}”", f"“{clip(unit)}”"))
        self.seen[key] = unit
        if not isinstance(values, Mapping):
            self.bag.add(problems.not_facts(clip(unit), clip(repr(values))))
            return UnitFacts(unit)
        return self.unit(unit, kind, values)

    def unit(self, name: str, kind: Any, values: Mapping[str, Any]) -> UnitFacts:
        """Return a unit through the gate."""
        for key in KIND_NAMES:
            if key in values:
                if kind not in (None, "", values[key]):
                    self.bag.add(problems.column_twice("类别", (f"“{clip(str(kind))}”", f"“{clip(str(values[key]))}”")))
                kind = values[key] if kind in (None, "") else kind
                values = {each: value for each, value in values.items() if each != key}
        unit, found, faults = self.units.whose(name, "" if kind is None else str(kind))
        self.refuse([each for each in faults if name or each[1] != "单位"], name, str(kind or ""))
        facts, faults = self.gate.values(values)
        if faults:
            facts, faults = self.gate.values(self.read(name, values))
            self.refuse(faults, name, "")
        self.refuse(self.gate.between(facts, found, lambda fact: told(values.get(fact, facts[fact]))), name, "")
        for day in self.days:
            if isinstance(when := facts.get(day), date) and is_far(when, self.policy.period):
                self.bag.add(problems.date_far(f"{clip(name)}，“{day}”", told(when), self.policy.period))
        for parameter in self.open:
            if parameter in facts:
                self.parameter(parameter, facts[parameter])
        return UnitFacts(unit, found, facts if isinstance(facts, dict) else dict(facts))

    def read(self, unit: str, values: Mapping[str, Any]) -> dict[str, Any]:
        """Return the facts with every text read as a cell of a sheet; one that cannot be read is told and left out."""
        made: dict[str, Any] = {}
        for key, value in values.items():
            name = self.names.get(fold_header(str(key)), str(key))
            if name in made:
                self.bag.add(problems.column_twice(clip(name), (f"“{clip(str(key))}”", f"“{name}”")))
                continue  # which of the two would count is not written anywhere: nothing more is said of it
            fact = self.policy.named.get(name)
            if fact is None or not isinstance(value, str) or self.gate.facts[name].computed:
                made[name] = value
                continue
            found = parse(fact, value, self.bag, f"{clip(unit)}，", alone=True)
            if not isinstance(found, Missing):
                made[name] = found
        return made

    def refuse(self, faults: Iterable[Fault], unit: str, kind: str) -> None:
        """Report what the gate says."""
        for code, about, said in faults:
            hint = self.units.remedy(code, unit, kind)
            if code == "E601-unknown-column":
                hint = problems.perhaps(nearest(str(about), self.names.values()))
            elif code == "E625-out-of-range" and self.gate.facts[about].sort == Kind.RATIO:
                hint = problems.SIGN
            self.bag.add(problems.fault(code, f"{clip(unit)}，“{clip(str(about))}”", said, hint))

    def parameter(self, name: str, value: Value) -> None:
        """Take what one unit says of an open parameter."""
        if self.settled.setdefault(name, value) != value:
            self.whole.add(problems.parameter_varies(varies(name, self.gate.facts[name], self.settled[name], value)))
