"""The checker itself. A generated module carries the text below as it stands: standard library only, nothing of a policy in it.

It takes exact values and no spellings: what a clerk types is read elsewhere (``zhunsheng/engine/cells``) and comes here as a value. A
fault is a code, the fact (or 单位, 类别) it is about, and what is to be said behind its place. What stands in the module is Chinese, as
the whole of a generated module is: who reads it there is no programmer of ours.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

Fault = tuple[str, str, str]  # code, fact, what is wrong
_LONGEST = 10**30 - 1  # 三十位以上的不是考核数据，多半是误粘的编号
_HALVES = 1 << 13  # 分母里比 5 多出这么多个 2 的，不是手写的小数，也不是件数之比
_DIGITS = 15  # 浮点数写成十进制，可靠的有效数字只有这么多
_NO_REASON = frozenset(("", "无", "没有", "暂无", "待补", "是", "否", "TRUE", "FALSE"))  # 写了等于没写的理由
_FIRST, _LAST = date(1900, 1, 1), date(2199, 12, 31)  # other years are misprints


class RefusedFacts(ValueError):
    """事实有误，不能评分；faults 里是全部错误：代码、事实、说明。"""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = faults
        super().__init__("；".join(f"{name}：{said}（{code}）" for code, name, said in faults))


class Input:
    """一个事实可以取哪些值。"""

    def __init__(self, name: str, sort: str, unit: str, low: Any, high: Any, more: Mapping[str, Any]) -> None:
        self.name, self.sort, self.unit, self.low, self.high = name, sort, unit, low, high
        self.members: tuple[str, ...] = more.get("members", ())
        self.optional: bool = more.get("optional", False)
        self.at_most: str = more.get("at_most", "")
        self.reason: str = more.get("reason", "")
        self.each: tuple[str, Any, Any] | None = more.get("each")
        self.most: dict[str, Any] = more.get("most", {})
        self.value: Any = more.get("value")
        self.computed: str = more.get("computed", "")
        self.whole = sort in ("计数", "名次")
        if sort == "日期":
            self.low, self.high = _FIRST, _LAST
        numeric = sort not in ("是否", "日期", "等级", "类别")
        self.least: Any = -_LONGEST if self.low is None and numeric else self.low
        self.most_of_all: Any = _LONGEST if self.high is None and numeric else self.high
        self.type = {"是否": bool, "日期": date, "等级": None, "类别": None}.get(sort, int if self.whole else Fraction)

    def own(self, value: Any, typed: str = "") -> tuple[Any, str, str]:
        """返回整理好的值；不能取的，返回代码和说明。"""
        shown = typed or told(value)
        if self.sort == "是否":
            if value.__class__ is bool or (isinstance(value, int) and value in (0, 1)):
                return bool(value), "", ""
            return None, "E632-not-a-flag", f"“{shown}”看不出是“是”还是“否”"
        if self.type is date:
            if isinstance(value, date):
                day = date(value.year, value.month, value.day)
                if not _FIRST <= day <= _LAST:
                    return None, "E635-impossible-date", f"“{shown}”的年份不在 {_FIRST.year}—{_LAST.year} 之间"
                there = abroad(value)
                if there is not None:
                    return None, "E673-time-zone", f"“{shown}”按北京时间是 {there.isoformat()}，分不清指哪一天"
                return day, "", ""
            return None, "E634-not-a-date", f"“{shown}”不是日期"
        if self.type is None:
            if isinstance(value, str) and value in self.members:
                return value, "", ""
            return None, "E633-not-a-member", f"“{shown}”不是可填的值，只能填{'、'.join(self.members)}"
        return self.number(value, shown)

    def number(self, value: Any, shown: str) -> tuple[Any, str, str]:
        """返回精确的数；不是数、不是整数、超出范围的，返回代码和说明。"""
        if isinstance(value, float):
            return None, "E663-not-exact", f"“{shown}”是浮点数，不精确"
        if isinstance(value, bool) or not isinstance(value, int | Fraction | Decimal):
            return None, "E620-not-a-number", f"“{shown}”不是数字"
        if isinstance(value, Decimal) and not value.is_finite():
            return None, "E622-not-finite", f"“{shown}”不是一个确定的数"
        exact: Any = value if isinstance(value, int) else Fraction(value)
        if binary(exact):
            return None, "E663-not-exact", f"“{shown}”是由浮点数换算来的，不精确"
        if abs(exact) > _LONGEST:
            return None, "E623-number-too-long", f"“{shown}”位数太多"
        if isinstance(value, Decimal) and exact.denominator != 1 and len(value.normalize().as_tuple().digits) > _DIGITS:
            return None, "E663-not-exact", f"“{shown}”有 {_DIGITS} 位以上的有效数字，多半是浮点数的尾数"
        if self.whole:
            if exact.denominator != 1:
                return None, "E624-not-whole", f"“{shown}”不是整数，{self.unit or '个'}数只能是整数"
            exact = int(exact)
        if (self.low is not None and exact < self.low) or (self.high is not None and exact > self.high):
            return None, "E625-out-of-range", f"“{shown}”超出范围，应{self.range()}"
        return exact, "", ""

    def range(self) -> str:
        """返回取值范围的说法。"""
        low, high = ("" if end is None else self.shown(end) for end in (self.low, self.high))
        return f"在{low}至{high}之间" if low and high else f"不小于{low}" if low else f"不大于{high}"

    def shown(self, value: Any) -> str:
        """返回带单位的值，像经办人写的那样。"""
        if isinstance(value, date):
            return value.isoformat()
        if self.sort in ("比率", "百分点"):
            return decimal(Fraction(value) * 100) + ("%" if self.sort == "比率" else "个百分点")
        return decimal(value) + self.unit


class Gate:
    """一份办法的关口：事实、对象类别、名单和核对关系，对每个单位一样查。"""

    def __init__(
        self,
        facts: Iterable[tuple[str, str, str, Any, Any, Mapping[str, Any]]],
        kinds: tuple[str, ...] = (),
        units: Mapping[str, tuple[str, ...]] | None = None,
        relations: Iterable[tuple[tuple[str, ...], Callable[..., bool], str]] = (),
    ) -> None:
        self.facts = {name: Input(name, *more) for name, *more in facts}
        self.kinds, self.units, self.relations = kinds, units or {}, tuple(relations)
        inputs = tuple(self.facts.values())
        self.parts = tuple((each.name, each.at_most) for each in inputs if each.at_most)
        self.judged = tuple((each.name, each.reason) for each in inputs if each.reason)
        self.reasons = frozenset(each.reason for each in inputs if each.reason)
        self.bounded = tuple(each for each in inputs if each.each is not None or each.most)
        self.filled = {each.name: each.value for each in inputs if each.value is not None}

    def admit(self, facts: Mapping[str, Any], kind: str = "", unit: str = "") -> tuple[Mapping[str, Any], str]:
        """返回整理好的事实和对象类别；有一处错误就不放行，全部错误一次说完。"""
        if not isinstance(facts, Mapping):
            raise RefusedFacts([("E666-not-facts", "单位", f"应是事实和值的对照（dict），这里是{told(facts)}")])
        written = kind if isinstance(kind, str) else "" if kind is None else told(kind)
        kind, faults = self.whose(written, unit if isinstance(unit, str) else "")
        values, more = self.values(facts)
        faults += more
        faults += self.between(values, kind)
        if faults:
            raise RefusedFacts(faults)
        return values, kind

    def whose(self, kind: str, unit: str) -> tuple[str, list[Fault]]:
        """返回单位的对象类别：名单里的以名单为准，只有一类的不必写。"""
        known = not kind or not self.kinds or kind in self.kinds
        faults: list[Fault] = [] if known else [("E614-kind-unknown", "类别", f"办法里没有“{kind}”这一类别")]
        if self.units:
            listed = self.units.get(unit, ())
            if not listed:
                said = f"“{unit}”不在办法的名单里" if unit else "没有单位名称"
                return kind, [("E611-unit-not-listed" if unit else "E612-no-unit-name", "单位", said), *faults]
            if kind and known and kind not in listed:
                faults.append(("E615-kind-contradicts", "类别", f"填的是“{kind}”，名单里是“{listed[0]}”"))
            return kind if kind in listed else listed[0], faults
        if self.kinds and not kind:
            if len(self.kinds) > 1:
                return kind, [("E613-kind-missing", "类别", "没有写明单位的类别")]
            return self.kinds[0], faults
        return kind if self.kinds else "", faults

    def values(self, facts: Mapping[str, Any]) -> tuple[Mapping[str, Any], list[Fault]]:
        """逐个事实查，返回可用的值和错误；缺的事实不在这里管。"""
        faults: list[Fault] = []
        changed: dict[str, Any] = {}
        gone: set[str] = set()
        known = self.facts
        for name, value in facts.items():
            fact = known.get(name)
            if fact is None:
                faults += self.unknown(name, facts)
            elif fact.computed:
                faults.append(("E665-computed", name, f"由程序计算（{fact.computed}），不能填报"))
            elif value is None:
                if not fact.optional:
                    gone.add(name)
            elif not (
                value.__class__ is fact.type
                and (fact.type is not Fraction or getattr(value, "denominator", 1) < _HALVES)
                and (fact.least is None or value >= fact.least)
                and (fact.most_of_all is None or value <= fact.most_of_all)
            ):
                tidy, code, said = fact.own(value)
                if code:
                    faults.append((code, name, said))
                if tidy is not value:
                    changed[name] = tidy
        for name, value in self.filled.items():
            given = changed.get(name, facts.get(name))
            if given is None:
                changed[name] = value
            elif given != value:
                faults.append(("E639-parameter-varies", name, varies(name, known[name], value, given)))
        gone.update(name for _, name, _ in faults)
        if not changed and not gone:
            return facts, faults
        return {name: value for name, value in {**facts, **changed}.items() if name not in gone}, faults

    def unknown(self, name: str, facts: Mapping[str, Any]) -> list[Fault]:
        """不是事实的名称：裁量的理由和裁量一起查，别的不认识。"""
        if name in self.reasons:
            return []
        same = "".join(str(name).split())
        if same != name and same in facts:
            return [("E602-column-twice", name, f"与“{same}”是同一个事实，给了两次")]
        return [("E601-unknown-column", name, f"办法里没有“{name}”这个事实")]

    def between(self, values: Mapping[str, Any], kind: str, typed: Callable[[str], str] | None = None) -> list[Fault]:
        """查事实与事实：部分与全部、裁量的幅度和理由、办法写明的核对关系；缺一个就不查。"""
        faults: list[Fault] = []
        say = typed or (lambda name: told(values[name]))
        for name, other in self.parts:
            value, limit = values.get(name), values.get(other)
            if value is not None and limit is not None and value > limit:
                shown = self.facts[other].shown(limit)
                faults.append(("E627-above-limit", name, f"“{say(name)}”大于“{other}”的 {shown}"))
        for name, reason in self.judged:
            if values.get(name) is None or says_why(values.get(reason)):
                continue
            written = "" if values.get(reason) is None else told(values[reason])
            lacking = f"写的“{written}”不成其为理由" if written.isprintable() and written else "没有填"
            faults.append(("E638-no-reason", name, f"裁量给了“{say(name)}”，“{reason}”{lacking}"))
        for fact in self.bounded:
            if values.get(fact.name) is not None:
                faults += self.judgement(fact, values, kind)
        for names, holds, said in self.relations:
            given = [values.get(name) for name in names]
            if None not in given and not holds(*given):
                shown = "，".join(f"“{name}”是 {say(name)}" for name in names)
                faults.append(("E664-facts-contradict", names[0], f"与“{said}”不符：{shown}"))
        return faults

    def judgement(self, fact: Input, values: Mapping[str, Any], kind: str) -> list[Fault]:
        """裁量给的分不超出这一类单位的分值，也不超出件数乘每件的幅度。"""
        given, most = values[fact.name], fact.most.get(kind)
        per, low, high = f"{kind}本项 {decimal(most or 0)} 分", 0, most
        if (most is None or given <= most) and fact.each is not None:
            counted, least, greatest = fact.each
            count = values.get(counted)
            if count is None:  # 件数还不知道，幅度也就不知道
                return []
            per = f"{counted} {decimal(count)}，每个 {decimal(least)} 分至 {decimal(greatest)} 分"
            low, high = count * least, count * greatest
        if high is None or low <= given <= high:
            return []
        said = f"裁量给了 {decimal(given)} 分，{per}，只能在 {decimal(low)} 分至 {decimal(high)} 分之间"
        return [("E640-judgement-range", fact.name, said)]


def abroad(day: Any) -> date | None:
    """带时区的时刻，北京时间是另一天的，返回那一天。"""
    offset = day.utcoffset() if isinstance(day, datetime) else None
    if offset is None:
        return None
    there: date = (day.replace(tzinfo=None) - offset + timedelta(hours=8)).date()
    return None if there == day.date() else there


def binary(exact: int | Fraction) -> bool:
    """是不是由浮点数得来的分数：分子很大，分母里的 2 远多于 5。"""
    rest = exact.denominator
    if rest < _HALVES or abs(exact.numerator) < 1 << 32:
        return False
    fives = next(count for count in range(rest.bit_length()) if rest % 5 ** (count + 1))
    return rest % (_HALVES << fives) == 0


def says_why(reason: Any) -> bool:
    """理由要有字：只有标点、数字、看不见的字符，或者只写“无”“是”的，不是理由。"""
    return isinstance(reason, str) and "".join(char for char in reason if char.isalpha()) not in _NO_REASON


def varies(name: str, fact: Input, first: Any, second: Any) -> str:
    """返回参数不一致的说法。"""
    return f"参数“{name}”对所有单位应是同一个值，却有 {fact.shown(first)} 和 {fact.shown(second)}"


def decimal(value: int | Fraction) -> str:
    """返回精确的十进制写法；除不尽的写成分数。"""
    top, rest = value.numerator, value.denominator
    if rest == 1:
        return str(top)
    places = next((places for places in range(1, rest.bit_length()) if 10**places % rest == 0), 0)
    if not places:
        return f"{top}/{rest}"
    digits = str(abs(top) * 10**places // rest).rjust(places + 1, "0")
    return f"{'-' if top < 0 else ''}{digits[:-places]}.{digits[-places:]}"


def told(value: Any) -> str:
    """返回值在消息里的写法。"""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    return value.isoformat() if isinstance(value, date) else " ".join(str(value).split())[:40]
