"""What is said around: which of the sentences of a clause 除外, 减半, 不得分 reach. In: such a sentence. Out: ``Surround``.

What it reaches hangs on what else is said: 除外 concerns what is lost where something is won beside it. A unit strikes out what is
said of other kinds and reads the rest; that must not change what is reached.
"""

from __future__ import annotations

from fractions import Fraction

from attrs import evolve

from compiler import core
from compiler.lowering.effects.combination import Combination, Role, Surround
from compiler.lowering.effects.relations import earns, gives, loses
from compiler.lowering.effects.view import View
from compiler.lowering.names.amount_types import unit_word
from compiler.lowering.names.scope import Scope
from compiler.lowering.sentences.sentence import Does, Sentence
from compiler.problems import forms, questions
from compiler.words.amounts import show_number
from dsl import surface
from dsl.patterns import regex
from dsl.types import Kind

_ALL = regex(r"(?<![件次条项个人起天日%\d])以上|上述|各项|本条|本项|前述|一律|均")  # 5 件以上 加倍 is a bound


def surround(each: Sentence, view: View, formed: Combination, scope: Scope) -> Surround:
    """Return what a sentence reaches: the same for every kind of units and for the clause, or it is asked."""
    whole = _surround(each, view, giving=formed.giving)
    _of_which(each, _reached(whole, view), view, scope)
    named = any(one.condition_of_kinds for one in view.all if gives(one))
    if not named or each.condition_of_kinds:
        return whole
    said = []
    for kind in scope.kinds:
        seen = view.seen_by(kind)
        found = _surround(each, seen, giving=_giving(formed, kind))
        if _reached(found, seen) != _reached(whole, seen):
            said.append(f"{kind}：{_shown(found)}")
    if said:
        scope.bag.add(forms.reach_by_kind(scope.source, each.span, scope.source.slice(each.span), _shown(whole), said))
    return whole


def _of_which(each: Sentence, reached: list[Sentence], view: View, scope: Scope) -> None:
    """Report 未培训 每人 扣 2 分，投诉 每件 扣 1 分，逾期未整改 加倍: of the complaints, or of all? On its own line it is said of all."""
    if each.does is Does.NOTHING:
        _points_of_which(each, reached, scope)
    if _beyond(each, reached, scope):
        return
    if each.does is not Does.FACTOR or each.condition is None or each.condition.kinds or each.condition.counted:
        return
    things = {view.keys[one.place] or one.place for one in reached}
    begin = max((one.span.end for one in reached), default=each.span.start)
    between = scope.source.text[begin : each.span.start]
    if len(things) > 1 and "\n" not in between and not _ALL.search(scope.source.slice(each.span)):
        scope.bag.add(questions.factor_of_which(scope.source, each.span, scope.source.slice(each.span)))


def _beyond(each: Sentence, reached: list[Sentence], scope: Scope) -> bool:
    """Report 每件 扣 1 分，超过 5 件 加倍, and 每件 扣 1 分，3 件以内 不扣分: is it the pieces beyond that count so, or all of them?"""
    condition = each.condition
    if condition is None or condition.measure is None or condition.threshold is None or condition.kinds:
        return False
    rate = next((one for one in reached if one.does is Does.RATE and one.measure == condition.measure), None)
    price, (op, limit) = _price(rate), condition.threshold
    if rate is None or price is None or _ALL.search(scope.source.slice(each.span)):
        return False
    if "\n" in scope.source.text[rate.span.end : each.span.start]:
        return False
    more, unit = "再扣" if loses(rate) else "再加", unit_word(condition.measure.type)
    one, factor = f"1 {unit}", each.factor if each.does is Does.FACTOR else None
    many = limit if op in (core.Op.GT, core.Op.LE) else limit - 1
    pieces = op is core.Op.GT or condition.measure.type.kind is Kind.COUNT
    if factor is not None and op in (core.Op.GT, core.Op.GE) and pieces and many > 0:
        most = f"每{unit} {more[1]} {show_number(price)} 分，最多计 {show_number(many)} {unit}"
        beyond = f"超过 {show_number(many)} {unit}，每超过 {one} {more} {show_number(price * factor)} 分"
        some, hint = f"超过 {show_number(many)} {unit}的部分", f"{most}，{beyond}"
    elif each.does is Does.NOTHING and op is core.Op.LE and each.sign in ("-", "+") and rate.line == each.line:
        some = f" {show_number(limit)} {unit}以内的部分"
        hint = f"超过 {show_number(limit)} {unit}，每超过 {one} {more[1]} {show_number(price)} 分"
    else:
        return False
    scope.bag.add(questions.pieces_beyond(scope.source, each.span, scope.source.slice(each.span), some, hint))
    return True


