"""One reading, compiled under the points of its item, ready to be scored at any value of its facts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from fractions import Fraction

import attrs
from attrs import field, frozen

from compiler import core
from compiler.asking.trial import KINDS, try_line
from compiler.meaning.interpret import Unit
from compiler.meaning.scoring import score
from compiler.pipeline import lower, parse
from compiler.policy_text import PolicyText
from dsl.diagnostics import Bag
from dsl.documents.reading import read_document
from dsl.source import Source
from tools.gold.drafts import declared_name, is_declaration

UNDEFINED = ("undefined",)
_BEYOND = re.compile(r"[；;，,]?\s*另计\s*$")
_KINDS = {"FLAG": "flag", "RATIO": "ratio", "DATE": "date", "GRADE": "member", "CATEGORY": "member"}
_THERE = {(core.Op.GE, 1), (core.Op.LT, 1), (core.Op.GT, 0), (core.Op.LE, 0)}


@frozen
class Side:
    """A compiled reading; ``policy`` is None where it does not compile."""

    policy: core.Policy | None
    kind: str
    points: Fraction | None
    errors: tuple[str, ...] = ()
    used: tuple[core.Fact, ...] = ()
    constants: frozenset[Fraction] = frozenset()
    negated: dict[str, set[bool]] = field(factory=dict)  # for each 是否 whether its conditions ask for 否
    yes_or_no: frozenset[str] = frozenset()  # counts that matter only as there or not: 1 台以上 此项不得分
    start: str = ""

    def class_of(self, fact: core.Fact) -> tuple[object, ...]:
        """What a fact may be renamed to: a fact of the same class."""
        if fact.name in self.yes_or_no:
            return ("flag", "")
        if fact.role is core.Role.RESULT:
            return ("result",)
        base = _KINDS.get(fact.type.kind.name, "number")
        role = fact.role.name if fact.role in (core.Role.RANK, core.Role.STATISTIC) else ""
        more = (fact.from_bottom,) if role == "RANK" else (str(fact.aggregate),) if role else ()
        return (base, role, *more)

    def score(self, values: dict[str, object]) -> tuple[object, ...]:
        """Return the total, what the clauses give before the item holds it, and the consequences."""
        assert self.policy is not None
        values = {name: int(value) if name in self.yes_or_no else value for name, value in values.items()}  # type: ignore[call-overload]
        result = score(self.policy, Unit("甲", self.kind, values))  # type: ignore[arg-type]
        if result.undefined:
            return UNDEFINED
        lows = [each.points.low for each in result.clauses]
        highs = [each.points.high for each in result.clauses]
        raw = [None if None in some else sum(some, Fraction(0)) for some in (lows, highs)]  # type: ignore[arg-type]
        if self.points is not None:
            raw = [None if each is None else max(-self.points, min(self.points, each)) for each in raw]
        return (result.total.low, result.total.high, *raw, tuple(sorted(result.consequences)))


def parted(lines: list[str]) -> list[list[str]]:
    """Readings are lines; "---" begins another clause, with caps of its own."""
    parts: list[list[str]] = [[]]
    for line in lines:
        if line == "---":
            parts.append([])
        else:
            parts[-1].append(line)
    return parts


def side_of(parts: list[list[str]], points: Fraction | None, kinds: tuple[str, ...] = ()) -> Side:
    """Compile a reading under the points of its item."""
    kinds = kinds or KINDS
    parts = [[_BEYOND.sub("", line) for line in part] for part in parts]
    parts = [kept for part in parts if (kept := [line for line in part if line])]
    policy, errors = (_clauses(parts, points, kinds), ()) if len(parts) > 1 else (None, ())
    if policy is None:
        policy, errors = _together([line for part in parts for line in part], points, kinds)
    return _described(policy, errors, kinds[0], points)


def _together(
    lines: list[str], points: Fraction | None, kinds: tuple[str, ...]
) -> tuple[core.Policy | None, tuple[str, ...]]:
    if points is not None and not any(re.match(r"本项\s*\d", line) for line in lines):
        lines = [*lines, f"本项 {shown(points)} 分"]
    trial = try_line("\n".join(lines), kinds)
    return trial.policy, tuple(f"{each.code} {each.message}" for each in trial.bag if each.code.startswith("E"))


def _clauses(parts: list[list[str]], points: Fraction | None, kinds: tuple[str, ...]) -> core.Policy | None:
    """Compile several clauses of one item; None where that gives errors."""
    heads = [line for part in parts for line in part if is_declaration(line)]
    bodies = []
    for part in parts:
        lines = [line for line in part if not is_declaration(line)]
        known = [head for head in heads if mentions(head, "\n".join(part))]
        heads += [each for each in try_line("\n".join((*known, *lines)), kinds).declarations if each not in heads]
        bodies.append(lines)
    title = f"# 一、项（{shown(points)}分）" if points is not None else "# 一、项"
    front = f"---\n政策: 试\n机关: 某\n原文: source.txt\n对象类别: [{', '.join(kinds)}]\n---\n"
    text = f"{front}\n{title}\n\n```规则\n" + "\n".join(dict.fromkeys(heads)) + "\n```\n"
    for number, lines in enumerate(bodies, start=1):
        text += f"\n## {number}\n\n```规则\n" + "\n".join(lines) + "\n```\n"
    source, bag = Source("policy.md", text), Bag()
    document = read_document(source, bag)
    if document is None:
        return None
    blocks = parse(document, bag)
    policy = None if bag.failed else lower(document, blocks, PolicyText("try", source, None), bag)
    return None if bag.failed else policy


def _described(policy: core.Policy | None, errors: tuple[str, ...], kind: str, points: Fraction | None) -> Side:
    if policy is None:
        return Side(None, kind, points, errors)
    every = [*_nodes(policy.root), *_nodes(policy.vetoes)]
    names = dict.fromkeys(name for each in every for name in _facts(each))
    used = tuple(fact for name in names if (fact := policy.fact(name)).role is not core.Role.JUDGEMENT)
    constants = {each.value for each in every if isinstance(each, core.Const)}
    constants |= {Fraction(each.step) for each in every if isinstance(each, core.WholeUnits)}
    item = next((each for each in policy.root.children if isinstance(each, core.Group)), policy.root)
    start = str(item.start) if points is not None else ""
    yes_or_no = _yes_or_no(every, used)
    return Side(policy, kind, points, (), used, frozenset(constants), _negated(policy.root), yes_or_no, start)


def _nodes(node: object) -> Iterator[object]:
    if isinstance(node, (list, tuple)):
        for each in node:
            yield from _nodes(each)
    elif attrs.has(type(node)):
        yield node
        for each in attrs.fields(type(node)):
            if each.name not in ("span", "measure"):
                yield from _nodes(getattr(node, each.name))


def _facts(node: object) -> tuple[str, ...]:
    match node:
        case core.Read(fact) | core.Holds(fact) | core.Given(fact) | core.IsMember(fact, _):
            return (fact,)
        case core.Within(start, _, _, end):
            return (start, end)
        case _:
            return ()


def _yes_or_no(nodes: list[object], used: tuple[core.Fact, ...]) -> frozenset[str]:
    read = Counter(each.fact for each in nodes if isinstance(each, core.Read))
    asked = Counter(
        each.left.fact
        for each in nodes
        if isinstance(each, core.Compare)
        and isinstance(each.left, core.Read)
        and isinstance(each.right, core.Const)
        and (each.op, each.right.value) in _THERE
    )
    return frozenset(each.name for each in used if each.type.whole and read[each.name] == asked[each.name] > 0)


def _negated(node: object, under: bool = False) -> dict[str, set[bool]]:
    if isinstance(node, core.Holds):
        return {node.fact: {under}}
    if isinstance(node, (list, tuple)):
        below = [_negated(each, under) for each in node]
    elif attrs.has(type(node)):
        turned = under != isinstance(node, core.Negate)
        below = [_negated(getattr(node, each.name), turned) for each in attrs.fields(type(node)) if each.name != "span"]
    else:
        return {}
    found: dict[str, set[bool]] = {}
    for each in below:
        for name, signs in each.items():
            found.setdefault(name, set()).update(signs)
    return found


def mentions(declaration: str, text: str) -> bool:
    """Whether a text uses what a line declares."""
    name = declared_name(declaration).replace(" ", "")
    return bool(name) and name in text.replace(" ", "")


def shown(value: Fraction) -> str:
    """Return a number as rules write it."""
    return str(int(value)) if value.denominator == 1 else f"{float(value):g}"
