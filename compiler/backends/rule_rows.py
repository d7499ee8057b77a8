"""The rule table: one row a clause, in the columns of the official tables and one more for how the clause is read.

In: ``core.Policy``. Out: frozen rows of plain strings, with no markup.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from attrs import frozen

from compiler import core
from compiler.wording import show_number, show_rounding, show_test, voice_of
from dsl.nodes import Node

RULE_COLUMNS = ("考核项目", "考核内容", "评分标准", "准绳读法", "分值", "考核方式", "依据")


@frozen(repr=False, eq=False)
class RuleRow(Node):
    """One clause of the rule table; what stands once for several clauses is empty in all but the first."""

    item: str
    content: str
    standard: str
    reading: str
    points: str
    method: str
    authority: str

    @property
    def cells(self) -> tuple[str, ...]:
        """The cells in the order of ``RULE_COLUMNS``."""
        return self.item, self.content, self.standard, self.reading, self.points, self.method, self.authority


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


def show_by_kind(points: tuple[tuple[str, Fraction], ...]) -> str:
    """Return points by kind of unit: 30 分, or 市直部门 30 分，县区 25 分."""
    return "，".join(f"{kind} {show_number(value)} 分".strip() for kind, value in points)


def rule_rows(policy: core.Policy, notes: Notes) -> tuple[RuleRow, ...]:
    """Return the rows of the rule table in document order."""
    return tuple(_rules(policy, notes))


def _rules(policy: core.Policy, notes: Notes, group: core.Group | None = None) -> Iterator[RuleRow]:
    """Yield the rows of the items; a heading that only holds items together (附件2) is not one of them."""
    for child in (group or policy.root).children:
        if isinstance(child, core.Clause):
            if child.acts:
                yield _rule(child, "", child.title, "", policy, notes)
        elif child in policy.sections():
            yield from _section(child, policy, notes)
        else:
            yield from _rules(policy, notes, child)


def _section(group: core.Group, policy: core.Policy, notes: Notes) -> Iterator[RuleRow]:
    """Yield the rows of a top-level group, named in the first of them; its points stand there too, or, where its items
    have points of their own, behind its name."""
    own = show_points_of(group)
    item = f"{group.title}（{own}）" if own and not group.is_item and not group.outside else group.title
    first = own if item == group.title else ""
    for clause, path, points in _below(group, ()):
        name = clause.title or clause.id.rpartition("/")[2]
        content = " / ".join([*path, *([name] if clause.id != group.id and (not path or path[-1] != name) else [])])
        yield _rule(clause, item, content, points or first, policy, notes)
        item = first = ""


def _below(group: core.Group, path: tuple[str, ...]) -> Iterator[tuple[core.Clause, tuple[str, ...], str]]:
    """Yield the clauses below a group, each with the headings between, and the points of an item in its first clause."""
    for child in group.children:
        if isinstance(child, core.Clause):
            if child.acts:
                yield child, path, ""
            continue
        points = show_points_of(child) if child.points else ""
        title = child.title or child.id.rpartition("/")[2]
        for clause, inner, deeper in _below(child, ()):
            yield clause, (*path, title, *inner), deeper or points
            points = ""


def show_points_of(group: core.Group) -> str:
    """Return the points of a heading; 加分项 and 扣分项 as standing outside the total."""
    points = show_by_kind(group.points)
    if not group.outside:
        return points
    return f"总分以外，以 {points}为限" if points else "总分以外"


def _rule(clause: core.Clause, item: str, content: str, points: str, policy: core.Policy, notes: Notes) -> RuleRow:
    own = [number for number, note in enumerate(notes, 1) if note.owner == clause.id]
    marks = "".join(f"（注{number}）" for number in own)
    method = "、".join(clause.method.split())
    quote = " ".join(clause.quote.split("\t"))
    return RuleRow(item, content, quote, _reading(clause, policy) + marks, points, method, clause.authority)


def _reading(clause: core.Clause, policy: core.Policy) -> str:
    """Return how the clause is read: the canonical wording of its branches, zeroing, rounding, caps."""
    said = [branch.says for effect in clause.effects for branch in effect.branches]
    if clause.zeroed is not None:
        said.append(f"{show_test(clause.zeroed, policy)}的，此项不记分")
    if clause.rounding is not None:
        said.append(show_rounding(*clause.rounding))
    said += [f"{show_test(each.test, policy)}的，{each.text}" for each in clause.consequences]
    said += [f"应当 {each.text}" for each in clause.duties]
    return "；".join([*said, *caps_of(clause, policy)]) or "不计分"


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
