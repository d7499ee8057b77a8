"""The inputs of a policy: facts, parameters, judgements, ranks, statistics, results of other clauses."""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction

from attrs import frozen

from compiler.core.expressions import Expr
from dsl.nodes import Node
from dsl.source import Span
from dsl.types import Type


class Role(StrEnum):
    """Who supplies the value of an input."""

    FACT = "事实"  # the assessed unit or the system's statistics
    PARAMETER = "参数"  # the adopter of the policy, once for all units: the text leaves it open
    JUDGEMENT = "裁量"  # the assessor, with a reason
    RANK = "名次"  # computed over all units of a sheet; in a case it is given by hand
    STATISTIC = "统计"  # computed over all units of a sheet, the same for every unit; in a case it is given by hand
    RESULT = "得分"  # what another clause or item of this policy gives; never given by anybody


class Aggregate(StrEnum):
    """What a statistic takes from the values of all units."""

    COUNT = "个数"  # how many units there are
    MEAN = "平均"
    MOST = "最高"
    LEAST = "最低"


class Better(StrEnum):
    """Which values of a measure the policy declares to be the better ones."""

    HIGH = "越高越好"
    LOW = "越低越好"


@frozen(repr=False, eq=False)
class Fact(Node):
    """An input. ``low`` and ``high`` bound its values; ``at_most`` names a fact it can never exceed."""

    name: str
    type: Type
    span: Span
    role: Role = Role.FACT
    low: Fraction | None = None
    high: Fraction | None = None
    at_most: str = ""
    better: Better | None = None  # which values the policy declares to be the better ones; of a rank: of what is ranked
    optional: bool = False  # 可空: an empty cell is a value (nothing happened), not a missing fact
    meaning: str = ""
    clause: str = ""  # id of the clause that declares it
    value: Fraction | None = None  # a parameter that the front matter fills in
    reason: str = ""  # a judgement's companion column that holds the assessor's reason
    ranks: Expr | None = None  # what a rank or a statistic is taken from; the best unit has rank 1
    aggregate: Aggregate | None = None  # which statistic
    result_of: str = ""  # id of the clause or item whose points these are
    from_bottom: bool = False  # a rank counted from the worst unit
    ascending: bool = False  # a rank where the smallest value is the best
    each: tuple[str, Fraction, Fraction] | None = None  # a judgement held between n×low and n×high of a counted fact
    high_by_kind: tuple[
        tuple[str, Fraction], ...
    ] = ()  # where the most depends on the kind of unit (30 分, 县区 25 分)

    def most(self, kind: str) -> Fraction | None:
        """Return the greatest value for a kind of unit."""
        return dict(self.high_by_kind).get(kind, self.high)

    @property
    def computed(self) -> bool:
        """Whether no sheet gives it: a rank and a statistic are taken over all units, a result comes from a clause."""
        return self.role in (Role.RANK, Role.STATISTIC, Role.RESULT)

    @property
    def settled(self) -> int | Fraction | None:
        """The value that the front matter fills in, as facts are given: a whole number for a count."""
        if self.value is None or not self.type.whole or self.value.denominator != 1:
            return self.value
        return int(self.value)
