"""Official sentences and their rules, made side by side from one and the same thing, and changed in one place."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator

from attrs import evolve, frozen

from tests.properties.pieces import Piece, rule
from tests.properties.wording import Writer

AMOUNTS = ["0.2", "0.5", "1", "1.5", "2", "3", "4", "5", "6", "8", "10"]
SHARES = [30, 40, 50, 60, 70, 80, 85, 90, 95]
FLAGS = [
    "公示办事指南",
    "报送工作总结",
    "建立工作台账",
    "开展业务培训",
    "签订责任书",
    "上报整改结果",
    "执行值班制度",
    "编制应急预案",
]
COUNTED = [
    "超期办结",
    "群众投诉",
    "数据差错",
    "违规操作",
    "信访事项",
    "通报批评",
    "安全事故",
    "材料退回",
    "新闻报道",
    "典型经验",
]
RATES = ["按期办结率", "群众满意率", "网上可办率", "材料齐全率", "检查合格率"]
PIECES = ["件", "次", "起", "处", "项"]
BOUNDS = (">=", "<=", "<", ">")


def _piece(draw: random.Random, form: str, names: Iterator[str], rates: Iterator[str], flags: Iterator[str]) -> Piece:
    values = tuple(draw.sample(AMOUNTS, 3))
    sign = draw.choice(["-", "-", "+"])
    three = (sign, sign, sign)
    unit = draw.choice(PIECES)
    highest = sorted(draw.sample(SHARES, 3), reverse=True)
    if form == "flag":
        return Piece(form, (next(flags),), values[:1], (sign,), negated=draw.random() < 0.6)
    if form == "count":
        cap = draw.choice(["", "12", "15", values[0] if values[0] != "1" else "20"])
        return Piece(form, (next(names),), values[:1], (sign,), unit=unit, each=True, cap=cap)
    if form == "gone":
        return Piece(form, (next(names),), values[:1], ("-",), unit=unit, each=True, gone=True)
    if form == "counts":
        return Piece(form, (next(names), next(names)), values[:2], (sign, draw.choice(["-", "+"])), unit=unit)
    if form == "tiers":
        low = draw.random() < 0.6
        op = draw.choice(["<", "<="]) if low else draw.choice([">=", ">"])
        ordered = tuple(sorted(values[:2], key=float))
        return Piece(form, (next(rates),), ordered, three[:2], (op, op), tuple(highest[:2] if low else highest[1::-1]))
    if form == "two":
        share = highest[0]
        return Piece(form, (next(rates),), values[:2], ("+", "-"), (">=", "<"), (share, share))
    if form == "ranges":
        ordered = tuple(sorted(values[:2], key=float))
        return Piece(form, (next(rates),), ordered, ("-", "-"), (), tuple(highest))
    if form == "joint":
        return Piece(form, (next(flags), next(flags)), values[:1], (sign,), joint=draw.choice("且或"))
    if form == "joint_bound":
        op = draw.choice([*BOUNDS])
        return Piece(
            form, (next(flags), next(rates)), values[:1], (sign,), (op,), (highest[0],), joint=draw.choice("且或")
        )
    if form == "levels":
        return Piece(form, (next(names),), tuple(sorted(values, key=float, reverse=True)), ("+", "+", "+"))
    if form == "short":
        return Piece(form, (next(names),), values[:1], ("-",), count=draw.choice([4, 6, 12]))
    if form == "deadline":
        unit = draw.choice(["工作日", "自然日"])
        return Piece(
            form, (next(flags),), values[:1], ("-",), unit=unit, count=draw.choice([3, 5, 7, 20]), negated=True
        )
    if form == "date":
        days = (draw.choice([5, 15, 25]),)
        return Piece(form, (next(flags),), values[:1], ("-",), shares=days, count=draw.choice([3, 6, 9]), negated=True)
    if form in ("veto", "zero"):
        return Piece(form, (next(flags),), values[:1], ("-",), veto=True, negated=draw.random() < 0.5)
    if form == "over":
        op, unit = draw.choice([">", ">="]), draw.choice(["工作日", "自然日"])
        return Piece(
            form, (next(names) + "用时",), values[:1], ("-",), (op,), unit=unit, count=draw.choice([3, 5, 7, 15])
        )
    if form == "money":
        op = (draw.choice([">", ">="]),)
        return Piece(form, (next(names) + "涉及金额",), values[:1], (sign,), op, count=draw.choice([50, 100]))
    if form == "half":
        halved = draw.random() < 0.5
        return Piece(form, (next(names), next(flags)), values[:1], ("-",), unit=unit, each=True, veto=halved)
    if form == "beyond":
        unit = draw.choice(["工作日", "自然日"])
        step, count = (draw.choice([1, 2, 3]),), draw.choice([5, 10, 15])
        return Piece(form, (next(names) + "用时",), values[:1], ("-",), (">",), step, unit=unit, count=count)
    if form == "full":
        cap = draw.choice(["", "12", "15"])
        return Piece(form, (next(names) + "涉及金额",), values[:1], ("+",), count=draw.choice([10, 20, 50]), cap=cap)
    if form == "points":
        return Piece(form, (next(rates),), values[:1], ("-",), ("<",), (highest[0],), count=draw.choice([1, 2, 5]))
    if form == "ladder":
        return Piece(form, (next(names),), tuple(sorted(values, key=float)), three)
    if form == "else":
        sign = draw.choice(["award", "-"])
        return Piece(form, (next(flags),), values[:1], (sign,), negated=sign == "-")
    if form == "choice":
        low, high = sorted(values[:2], key=float)
        return Piece(form, (next(names),), (low, high), ("+",), unit=unit, each=True, cap=draw.choice(["", "20"]))
    return Piece(form, (next(rates),), values[:1], ("-",), count=draw.choice([3, 5]))


_FORMS = """flag count gone counts tiers two ranges joint joint_bound levels short deadline date veto zero over rank money half
beyond full points ladder else choice"""
FORMS = tuple(_FORMS.split())


def every_name() -> list[str]:
    """Return the names that pieces are made of."""
    return [*FLAGS, *COUNTED, *(f"{name}{end}" for name in COUNTED for end in ("用时", "涉及金额")), *RATES]


def pieces(draw: random.Random) -> tuple[Piece, ...]:
    """Draw one to three sentences; what stands twice in a clause is what a comparison of sets does not see."""
    names, rates, flags = (iter(draw.sample(each, len(each))) for each in (COUNTED, RATES, FLAGS))
    forms = draw.sample(FORMS, draw.choice([1, 2, 2, 3]))
    if "levels" in forms:
        forms = [form for form in forms if form not in ("zero", "veto")]
    made = [_piece(draw, form, names, rates, flags) for form in forms]
    return tuple(made)


Change = Callable[[random.Random, Piece], Piece | None]


def _other(draw: random.Random, value: str) -> str:
    return draw.choice([each for each in AMOUNTS if each != value])


def _at(row: tuple[str, ...], at: int, value: str) -> tuple[str, ...]:
    return (*row[:at], value, *row[at + 1 :])


def _number(draw: random.Random, piece: Piece) -> Piece | None:
    if piece.form in ("zero", "veto"):
        return None  # what a veto takes has no sign in the tree
    at = draw.randrange(len(piece.values))
    return evolve(piece, values=_at(piece.values, at, _other(draw, piece.values[at])))


def _digit(draw: random.Random, piece: Piece) -> Piece | None:
    if piece.shares and piece.form not in ("date", "beyond"):
        at = draw.randrange(len(piece.shares))
        shares = [*piece.shares]
        shares[at] += draw.choice([1, 2, 3])
        return evolve(piece, shares=tuple(shares))
    return evolve(piece, count=piece.count + 1) if piece.count else None


def _sign(draw: random.Random, piece: Piece) -> Piece | None:
    if piece.form in ("zero", "veto"):
        return None  # what a veto takes has no sign in the tree
    at = draw.randrange(len(piece.signs))
    return evolve(piece, signs=_at(piece.signs, at, "+" if piece.signs[at] == "-" else "-"))


def _op(draw: random.Random, piece: Piece) -> Piece | None:
    if not piece.ops:
        return None
    at = draw.randrange(len(piece.ops))
    turned = {">=": [">", "<"], ">": [">=", "<="], "<": ["<=", ">="], "<=": ["<", ">"]}
    return evolve(piece, ops=_at(piece.ops, at, draw.choice(turned[piece.ops[at]])))


def _unit(draw: random.Random, piece: Piece) -> Piece | None:
    if piece.unit in ("工作日", "自然日"):
        return evolve(piece, unit="自然日" if piece.unit == "工作日" else "工作日")
    return evolve(piece, unit=draw.choice([each for each in PIECES if each != piece.unit])) if piece.unit else None


def _each(draw: random.Random, piece: Piece) -> Piece | None:
    if piece.form == "flag" and not piece.negated:
        return evolve(piece, form="count", each=True, unit="次")
    return evolve(piece, each=False) if piece.form in ("count", "choice", "half") and not piece.cap else None


def _cap(draw: random.Random, piece: Piece) -> Piece | None:
    if piece.gone:
        return evolve(piece, gone=False)
    if piece.form == "count" and not piece.cap:
        return evolve(piece, cap=draw.choice(AMOUNTS))
    return evolve(piece, cap=draw.choice(["", _other(draw, piece.cap)])) if piece.cap else None


_DENIED = ("flag", "veto", "zero", "date", "deadline", "else")


def _not(draw: random.Random, piece: Piece) -> Piece | None:
    return evolve(piece, negated=not piece.negated) if piece.form in _DENIED else None


def _joint(draw: random.Random, piece: Piece) -> Piece | None:
    return evolve(piece, joint="或" if piece.joint == "且" else "且") if piece.joint else None


def _swap(draw: random.Random, piece: Piece) -> Piece | None:
    if len(piece.values) < 2:
        return None
    return evolve(piece, values=(piece.values[1], piece.values[0], *piece.values[2:]))


def _veto(draw: random.Random, piece: Piece) -> Piece | None:
    if piece.form == "flag":
        return evolve(piece, form=draw.choice(["veto", "zero"]), veto=True)
    return evolve(piece, veto=not piece.veto) if piece.form in ("veto", "zero", "half") else None


CHANGES: dict[str, Change] = {
    "数": _number,
    "数字": _digit,
    "正负": _sign,
    "界限词": _op,
    "单位": _unit,
    "每": _each,
    "封顶": _cap,
    "未": _not,
    "且或": _joint,
    "次序": _swap,
    "否决": _veto,
}


@frozen
class Pair:
    """A sentence with its rule as it should be, and with one thing changed."""

    quote: str
    good: str
    bad: str
    change: str


def _block(made: tuple[Piece, ...]) -> str:
    facts, lines = zip(*(rule(piece) for piece in made), strict=True)
    return "\n".join([*facts, *lines])


def pair(seed: int) -> Pair:
    """Return the pair of a seed; the changes take turns, so that each is made as often."""
    draw = random.Random(seed)
    change = [*CHANGES][seed % len(CHANGES)]
    while True:
        made = pieces(draw)
        quote = "；".join(Writer(draw).of(piece) for piece in made) + "。"
        places = [*range(len(made))]
        draw.shuffle(places)
        for at in places:
            turned = CHANGES[change](draw, made[at])
            if turned is not None:
                return Pair(quote, _block(made), _block((*made[:at], turned, *made[at + 1 :])), change)
