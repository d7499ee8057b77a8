"""Try a line without a policy: what it says, which facts it needs, what it gives.

Names that nobody declared become facts whose type follows from their use (每件 → 计数（件）, 低于 30% → 比率, 扣 5 分 alone → 是否).
In: one or more lines of rules. Out: ``Trial``, with the inferred declarations as lines of the language.
"""

from __future__ import annotations

from attrs import define, field, frozen

from compiler import core
from compiler.pipeline import lower
from compiler.policy_text import PolicyText
from dsl import formatter, surface
from dsl.diagnostics import Bag
from dsl.document import Document, Section
from dsl.folding import fold
from dsl.front_matter import FrontMatter, Value
from dsl.lexer import Lexer
from dsl.lexicon import UnitWord
from dsl.nodes import Node
from dsl.parser import parse_block
from dsl.source import Source, Span
from dsl.types import Kind
from dsl.vocabulary import Vocabulary, declared_names

CLAUSE = "试"
# 对象类别 that the sources use; a policy lists its own.
KINDS = ("县区", "市直部门", "县直部门", "乡镇", "牵头部门", "配合部门", "部门", "其他")

# What a bound speaks of when nothing is named.
_UNNAMED = {
    Kind.RATIO: "占比",
    Kind.DURATION: "用时",
    Kind.COUNT: "件数",
    Kind.MONEY: "金额",
    Kind.QUANTITY: "数量值",
    Kind.POINTS: "分值数",
}


@frozen(repr=False, eq=False)
class Trial(Node):
    """What trying a line gave; ``policy`` is None when something is wrong (see ``bag``)."""

    source: Source
    bag: Bag
    canonical: str
    declarations: tuple[str, ...] = ()
    policy: core.Policy | None = None


def try_line(text: str, kinds: tuple[str, ...] = KINDS) -> Trial:
    """Parse, infer, check and lower some lines of rules; never raises for anything the text contains."""
    source, bag = Source("试", text), Bag()
    block = _parse(source, kinds, bag)
    canonical = formatter.show_block(block, source)
    if bag.failed or not block.lines:
        return Trial(source, bag, canonical)
    declarations = _Inference().of(block)
    if declarations:
        # The declarations stand after the lines, so that findings point into what the reader typed.
        full = Source("试", text + "\n" + "\n".join(declarations))
        bag = Bag()
        block = _parse(full, kinds, bag)
        source = full
    policy = _lower(source, block, kinds, bag)
    return Trial(source, bag, canonical, declarations, None if bag.failed else policy)


def _parse(source: Source, kinds: tuple[str, ...], bag: Bag) -> surface.Block:
    span = Span(0, len(source.text))
    vocabulary = Vocabulary.of(declared_names(source, span), kinds)
    return parse_block(source, span, Lexer(vocabulary), bag)


def _lower(source: Source, block: surface.Block, kinds: tuple[str, ...], bag: Bag) -> core.Policy:
    start = Span(0, 0)
    front = FrontMatter({"政策": Value("试", start), "对象类别": Value("[" + "，".join(kinds) + "]", start)}, {}, 0)
    section = Section(1, CLAUSE, CLAUSE, (), start, fences=(block.span,), path=(CLAUSE,))
    document = Document(source, front, (section,))
    return lower(document, {CLAUSE: block}, PolicyText("trial", source, None), bag)


