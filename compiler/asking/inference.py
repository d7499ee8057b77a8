"""Which facts do lines need whose names nobody declared? A surface block in, declarations out (每件 → 计数（件）, 低于 30% → 比率)."""

from __future__ import annotations

from attrs import define, evolve, field, frozen

from compiler.asking import use
from compiler.asking.carried import carried
from compiler.asking.joined import lacking, taken_apart
from compiler.asking.use import UNNAMED, compared, count, counted_name, exempt_pieces, factor, moved, pieces_of, type_of
from dsl import surface
from dsl.folding import fold
from dsl.types import Kind
from dsl.words.lexicon import lexicon
from dsl.words.opposites import denied, had


@define
class _Inference:
    """Collects a declaration for every name that the lines use and nobody declared."""

    types: dict[str, str] = field(factory=dict)  # folded name -> type with facets
    shown: dict[str, str] = field(factory=dict)
    named: list[surface.Name] = field(factory=list)  # every use, for findings
    limits: dict[str, str] = field(factory=dict)  # folded name -> name of the fact it is a part of
    yardsticks: set[str] = field(factory=set)  # what a bound word compares with: 低于 限值
    last: str = ""
    share: bool = False
    versus: bool = False
    compared: set[str] = field(factory=set)  # what other numbers are held against
    moved: surface.Per | None = None  # the first step by which something rises or falls
    lacking: str = ""  # what a sentence without a name counts as lacking
    declared: bool = False  # whether the lines declare facts themselves
    denials: frozenset[str] = frozenset()  # flags that deny another one (不达标 beside 达标), or join others

    def of(self, block: surface.Block) -> tuple[str, ...]:
        self.declared = any(isinstance(each, surface.Fact) for each in block.statements)
        self.moved = moved(block)
        pieces = dict(exempt_pieces(block))
        for name, unit in carried(block):
            self._take(name, count(unit))
        for statement in block.statements:
            match statement:
                case surface.Rule(surface.Named(name)) if statement in pieces:
                    self._take(name, count(pieces[statement]))
                case surface.Rule():
                    self._rule(statement)
                case surface.Following(_, per, names):
                    for name in names:
                        self._take(name, "是否" if per is None else count(per.unit))
                case surface.Exempt(surface.Named(name)) if statement in pieces:
                    self._take(name, count(pieces[statement]))
                case surface.Exempt(condition) | surface.Duty(condition):
                    self._condition(condition)
                case surface.Versus():
                    self._lead(statement)
                case surface.Indicator(_, expression):
                    self._expression(expression)
                case _:
                    pass
        self._take_apart()
        self._count_the_denied()
        self.denials |= lacking(self.types)
        flags = {key for key, kind in self.types.items() if kind == "是否"}
        said = {
            key for key, kind in self.types.items() if kind in ("是否", "日期，可空")
        }  # 6月30日前报送 beside 未报送
        apart = use.both_cost(block)  # 未请假缺席 扣 2 分，请假缺席 扣 1 分
        self.denials |= {key for key in flags - apart if denied(key, said) and not use.graded(key, flags)}
        return tuple(self._declared(key) for key in self.types if key not in self.denials)

    def _declared(self, key: str) -> str:
        limit = f"，不超过 {self.limits[key]}" if key in self.limits else ""
        return f"{'参数' if key in self.yardsticks else '事实'} {self.shown[key]}：{self.types[key]}{limit}"

    def _take_apart(self) -> None:
        """公开且备案 beside 公开: the parts are the facts, and the lines are read once more."""
        for key, parts in taken_apart([key for key, kind in self.types.items() if kind == "是否"]).items():
            self.denials |= {key}
            for part in parts:
                self.types.setdefault(part, "是否")
                self.shown.setdefault(part, part)

    def _count_the_denied(self) -> None:
        """无越级上访 beside 有越级上访 每人次: the flag says that the count is nought, and the lines are read once more."""
        for key in [key for key, kind in self.types.items() if kind == "是否"]:
            thing = had(key) or use.misdeed(key, self.types)
            counted = next((each for each in self.types if thing and each in _spellings(thing) and each != key), "")
            if counted and self.types[counted].startswith("计数"):
                self.denials |= {key} | ({counted} - {thing})
                self.types.setdefault(thing, self.types[counted])
                self.shown.setdefault(thing, thing)

    def _take(self, name: surface.Name, kind: str) -> None:
        if name.known:
            return
        key = fold(name.text)
        self.named.append(name)
        # A later use that says more (每件 after a bare name) replaces 是否.
        if self.types.get(key, "是否") == "是否":
            self.types[key], self.shown[key] = kind, name.text

    def _rule(self, rule: surface.Rule) -> None:
        per = rule.per
        if self.lacking and use.gives_nothing(rule) and self._of_lacking(rule.condition):
            return  # 缺 1 项 扣 2 分，缺 2 项以上 不得分: still of the same
        measured = isinstance(rule.award, surface.BestShare)
        rule = evolve(rule, condition=pieces_of(rule.condition)) if per is not None else rule
        if isinstance(rule.condition, surface.Named) and (per or measured):
            self._take(rule.condition.name, count(per.unit) if per else "数，不低于 0")
            self.last = rule.condition.name.text
        elif isinstance(rule.condition, surface.NameList) and per is not None:
            for name in rule.condition.names:
                self._take(name, count(per.unit))
        elif per is not None and isinstance(rule.condition, surface.Deadline):
            self._take(rule.condition.end, count(per.unit))
        elif per is not None and isinstance(rule.condition, surface.Compared) and rule.condition.left is not None:
            self._against(rule.condition.left, rule.condition.right, per)
        elif rule.condition is not None:
            self._condition(rule.condition)
        if per is not None and not isinstance(
            rule.condition, surface.Named | surface.Deadline | surface.NameList | surface.Compared
        ):
            self._bare_rate(rule, per)
        if per is not None and per.base is not None:
            self._take(per.base, count(per.unit))
        self._award(rule.award)

    def _of_lacking(self, condition: surface.Condition | None) -> bool:
        if not isinstance(condition, surface.Bounded) or condition.name is not None:
            return False
        unit = condition.bound.amount.unit
        return unit is not None and self.types.get(self.lacking) == count(unit)

    def _award(self, award: surface.Award) -> None:
        match award:
            case surface.ProRata(ratio) if not ratio.known:
                self._take(ratio, use.shared(ratio.text))
            case surface.ByRank(measure) if measure is not None:
                self._take(measure, "数")
            case surface.Formula(_, expression):
                self._factors(expression, divided=False)
            case surface.BestShare():
                self._unnamed("数值", "数，不低于 0")
            case _:
                pass

    def _unnamed(self, name: str, kind: str) -> None:
        """What a sentence without a name speaks of: what was spoken of before, or a fact of this name."""
        if not self.last and not self.share and not self.declared:
            self.last = name
            self._take(surface.Name(name, False), kind)

    def _bare_rate(self, rule: surface.Rule, per: surface.Per) -> None:
        if per.noun is not None:
            self._take(per.noun, count(per.unit))
        elif not self._subject_known(rule, per):
            name = counted_name(per)
            self._take(surface.Name(name, False), count(per.unit))
            if per.mode == "short":
                self.lacking = fold(name)

    def _subject_known(self, rule: surface.Rule, per: surface.Per) -> bool:
        of_the_same = isinstance(rule.condition, use.LIMITED) or use.bounded_by_kind(rule.condition)
        if self.declared or of_the_same:
            return self.declared or not use.lacks_pieces(rule.condition, per)
        if rule.condition is None and per.mode == "short" and self.types.get(fold(self.last)) == count(per.unit):
            return True  # 会议 2 次以上 记 2 分，每缺 1 次: of the same
        return rule.condition is None and per.mode in ("below", "above") and (self.versus or bool(self.last))

    def _condition(self, condition: surface.Condition) -> None:
        match condition:
            case surface.Named(name) | surface.AnyOf(name):
                self._take(name, "是否")
            case surface.Bounded(name, bound, _):
                self._bounded(name, bound)
            case surface.Share(part, whole):
                self._share(part, whole)
            case surface.Compared(None, _, right) if self.last and right.text in self.compared:
                pass
            case surface.Compared(None, _, right):
                self._unnamed("数值", "数")
                self._take(right, "数")
                self.yardsticks.add(fold(right.text))
            case surface.Compared(left, _, right) if left is not None:
                self._against(left, right, self.moved if use.grows_in_points(left.text, self.moved) else None)
            case surface.Gap(left, _, right, amount):
                for each in (left, right):
                    self._take(each, use.apart(amount))
                self.last = left.text
            case surface.Ranked(measure) | surface.RankBound(measure):
                if measure is None:
                    self._unnamed("指标值", "比率")
                else:
                    self._take(measure, use.ranked(measure.text))
                    self.last = measure.text
            case surface.NameList(names):
                for name in names:
                    self._take(name, "是否")
            case surface.BoundList(name, op, amounts):
                self._bounded(name, surface.Bound(op, amounts[-1]))
            case surface.Flat() if not self.versus:
                self._versus(surface.Name("本年数", False), surface.Name("上年数", False))
            case surface.LevelWith(None, other) if self.last and other.text in self.compared:
                pass  # 高于 全市平均 得 8 分，与 全市平均 持平 得 6 分: still of the same
            case surface.LevelWith(name, other):
                self._versus(name or surface.Name(f"与{other.text}相比的数", False), other)
            case surface.Deadline(None, period, end):
                self._take(end, count(period.unit) if period.unit is not None else "是否")  # the unit is asked for
                self.last = end.text  # 3 日内 反馈 得 2 分，超过 5 日 不得分
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
            case _:
                pass

    def _lead(self, lead: surface.Versus) -> None:
        self._versus(lead.name or surface.Name(f"与{lead.other.text}相比的数", False), lead.other)

    def _versus(self, name: surface.Name, other: surface.Name) -> None:
        self.versus = True
        self._against(name, other, self.moved)

    def _against(self, name: surface.Name, other: surface.Name, per: surface.Per | None) -> None:
        kind = compared(name.text, per, moved="计数（件）")
        self._take(name, kind)
        self._take(other, kind)
        self.last = name.text
        self.compared.add(other.text)

    def _factors(self, expression: surface.Expression, *, divided: bool) -> None:
        """The names of a formula of points: what its name says it is, else a plain number, never a guess at a share."""
        match expression:
            case surface.Name():
                self._take(expression, "数，不低于 0" if divided else factor(expression.text))
            case surface.Operation(op, terms):
                for term in terms:
                    self._factors(term, divided=op == "÷" or (divided and op != "÷"))
            case _:
                pass

    def _share(self, part: surface.Name, whole: surface.Name) -> None:
        for each in (part, whole):
            self._take(each, use.pieces_of_share(part.text, whole.text))
        self.share = True
        if not part.known and not whole.known and fold(part.text) != fold(whole.text):
            self.limits[fold(part.text)] = whole.text

    def _bounded(self, name: surface.Name | None, bound: surface.Bound) -> None:
        unit = bound.amount.unit or (bound.to.unit if bound.to else None)
        if name is not None:
            self._take(name, type_of(unit, bound, name.text))
            self.last = name.text
        elif unit is not None and self.types.get(fold(self.last)) == count(unit):
            pass  # 专职人员 2 名以上 记 2 分，1 名 记 1 分: still of the same
        elif unit is not None and unit.kind is Kind.COUNT and bound.op == "==":
            self._take(surface.Name(f"{unit.canonical}数", False), count(unit))  # 1件扣10分
        elif not self.last and not self.share:
            self.last = UNNAMED.get(unit.kind, "数值") if unit is not None else "占比"
            self._take(surface.Name(self.last, False), type_of(unit, bound))

    def _expression(self, expression: surface.Expression) -> None:
        match expression:
            case surface.Name():
                self._take(expression, use.counted_factor(expression.text))
            case surface.Operation(op, terms):
                for term in terms:
                    self._expression(term)
                names = [term for term in terms if isinstance(term, surface.Name) and not term.known]
                if op == "÷" and len(names) == 2:
                    self.limits[fold(names[0].text)] = names[1].text
            case _:
                pass


@frozen(repr=False, eq=False)
class Inferred:
    """Declarations for the names that lines use and nobody declared, these names where they stand, and whether one of them denies
    another (不达标, 达标) or joins others (公开, 公开且备案), so that the lines have to be read once more with the names declared."""

    declarations: tuple[str, ...]
    named: tuple[surface.Name, ...]
    denials: bool


def _spellings(thing: str) -> tuple[str, ...]:
    return (thing, *(f"{word}{thing}" for word in lexicon().speech["says_so"]))


def declarations_for(block: surface.Block) -> Inferred:
    """Return a declaration for every name that the lines use and nobody declared."""
    inference = _Inference()
    return Inferred(inference.of(block), tuple(inference.named), bool(inference.denials))
