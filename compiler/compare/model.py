"""What a comparison of two versions says: verdicts with their proofs or the units that show them."""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction

from attrs import frozen

from compiler import core
from compiler.meaning.interpret import Unit
from dsl.nodes import Node

POINTS, IN_ITEM, ZEROED, VETO, DUTY = "得分", "本项得分", "本项不得分", "一票否决", "义务"


class Verdict(StrEnum):
    """What became of a clause or of the total, as the assessed unit sees it."""

    SAME = "不变"
    STRICTER = "更严"
    LOOSER = "更宽"
    MIXED = "有严有宽"
    ADDED = "新增"
    REMOVED = "删除"
    UNPROVEN = "未证明"


class Method(StrEnum):
    """How a verdict was reached."""

    SAME_RULES = "规则相同"
    PIECES = "逐段比较"
    PARTS = "由各部分推出"
    SOLVER = "求解"
    UNITS = "举例"
    NONE = "未证明"


@frozen(repr=False, eq=False)
class Witness(Node):
    """A unit and what it gets under either version; ``None`` = no value (无法计算)."""

    unit: Unit
    old: Fraction | None
    new: Fraction | None


def kind_of(found: Witness) -> str:
    """Return what a unit shows: it gets less, or more, than before; it lost its value, or has one now; nothing."""
    if found.old is None or found.new is None:
        return "" if found.old is found.new else ("settled" if found.old is None else "lost")
    return "" if found.old == found.new else ("less" if found.new < found.old else "more")


@frozen(repr=False, eq=False)
class Judgement(Node):
    """One thing under both versions. ``never_more``: proved that no unit gets more than before; ``never_less`` likewise.

    ``lost`` is a unit that had points and now has none that can be computed, ``settled`` one for which it is the other way.
    """

    what: str
    less: Witness | None = None
    more: Witness | None = None
    never_less: bool = False
    never_more: bool = False
    lost: Witness | None = None
    settled: Witness | None = None
    values_known: bool = True  # whether ``lost`` and ``settled`` are all there is of that kind
    method: Method = Method.NONE
    why: str = ""

    @property
    def verdict(self) -> Verdict:
        """What is proved, or shown by units."""
        if self.less is not None and self.more is not None:
            return Verdict.MIXED
        if self.less is not None and self.never_more:
            return Verdict.STRICTER
        if self.more is not None and self.never_less:
            return Verdict.LOOSER
        return Verdict.SAME if self.never_less and self.never_more else Verdict.UNPROVEN

    @property
    def same(self) -> bool:
        """Whether nothing changed, for no unit, not even whether there is a value."""
        alike = self.values_known and self.lost is None and self.settled is None
        return self.verdict is Verdict.SAME and alike


@frozen(repr=False, eq=False)
class Piece(Node):
    """A run of text: the same in both versions, only in the old one, or only in the new one."""

    kind: str  # "=", "-", "+"
    text: str


@frozen(repr=False, eq=False)
class Change(Node):
    """Something that a version says besides its clauses: a fact, a kind of unit, points of an item, a veto, a grade."""

    what: str
    name: str
    old: str
    new: str
    meaning: bool = True  # whether it bears on results, or on words alone


@frozen(repr=False, eq=False)
class ClauseChange(Node):
    """One clause: its words and its meaning. ``old`` or ``new`` is None where only one version has it."""

    old: core.Clause | None
    new: core.Clause | None
    judgements: tuple[Judgement, ...]
    text: tuple[Piece, ...]
    rules_gone: tuple[str, ...] = ()
    rules_come: tuple[str, ...] = ()
    item: Judgement | None = None  # the points of its item, where its own points changed; None where it stands in none

    @property
    def id(self) -> str:
        """The id in the new version, in the old one where the clause is gone."""
        clause = self.new or self.old
        assert clause is not None
        return clause.id

    @property
    def title(self) -> str:
        """The title in the new version, in the old one where the clause is gone."""
        clause = self.new or self.old
        assert clause is not None
        return clause.title

    @property
    def moved(self) -> bool:
        """Whether the clause stands elsewhere now."""
        return self.old is not None and self.new is not None and self.old.id != self.new.id

    @property
    def reworded(self) -> bool:
        """Whether the official sentence changed."""
        return any(piece.kind != "=" for piece in self.text)

    @property
    def direction(self) -> Verdict:
        """What it means for the assessed unit; for a clause that is new or gone, against there being none.

        What a clause does to its item counts, not what it is itself said to give.
        """
        if self.item is None:
            return joined(self.judgements)
        return joined((self.item, *(each for each in self.judgements[1:] if each.what != ZEROED)))

    @property
    def own(self) -> Verdict:
        """What became of the points of the clause itself, and of whether it sets its item to nought."""
        return joined(tuple(each for each in self.judgements if each.what in (POINTS, ZEROED)))

    @property
    def own_points_differ(self) -> bool:
        """Whether what became of the clause's own points is another thing than what became of its item."""
        return self.item is not None and self.item.verdict is not self.own

    @property
    def verdict(self) -> Verdict:
        """新增, 删除, or the direction."""
        if self.old is None:
            return Verdict.ADDED
        return Verdict.REMOVED if self.new is None else self.direction

    @property
    def same_meaning(self) -> bool:
        """Whether it does to every unit what it did before."""
        return all(each.same for each in self.judgements)


def joined(judgements: tuple[Judgement, ...]) -> Verdict:
    """Return the verdict on several things together: points, consequences, duties."""
    return Judgement(
        "",
        next((each.less for each in judgements if each.less is not None), None),
        next((each.more for each in judgements if each.more is not None), None),
        all(each.never_less for each in judgements),
        all(each.never_more for each in judgements),
    ).verdict


@frozen(repr=False, eq=False)
class Comparison(Node):
    """Everything that two versions of a policy differ in."""

    old: core.Policy  # as compared: facts renamed to the new names, parameters filled in
    new: core.Policy
    clauses: tuple[ClauseChange, ...]
    total: Judgement
    changes: tuple[Change, ...]
    renamed: tuple[tuple[str, str], ...] = ()  # facts that have another name now, as declared
    names: tuple[tuple[str, str], ...] = ()  # these, and the names that the compiler makes itself

    @property
    def same_meaning(self) -> bool:
        """Whether every unit gets the same from both, clause by clause and in total, and the same is asked of it."""
        return (
            self.total.same
            and all(each.same_meaning for each in self.clauses)
            and not any(change.meaning for change in self.changes)
        )