@define
class _Inference:
    """Collects a declaration for every name that the lines use and nobody declared."""

    types: dict[str, str] = field(factory=dict)  # folded name -> type with facets
    shown: dict[str, str] = field(factory=dict)
    limits: dict[str, str] = field(factory=dict)  # folded name -> name of the fact it is a part of
    last: str = ""
    share: bool = False
    counted: bool = False

    def of(self, block: surface.Block) -> tuple[str, ...]:
        declared = [each for each in block.statements if isinstance(each, surface.Fact)]
        for statement in block.statements:
            match statement:
                case surface.Rule():
                    self._rule(statement, bool(declared))
                case surface.Duty(condition):
                    self._condition(condition)
                case surface.Indicator(_, expression):
                    self._expression(expression)
                case _:
                    pass
        lines = []
        for key, kind in self.types.items():
            limit = f"，不超过 {self.limits[key]}" if key in self.limits else ""
            lines.append(f"事实 {self.shown[key]}：{kind}{limit}")
        return tuple(lines)

    def _take(self, name: surface.Name, kind: str) -> None:
        if name.known:
            return
        key = fold(name.text)
        # A later use that says more (每件 after a bare name) replaces 是否.
        if self.types.get(key, "是否") == "是否":
            self.types[key], self.shown[key] = kind, name.text

    def _rule(self, rule: surface.Rule, declared: bool) -> None:
        per = rule.per
        if per is not None and isinstance(rule.condition, surface.Named):
            self._take(rule.condition.name, _count(per.unit))
            self.last = rule.condition.name.text
        elif per is not None and isinstance(rule.condition, surface.Deadline):
            self._take(rule.condition.end, _count(per.unit))
        elif rule.condition is not None:
            self._condition(rule.condition)
        if per is not None and not isinstance(rule.condition, surface.Named | surface.Deadline):
            self._bare_rate(rule, per, declared)
        match rule.award:
            case surface.ProRata(ratio):
                self._take(ratio, "比率")
            case surface.ByRank(measure):
                self._take(measure, "数")
            case _:
                pass

    def _bare_rate(self, rule: surface.Rule, per: surface.Per, declared: bool) -> None:
        if per.noun is not None:
            self._take(per.noun, _count(per.unit))
        elif not declared and per.unit.kind is Kind.COUNT and not isinstance(rule.condition, surface.Bounded):
            self._take(surface.Name(f"{per.unit.canonical}数", False), _count(per.unit))

    def _condition(self, condition: surface.Condition) -> None:
        match condition:
            case surface.Named(name):
                self._take(name, "是否")
            case surface.Bounded(name, bound, _):
                self._bounded(name, bound)
            case surface.Share(part, whole):
                self._share(part, whole)
            case surface.Compared(left, _, right):
                self._take(left, "计数（件）")
                self._take(right, "计数（件）")
            case surface.Ranked(measure):
                self._take(measure, "比率")
            case surface.Deadline(None, period, end):
                assert period.unit is not None
                self._take(end, _count(period.unit))
            case surface.Deadline(start, _, end) if start is not None:
                self._take(start, "日期")
                self._take(end, "日期，可空")
            case surface.Thresholds(first, _, _, _):
                self._condition(first)
            case surface.Dated(name):
                self._take(name, "日期，可空")
            case surface.Both(left, right) | surface.Either(left, right):
                self._condition(left)
                self._condition(right)
            case surface.AnyOf(group):
                self._take(group, "是否")
            case _:
                pass

    def _share(self, part: surface.Name, whole: surface.Name) -> None:
        self._take(part, "计数（件）")
        self._take(whole, "计数（件）")
        self.share = True
        if not part.known and not whole.known and fold(part.text) != fold(whole.text):
            self.limits[fold(part.text)] = whole.text

    def _bounded(self, name: surface.Name | None, bound: surface.Bound) -> None:
        unit = bound.amount.unit or (bound.to.unit if bound.to else None)
        if name is not None:
            self._take(name, _type_of(unit, bound))
            self.last = name.text
        elif unit is not None and unit.kind is Kind.COUNT and bound.op == "==":
            self._take(surface.Name(f"{unit.canonical}数", False), _count(unit))  # 1件扣10分
        elif not self.last and not self.share:
            self.last = _UNNAMED.get(unit.kind, "数值") if unit is not None else "占比"
            self._take(surface.Name(self.last, False), _type_of(unit, bound))

    def _expression(self, expression: surface.Expression) -> None:
        match expression:
            case surface.Name():
                self._take(expression, "计数（件）")
            case surface.Operation(op, terms):
                for term in terms:
                    self._expression(term)
                names = [term for term in terms if isinstance(term, surface.Name) and not term.known]
                if op == "÷" and len(names) == 2:
                    self.limits[fold(names[0].text)] = names[1].text
            case _:
                pass


def _count(unit: UnitWord) -> str:
    if unit.kind is Kind.PERCENT_POINT:
        return "比率"
    return f"{unit.kind}（{unit.canonical}）"


def _type_of(unit: UnitWord | None, bound: surface.Bound) -> str:
    if unit is None:
        return "数" if isinstance(bound.amount.value, int) or bound.amount.unit is None else "日期"
    if unit.kind is Kind.RATIO:
        top = bound.to or bound.amount
        over = hasattr(top.value, "numerator") and top.value * unit.scale > 1  # type: ignore[operator]  # a date has no %
        return "比率，0%—1000%" if over else "比率"
    if unit.kind is Kind.POINTS:
        return "分"
    return f"{unit.kind}（{unit.canonical}）"
