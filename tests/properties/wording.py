"""Pieces as a document would write them: Chinese numerals, full width, 的, fillers and synonyms.

Shares nothing with the rules but the piece.
"""

from __future__ import annotations

import random

from tests.properties.pieces import Piece

BOUNDS = {
    ">=": ["{}以上", "达到{}", "不低于{}", "达到{}以上"],
    "<=": ["{}以下", "不超过{}", "不高于{}", "{}及以下"],
    "<": ["低于{}", "不足{}", "未达到{}", "不到{}", "小于{}"],
    ">": ["超过{}", "高于{}", "大于{}"],
}
SIGNS = {"-": ["扣", "减", "扣除", "扣减"], "+": ["加", "奖励", "加"], "award": ["记", "得", "计"]}
CHINESE = {"1": "一", "2": "二", "3": "三", "4": "四", "5": "五", "6": "六", "8": "八", "10": "十", "0.5": "零点五"}
LEADS = [
    "",
    "",
    "按照全市统一要求，",
    "对检查中发现的问题，",
    "经查实，",
    "年度考核中，",
    "依据市政办〔2021〕12号文件，",
    "按照本办法第三条，",
]


class Writer:
    """Writes pieces as a document would; each choice is drawn."""

    def __init__(self, draw: random.Random) -> None:
        self.draw = draw

    def number(self, value: str) -> str:
        """Write a number in digits, in full width or in Chinese."""
        kind = self.draw.random()
        if kind < 0.12 and value in CHINESE:
            return CHINESE[value]
        return value.translate({ord(digit): 0xFF10 + int(digit) for digit in "0123456789"}) if kind > 0.9 else value

    def share(self, value: int) -> str:
        """Write a percentage."""
        kind = self.draw.random()
        if kind < 0.15:
            return "百分之" + _tens(value)
        return f"{value}％" if kind < 0.3 else f"{value}%"

    def give(self, piece: Piece, at: int = 0) -> str:
        """Write points with their verb."""
        blank = self.draw.choice(["", "", " "])
        return f"{self.draw.choice(SIGNS[piece.signs[at]])}{blank}{self.number(piece.values[at])}{blank}分"

    def bound(self, op: str, text: str) -> str:
        """Write a bound in one of its words."""
        return self.draw.choice(BOUNDS[op]).format(text)

    def of(self, piece: Piece) -> str:
        """Write a piece."""
        draw, first = self.draw, piece.names[0]
        no = draw.choice(["未", "没有", "未"]) if piece.negated else ""
        de = draw.choice(["的，", "的", "，", "的，应"])
        cap = ""
        if piece.cap:
            verb, value = {"-": "扣", "+": "加", "award": "记"}[piece.signs[0]], self.number(piece.cap)
            cap = draw.choice(
                [f"，最高{verb}{value}分", f"，最多{verb}{value}分", f"，{value}分封顶", f"，封顶{value}分"]
            )
        each = ""
        if piece.each:
            choices = [
                f"每{piece.unit}",
                f"每发生一{piece.unit}",
                f"每出现1{piece.unit}",
                f"1{piece.unit}",
                f"一{piece.unit}",
            ]
            each = draw.choice(choices)
        return draw.choice(LEADS) + self._form(piece, first, no, de, each, cap)

    def _form(self, piece: Piece, first: str, no: str, de: str, each: str, cap: str) -> str:
        if piece.form in ("count", "gone"):
            de = "的，" if de == "的，应" else de
            gone = self.draw.choice(["，扣完为止", "，扣完本项分值为止"]) if piece.gone else ""
            return f"{first}{de}{each}{self.give(piece)}{cap}{gone}"
        if piece.form == "flag":
            return f"{no}{first}{de}{self.give(piece)}"
        if piece.form == "counts":
            return "；".join(f"{name}的，每{piece.unit}{self.give(piece, at)}" for at, name in enumerate(piece.names))
        if piece.form in ("tiers", "two"):
            parts = enumerate(zip(piece.ops, piece.shares, strict=True))
            return first + "；".join(
                f"{self.bound(op, self.share(s))}的，{self.give(piece, at)}" for at, (op, s) in parts
            )
        if piece.form == "ranges":
            ends = enumerate(zip(piece.shares[1:], piece.shares, strict=False))
            dash = self.draw.choice(["—", "至", "～", "-"])
            return first + "；".join(f"{low}%{dash}{high}%的{self.give(piece, at)}" for at, (low, high) in ends)
        if piece.form == "joint":
            words = {"且": ["且", "，并且", "，同时"], "或": ["或", "或者", "，或者"]}
            return f"{first}{self.draw.choice(words[piece.joint])}{piece.names[1]}{de}{self.give(piece)}"
        if piece.form == "joint_bound":
            words = {"且": ["，且", "的，同时", "且"], "或": ["，或者", "或", "的，或"]}
            bound = self.bound(piece.ops[0], self.share(piece.shares[0]))
            return f"{first}{self.draw.choice(words[piece.joint])}{piece.names[1]}{bound}{de}{self.give(piece)}"
        if piece.form == "levels":
            levels = enumerate(("国家级", "省级", "市级"))
            return f"{first}获" + "，".join(f"{level}的{self.give(piece, at)}" for at, level in levels)
        if piece.form == "short":
            return f"{first}不少于{self.number(str(piece.count))}次，每缺{self.draw.choice(['一', '1'])}次{self.give(piece)}"
        if piece.form == "deadline":
            return f"{piece.count}个{piece.unit}内{no}{first}的，每次{self.give(piece)}"
        if piece.form == "date":
            return f"2021年{piece.count}月{piece.shares[0]}日前{no}{first}{de}{self.give(piece)}"
        if piece.form == "veto":
            return f"{no}{first}的，{'一票否决，' if piece.veto else ''}{self.give(piece)}"
        if piece.form == "zero":
            zero = self.draw.choice(["此项不记分", "本项不得分", "该项不计分"])
            return f"{no}{first}的，{zero if piece.veto else self.give(piece)}"
        if piece.form == "over":
            return f"{first}{self.bound(piece.ops[0], f'{piece.count}个{piece.unit}')}的，{self.give(piece)}"
        return self._more(piece, first, no, de, each, cap)

    def _more(self, piece: Piece, first: str, no: str, de: str, each: str, cap: str) -> str:
        if piece.form == "money":
            return f"{first}{self.bound(piece.ops[0], f'{piece.count}万元')}的，{self.give(piece)}"
        if piece.form == "half":
            half = self.draw.choice(["减半扣分", "减半处理"] if piece.veto else ["加倍扣分", "双倍扣分"])
            return f"{first}的，{each}{self.give(piece)}；{piece.names[1]}的{half}"
        if piece.form == "beyond":
            word = self.draw.choice(["每超过", "每超"])
            over = self.bound(piece.ops[0], f"{piece.count}个{piece.unit}")
            return f"{first}{over}的，{word}{piece.shares[0]}个{piece.unit}{self.give(piece)}"
        if piece.form == "full":
            return f"{first}每满{piece.count}万元{self.draw.choice(['', '的', '，'])}{self.give(piece)}{cap}"
        if piece.form == "points":
            word = self.draw.choice(["每低于", "每降低", "每低", "每下降"])
            below = self.bound(piece.ops[0], self.share(piece.shares[0]))
            return f"{first}{below}的，{word}{piece.count}个百分点{self.draw.choice(['', '，'])}{self.give(piece)}"
        if piece.form == "ladder":
            one, two, three = (self.give(piece, at) for at in range(3))
            return f"{first}1次{one}，2次{two}，3次以上{three}"
        if piece.form == "else":
            rest = self.draw.choice(["不记分", "不得分", "不计分"] if piece.signs[0] != "-" else ["不扣分", "不予扣分"])
            return f"{no}{first}的，{self.give(piece)}，{self.draw.choice(['否则', '其余'])}{rest}"
        if piece.form == "choice":
            dash = self.draw.choice(["—", "至", "-", "～"])
            verb = self.draw.choice(SIGNS[piece.signs[0]])
            return f"{first}的，{each}{verb}{piece.values[0]}{dash}{piece.values[1]}分{cap}"
        assert piece.form == "rank"
        return f"{first}排名{self.draw.choice(['倒数', '倒数后'])}{piece.count}名的，各{self.give(piece)}"


def _tens(value: int) -> str:
    digits = "零一二三四五六七八九"
    tens, ones = divmod(value, 10)
    return f"{digits[tens] if tens > 1 else ''}十{digits[ones] if ones else ''}"
