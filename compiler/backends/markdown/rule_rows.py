"""The rule table: one row a clause that scores, as the official table has it, and beside it how the clause is read.

In: ``core.Policy``. Out: frozen rows of plain strings, with no markup. What stands once for several rows is empty in all but the first.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from attrs import define, field, frozen

from compiler import core
from compiler.backends.markdown.layout import meaning_of
from compiler.backends.markdown.official_cells import bare, cells_of
from compiler.core.walk import facts_in
from compiler.words.wording import show_expr, show_number, show_rounding, show_test, voice_of
from dsl.nodes import Node
from dsl.types import Kind


@frozen(repr=False, eq=False)
class RuleRow(Node):
    """One clause of the rule table; the fields are the columns of ``layout.py``."""

    item: str
    content: str
    standard: str
    reading: str
    points: str
    method: str
    authority: str


@frozen(repr=False, eq=False)
class Note(Node):
    """A 注: the id of the clause or the group that has it, what that is called, and the text."""

    owner: str
    place: str
    text: str


Notes = tuple[Note, ...]


def notes_of(policy: core.Policy) -> Notes:
    """Return all notes in the order of their numbers: those of the policy, then by document order."""
    found = [Note("", "全文", each.shown) for each in policy.notes]
    stack: list[core.Group | core.Clause] = [policy.root]
    while stack:
        node = stack.pop()
        found += [Note(node.id, node.title or node.id or "全文", each.shown) for each in node.notes]
        if isinstance(node, core.Group):
            stack += reversed(node.children)
    return tuple(found)


def show_by_kind(points: tuple[tuple[str, Fraction], ...], between: str = " ") -> str:
    """Return points by kind of unit: 30 分, or 市直部门 30 分，县区 25 分."""
    return "，".join(f"{kind}{between}{show_number(value)}{between}分".strip() for kind, value in points)


def scores(clause: core.Clause, policy: core.Policy) -> bool:
    """Whether a clause has a row in the rule table: it gives points, takes them away, or is a veto."""
    vetoes = any(veto.clause == clause.id for veto in policy.vetoes)
    return bool(clause.effects) or clause.zeroed is not None or vetoes


def rule_rows(policy: core.Policy, notes: Notes) -> tuple[RuleRow, ...]:
    """Return the rows of the rule table in document order."""
    return tuple(_Rows(policy, notes).below(policy.root))


@define
class _Rows:
    """Writes rows in document order; what was written above is not repeated below."""

    policy: core.Policy
    notes: Notes
    item: str = ""
    content: str = ""
    asked: set[str] = field(factory=set)  # headings whose 考核方式 has been written

    def below(self, group: core.Group, trail: tuple[core.Group, ...] = ()) -> Iterator[RuleRow]:
        """Yield the rows of everything below a heading."""
        for child in group.children:
            if isinstance(child, core.Group):
                yield from self.below(child, (*trail, child))
            elif scores(child, self.policy):
                yield self.row(child, trail)

    def row(self, clause: core.Clause, trail: tuple[core.Group, ...]) -> RuleRow:
        """Write one clause; ``trail`` are the headings around it, the outermost first."""
        sections = self.policy.sections()
        place = next((at for at, group in enumerate(trail) if group in sections), len(trail))
        section = trail[place] if place < len(trail) else None
        item = self.item_of(section) if section is not None else clause.title or clause.id
        heading, standard, points = cells_of(clause, (*trail, clause))
        content = _content(clause, trail[place + 1 :], section, heading, standard)
        marks = "".join(f"（注{number}）" for number, note in enumerate(self.notes, 1) if note.owner == clause.id)
        first, fresh = item != self.item, item != self.item or content != self.content
        self.item, self.content = item, content
        return RuleRow(
            item if first else "",
            content if fresh else "",
            standard,
            _reading(clause, self.policy) + self._outside(section, first=first) + marks,
            self.points_of(clause, trail[place:]) or points,
            " ".join((clause.method or self.method_of(trail)).split()),
            clause.authority,
        )

    def item_of(self, section: core.Group) -> str:
        """The name of a section with its points, unless those of every section stand in a column of their own."""
        own = show_by_kind(section.points, "")
        column = not self.policy.heads or any(meaning_of(head) == "points" for head in self.policy.heads)
        inside = [each for each in self.policy.sections() if each.points and not each.outside]
        alone = column and not section.outside and all(each.is_item for each in inside)
        return section.title if alone or not own else f"{section.title}（{own}）"

    def points_of(self, clause: core.Clause, trail: tuple[core.Group, ...]) -> str:
        """The points of the item, in the row of its first clause."""
        items = [group for group in trail if group.is_item and not group.outside]
        if not items or _first_row(items[-1], self.policy) is not clause:
            return ""
        return show_by_kind(items[-1].points, "")

    def method_of(self, trail: tuple[core.Group, ...]) -> str:
        """考核方式 of the nearest heading that states one, the first time."""
        group = next((each for each in reversed(trail) if each.method), None)
        if group is None or group.id in self.asked:
            return ""
        self.asked.add(group.id)
        return group.method

    def _outside(self, section: core.Group | None, *, first: bool) -> str:
        if section is None or not first:
            return ""
        caps = "".join(f"，{cap}" for cap in _caps_of(section))
        if not section.outside:
            return f"（{caps[1:]}）" if caps else ""
        points = show_by_kind(section.points)
        return f"（总分以外{f'，合计不超过 {points}' if points else ''}{caps}）"


def _caps_of(group: core.Group) -> Iterator[str]:
    """What caps all sentences of a heading together."""
    if group.lowest is not None:
        yield f"本项合计最多扣 {show_number(-group.lowest)} 分"
    if group.highest is not None:
        yield f"本项合计最多{'加' if group.outside else '记'} {show_number(group.highest)} 分"


def _first_row(group: core.Group, policy: core.Policy) -> core.Clause | None:
    for child in group.children:
        if isinstance(child, core.Group):
            found = _first_row(child, policy)
            if found is not None:
                return found
        elif scores(child, policy):
            return child
    return None


def _content(
    clause: core.Clause, inner: tuple[core.Group, ...], section: core.Group | None, heading: str, standard: str
) -> str:
    """The headings between the section and the clause; the number of a clause stands in its sentence, and its title may."""
    above = [group.title for group in inner if group.title and group.id != clause.id]
    own = inner[-1].title if inner and inner[-1].id == clause.id else clause.title
    if section is None or section.id == clause.id or bare(standard).startswith(bare(own)):
        own = ""
    said = [*above, *([heading or own] if own else [])]
    return " / ".join(said) or (section.content if section is not None else "")


def _reading(clause: core.Clause, policy: core.Policy) -> str:
    """Return how the clause is read: the canonical wording of its branches, zeroing, rounding, caps."""
    pairs = [(branch, effect) for effect in clause.effects for branch in effect.branches]
    pairs = [(branch, effect) for branch, effect in sorted(pairs, key=_place) if not _repeats(branch, effect)]
    said = [_says(branch) + _counted(branch, effect) for branch, effect in pairs]
    if clause.zeroed is not None:
        said.append(f"{show_test(clause.zeroed, policy)}的，此项不记分")
    if clause.rounding is not None:
        said.append(show_rounding(*clause.rounding))
    said += [f"{show_test(each.test, policy)}的，{each.text}" for each in clause.consequences]
    said += [veto_words(veto, policy) for veto in policy.vetoes if veto.clause == clause.id]
    said += [f"应当 {each.text}" for each in clause.duties]
    return "；".join([*said, *caps_of(clause, policy)]) or "不计分"


def _place(pair: tuple[core.Branch, core.Effect]) -> int:
    return pair[0].span.start


def _repeats(branch: core.Branch, effect: core.Effect) -> bool:
    """Tell whether another branch says the same and more: 每件 扣 1 分；造成影响 加倍 says how it is without, too."""
    return any(other.says.startswith(f"{branch.says}；") for other in effect.branches)


def _counted(branch: core.Branch, effect: core.Effect) -> str:
    """Name what is counted where the sentence leaves it out: 每项 扣 1 分 alone reads as if every 项 cost a point."""
    counts = effect.measure_type is not None and effect.measure_type.kind is Kind.COUNT
    names = list(dict.fromkeys(facts_in(branch.points)))
    if effect.kind is not core.EffectKind.PER_UNIT or not counts or not names:
        return ""
    told = any(name in branch.says for name in (*names, effect.measure_name) if name)
    return "" if told else f"（按{'、'.join(names)}计）"


def _says(branch: core.Branch) -> str:
    """The canonical wording; points that are worked out with a parameter, with their formula."""
    points = branch.points
    if isinstance(points, core.Subtract) and points.left == core.Const(Fraction(0)):
        points = points.right
    if isinstance(points, core.Multiply) and not isinstance(points.left, core.Const):
        return f"{branch.says}（{show_expr(points)}）"
    return branch.says


def veto_words(veto: core.Veto, policy: core.Policy) -> str:
    """Return a veto in words."""
    after = "总分记 0 分" if veto.deduction is None else f"只按扣 {show_number(veto.deduction)} 分计"
    return f"{show_test(veto.test, policy)}的，一票否决，{after}"


def caps_of(clause: core.Clause, policy: core.Policy) -> Iterator[str]:
    """Yield the limits of a clause in words."""
    if clause.lowest is not None:
        yield (
            f"最多扣 {show_number(-clause.lowest)} 分" if clause.lowest < 0 else f"最低 {show_number(clause.lowest)} 分"
        )
    if clause.highest is not None and (clause.highest > 0 or clause.lowest is None):
        yield (
            f"最多{voice_of(policy, clause).gain} {show_number(clause.highest)} 分"
            if clause.highest > 0
            else f"最高 {show_number(clause.highest)} 分"
        )
