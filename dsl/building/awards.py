"""Awards: what a sentence gives."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from lark import Transformer, v_args

from dsl import surface
from dsl.building.reading import name_of, says_of, sign_of, span_of, unit_of
from dsl.words.lexicon import lexicon


@v_args(inline=True)
class Awards(Transformer[Any, Any]):
    """Builds what a sentence gives."""

    def points(self, sign: Any, amount: Any) -> surface.Give:
        return self._give(sign, amount, None)

    def points_range(self, sign: Any, low: Any, _: Any, high: Any) -> surface.Give:
        return self._give(sign, low, high)

    def _give(self, word: Any, amount: Any, to: Any) -> surface.Give:
        sign, further = sign_of(word)
        return surface.Give(sign, amount, to, further, span_of(word, amount, to))

    def points_list(self, sign: Any, amounts: Any) -> surface.GiveList:
        return surface.GiveList(sign_of(sign)[0], amounts, span_of(sign, amounts))

    def price(self, sign: Any, amount: Any, *rest: Any) -> surface.Rule:
        give = self._give(sign, amount, rest[1] if len(rest) > 2 else None)
        per = surface.Per("plain", None, unit_of(rest[-1]), span=span_of(rest[-1]))
        return surface.Rule(None, give, per, span_of(sign, amount, rest[-1]))

    def listed_amounts(self, *children: Any) -> tuple[surface.Amount, ...]:
        before = children[0] if isinstance(children[0], tuple) else (children[0],)
        return (*before, children[2])

    def factor(self, word: Any) -> surface.Scale:
        says = says_of(word)  # +1/2 where the word is 减半加分
        amount = surface.Amount(Fraction(says), None, span_of(word))
        return surface.Scale(amount, "+" if says.startswith("+") else "", True, span_of(word))

    def scale(self, by: Any, amount: Any, word: Any) -> surface.Scale:
        return surface.Scale(amount, span=span_of(by, word))

    def best_share(self, by: Any, place: Any, _: Any, verb: Any) -> surface.BestShare:
        return surface.BestShare(place, says_of(verb), span_of(by, verb))

    def interpolated(self, by: Any, _: Any, verb: Any) -> surface.Interpolated:
        return surface.Interpolated(says_of(verb), span_of(by, verb))

    def no_effect(self, word: Any) -> surface.Nothing:
        return surface.Nothing(says_of(word), span_of(word))

    def full(self, word: Any) -> surface.Full | surface.Give:
        sign, apart, share = says_of(word).partition(":")
        if not apart:
            return surface.Full(span_of(word))
        percent = surface.Amount(Fraction(share), lexicon().units["%"], span_of(word))
        return surface.Give(sign, percent, span=span_of(word))  # 得一半分: of the points of the item

    def pro_rata(self, by: Any, name: Any, verb: Any) -> surface.ProRata:
        return surface.ProRata(name_of(name), says_of(verb), span_of(by, verb))

    def by_rank(self, by: Any, name: Any, _: Any, verb: Any) -> surface.ByRank:
        return surface.ByRank(name_of(name), says_of(verb), span_of(by, verb))

    def by_rank_again(self, by: Any, _: Any, verb: Any) -> surface.ByRank:
        return surface.ByRank(None, says_of(verb), span_of(by, verb))

    def discretion(self, word: Any) -> surface.Discretion:
        return surface.Discretion(says_of(word), span_of(word))

    def zero_item(self, word: Any) -> surface.ZeroItem:
        return surface.ZeroItem(span_of(word))

    def consequence(self, word: Any) -> surface.Consequence:
        return surface.Consequence(says_of(word), span_of(word))

    def veto(self, word: Any, *rest: Any) -> surface.Veto:
        return surface.Veto(rest[-1] if rest else None, span_of(word, *rest))

    def veto_by_cap(self, word: Any, _: Any, amount: Any, verb: Any) -> surface.Veto:
        return surface.Veto(amount, span_of(word, verb))
