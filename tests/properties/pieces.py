"""What a sentence says, and its rule in the language: names, numbers, signs, bounds."""

from __future__ import annotations

from attrs import field, frozen

BOUND_WORDS = {">=": "以上", "<=": "以下", "<": "低于", ">": "超过"}


@frozen
class Piece:
    """One sentence: its form, and what each place of the form says."""

    form: str
    names: tuple[str, ...]
    values: tuple[str, ...]  # points, in order
    signs: tuple[str, ...] = ()
    ops: tuple[str, ...] = ()
    shares: tuple[int, ...] = ()
    unit: str = ""
    each: bool = False
    cap: str = ""
    negated: bool = False
    joint: str = ""
    count: int = 0
    veto: bool = False
    gone: bool = field(default=False)


_SIGN = {"-": "扣", "+": "加", "award": "记"}


def _give(piece: Piece, at: int = 0) -> str:
    return f"{_SIGN[piece.signs[at]]} {piece.values[at]} 分"


def _bound(op: str, share: object) -> str:
    return f"{share}{BOUND_WORDS[op]}" if op in (">=", "<=") else f"{BOUND_WORDS[op]} {share}"


def rule(piece: Piece) -> tuple[str, str]:
    """Return the declarations and the lines of a piece."""
    first = piece.names[0]
    no = "未 " if piece.negated else ""
    cap = f"，最高{_SIGN[piece.signs[0]]} {piece.cap} 分" if piece.cap else ""
    each = f"每{piece.unit} " if piece.each else ""
    flag = f"事实 {first}：是否"
    count = f"事实 {first}：计数（{piece.unit}）" if piece.each else flag
    rate = f"事实 {first}：比率"
    if piece.form == "flag":
        return flag, f"{no}{first} {_give(piece)}"
    if piece.form == "count":
        return count, f"{first} {each}{_give(piece)}{cap}"
    if piece.form == "counts":
        facts = "\n".join(f"事实 {name}：计数（{piece.unit}）" for name in piece.names)
        return facts, "；".join(f"{name} 每{piece.unit} {_give(piece, at)}" for at, name in enumerate(piece.names))
    if piece.form in ("tiers", "two"):
        parts = zip(piece.ops, piece.shares, strict=True)
        return rate, f"{first} " + "；".join(
            f"{_bound(op, f'{s}%')} {_give(piece, at)}" for at, (op, s) in enumerate(parts)
        )
    if piece.form == "ranges":
        ends = list(zip(piece.shares[1:], piece.shares, strict=False))
        lines = "；".join(f"{low}%—{high}% {_give(piece, at)}" for at, (low, high) in enumerate(ends))
        return rate, f"{first} {lines}\n端点就高"
    if piece.form == "joint":
        other = piece.names[1]
        return f"{flag}\n事实 {other}：是否", f"{first} {piece.joint} {other} {_give(piece)}"
    if piece.form == "joint_bound":
        other = piece.names[1]
        bound = _bound(piece.ops[0], f"{piece.shares[0]}%")
        return f"{flag}\n事实 {other}：比率", f"{first} {piece.joint} {other} {bound} {_give(piece)}"
    if piece.form == "levels":
        levels = ("国家级", "省级", "市级")
        return (
            f"事实 {first}：是否，分级 国家级、省级、市级",
            "，".join(f"{level} {_give(piece, at)}" for at, level in enumerate(levels)),
        )
    if piece.form == "short":
        return f"事实 {first}：计数（次）", f"{first} {piece.count} 次以上 每缺 1 次 {_give(piece)}"
    if piece.form == "deadline":
        fact = f"事实 {first}：计数（次）"
        return fact, f"{piece.count} 个{piece.unit}内 {no}{first} 每次 {_give(piece)}"
    if piece.form == "date":
        return f"事实 {first}：日期，可空", f"2021年{piece.count}月{piece.shares[0]}日前 {no}{first} {_give(piece)}"
    if piece.form == "veto":
        return flag, f"{no}{first} {'一票否决 ' if piece.veto else ''}{_give(piece)}"
    if piece.form == "zero":
        return flag, f"{no}{first} {'此项不记分' if piece.veto else _give(piece)}"
    if piece.form == "over":
        bound = _bound(piece.ops[0], f"{piece.count} {piece.unit}")
        return f"事实 {first}：时长（{piece.unit}）", f"{first} {bound} {_give(piece)}"
    if piece.form == "gone":
        return count, f"{first} {each}{_give(piece)}{'；扣完为止' if piece.gone else ''}"
    if piece.form == "money":
        bound = _bound(piece.ops[0], f"{piece.count} 万元")
        return f"事实 {first}：金额（万元）", f"{first} {bound} {_give(piece)}"
    if piece.form == "half":
        other = piece.names[1]
        half = "减半扣分" if piece.veto else "加倍扣分"
        return (
            f"事实 {first}：计数（{piece.unit}）\n事实 {other}：是否",
            f"{first} {each}{_give(piece)}；{other} {half}",
        )
    if piece.form == "beyond":
        bound = _bound(piece.ops[0], f"{piece.count} 个{piece.unit}")
        return (
            f"事实 {first}：时长（{piece.unit}）",
            f"{first} {bound} 每超过 {piece.shares[0]} 个{piece.unit} {_give(piece)}",
        )
    if piece.form == "full":
        return f"事实 {first}：金额（万元）", f"{first} 每满 {piece.count} 万元 {_give(piece)}{cap}"
    if piece.form == "points":
        bound = _bound(piece.ops[0], f"{piece.shares[0]}%")
        return rate, f"{first} {bound} 每低于 {piece.count} 个百分点 {_give(piece)}"
    if piece.form == "ladder":
        return (
            f"事实 {first}：计数（次）",
            f"{first} 1 次 {_give(piece)}，2 次 {_give(piece, 1)}，3 次以上 {_give(piece, 2)}",
        )
    if piece.form == "else":
        return flag, f"{no}{first} {_give(piece)}，其余 {'不记分' if piece.signs[0] != '-' else '不扣分'}"
    if piece.form == "choice":
        return count, f"{first} {each}{_SIGN[piece.signs[0]]} {piece.values[0]}—{piece.values[1]} 分{cap}"
    if piece.form == "rank":
        return rate, f"{first} 排名 倒数 {piece.count} 名 {_give(piece)}；并列同扣"
    raise AssertionError(piece.form)