def _price(rate: Sentence | None) -> Fraction | None:
    """What each piece gives or costs; None where pieces are not counted one by one from the first on."""
    if rate is None or rate.per is None or rate.per.mode != "plain" or rate.per.step not in (None, 1):
        return None
    match rate.branches:
        case (core.Branch(_, core.Multiply(core.Const(price), _)),):
            return abs(price)
        case _:
            return None


def _points_of_which(each: Sentence, reached: list[Sentence], scope: Scope) -> None:
    """Report 台账 得 4 分；预案 得 2 分，弄虚作假 不得分: behind a comma, of the two points or of all six? Behind ； it takes all."""
    if each.sign != "award" or each.otherwise or each.alone:
        return
    earned = [one for one in reached if earns(one)]
    if any(one.line == each.line for one in earned) and any(one.line < each.line for one in earned):
        scope.bag.add(questions.points_of_which(scope.source, each.span, scope.source.slice(each.span)))


def _reached(said: Surround, view: View) -> list[Sentence]:
    each, ahead = said.sentence, said.ahead
    placed = (one for one in view.all if (one.place > each.place if ahead else one.place < each.place))
    giving = (one for one in placed if gives(one) and (said.alone or one.line == each.line))
    return [one for one in giving if not said.sign or loses(one) is (said.sign < 0)]


def _shown(said: Surround) -> str:
    return ("后面" if said.ahead else "前面") + {-1: "扣的分", 1: "得的、加的分", 0: "的各句"}[said.sign]


def _giving(formed: Combination, kind: str) -> bool:
    """Whether any sentence so far gives points to a kind of units."""
    alone = any(part.role is not Role.SETTLES and part.sentence.concerns(kind) for part in formed.alone)
    return alone or any(tier.concerns(kind) for ladder in formed.ladders for tier in ladder.tiers)


def _surround(each: Sentence, view: View, *, giving: bool) -> Surround:
    """不得分 takes all that the clause gives, and its losses with what they are lost from; 除外 and 减半 concern what is lost."""
    if each.does is Does.NOTHING:
        return _nothing(each, view, giving=giving)
    whole = each.alone or (each.does is Does.FACTOR and each.condition is None)
    reached = [one for one in _ahead_of(each, view) if whole or one.line == each.line]
    kinds = each.condition is not None and bool(each.condition.kinds)
    lost = any(map(loses, reached)) and not kinds
    if each.sign:  # 减半加分
        return Surround(each, whole, 1 if lost else 0)
    won = any(map(earns, view.all)) or (not _scales(each) and any(map(_adds, reached)))
    return Surround(each, whole, -1 if lost and won else 0)


def _nothing(each: Sentence, view: View, *, giving: bool) -> Surround:
    before = _ahead_of(each, view)
    won = any(gives(one) and not loses(one) for one in before)
    award = each.sign == "award"
    ahead = not giving or (award and not won)  # only losses stand before it: it is said of what is won further on
    said = Surround(each, each.alone or award, {"-": -1, "+": 1}.get(each.sign, 0), ahead=ahead)
    starts = any(map(view.starts, _reached(said, view)))
    return said if said.sign or starts else evolve(said, sign=1)


def _ahead_of(each: Sentence, view: View) -> list[Sentence]:
    return [one for one in view.all if one.place < each.place]


def _scales(each: Sentence) -> bool:
    """Whether it says 按 50% 折算, which is said of everything."""
    return isinstance(each.award, surface.Scale) and each.award.factor.unit is not None


def _adds(each: Sentence) -> bool:
    return each.sign == "+" and gives(each)
