"""One clause: its rule blocks and what surrounds them in, a Core clause out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from fractions import Fraction

from attrs import evolve, frozen

from compiler import core
from compiler.accepting.footnotes import footnotes
from compiler.lowering.amounts.awards import Base
from compiler.lowering.conditions.tests import together
from compiler.lowering.effects.capping import beyond_item
from compiler.lowering.effects.combination import Role
from compiler.lowering.effects.combine import combine
from compiler.lowering.effects.making import Workshop, make
from compiler.lowering.effects.nothing import nothing_of_losses, zeroing_tiers
from compiler.lowering.effects.relations import gives
from compiler.lowering.effects.view import view_of
from compiler.lowering.effects.zero import Empties, base_of
from compiler.lowering.names.amount_types import points as points_of
from compiler.lowering.names.scope import Scope
from compiler.lowering.outline.bands import bands
from compiler.lowering.outline.caps import caps_of, said_of_whole, total_caps_of
from compiler.lowering.outline.twice import most_of_each, settled_twice
from compiler.lowering.sentences.bare_points import Around, signed
from compiler.lowering.sentences.borrowed import borrowed_counts
from compiler.lowering.sentences.counted_caps import gone_of_a_part, in_points
from compiler.lowering.sentences.of_whom import open_kinds
from compiler.lowering.sentences.reading import read
from compiler.lowering.sentences.sentence import Does, Sentence, Setting
from compiler.lowering.sentences.spread import spread, steps_of_one
from compiler.measures.single import signs
from compiler.problems import names, rules, units
from compiler.words.amounts import show_number
from dsl import limits, surface
from dsl.documents.headings import unread_points
from dsl.documents.policy_file import Section
from dsl.nodes import Node
from dsl.problems import documents
from dsl.source import Span


@frozen(repr=False, eq=False)
class Parts(Node):
    """A clause and what its rules say about the headings around it."""

    clause: core.Clause
    points: Base  # 本项 3 分
    awards: bool  # whether it 记分
    adds: bool  # whether it 加分
    takes: bool  # whether it 扣分
    outside: bool  # 另计
    vetoes: tuple[core.Veto, ...]
    bands: tuple[core.GradeBand, ...]
    zeroing: tuple[Span, ...] = ()  # where it says 此项不记分
    total: tuple[Fraction | None, Fraction | None] = (None, None)  # 本项合计最多扣, 最多加: what caps the heading
    of_whole: bool = False  # 总分不超过: may be said of the whole policy
    by_kind: frozenset[tuple[str, str]] = (
        frozenset()
    )  # the signs ("-", "+", "award") of what each kind of unit is given


def build(
    section: Section,
    block: surface.Block,
    base: Base,
    scope: Scope,
    quote: str,
    *,
    sign: str = "",
    outside: bool = False,
) -> Parts:
    """Return the Core clause of one section. ``base`` are the points of the item it stands in, by kind; ``sign`` is what the
    headings above say of points without a verb: "-" under 减分, "+" under 加分; ``outside`` = they stand outside the total."""
    own = item_points(section, block, scope)
    block = gone_of_a_part(in_points(spread(signed(block, Around(sign, bool(own or base) and not outside), scope))))
    steps_of_one(block, scope)
    settled_twice(block, scope)
    caps = caps_of(block, scope)
    choices = tuple(s for s in block.statements if isinstance(s, surface.Overlap))
    setting = Setting(
        scope,
        section.id,
        _short(section),
        own or base,
        caps.by_line,
        _moving(block),
        _middle(block),
        _losing(block),
    )
    counts_outside = any(isinstance(s, surface.Flagged) and s.word == "outside" for s in block.statements)
    written = read(block, setting)
    borrowed_counts(written, scope)
    open_kinds(written, scope)
    sentences = zeroing_tiers(written, item=bool(own or base), losing=setting.losing)
    awards = any(each.credits and each.does not in (Does.NOTHING, Does.ZERO) for each in sentences)
    combined = combine(sentences, scope, item=bool(own or base), choice=choices[0].choice if len(choices) == 1 else "")
    losing = setting.losing and not awards
    empties = Empties(scope, _own_empties(block), own or base, awards, losing, base_of(combined))
    if (own or base) and not outside and not counts_outside:
        beyond_item(view_of(sentences, item=True), max(points for _, points in own or base), scope)
    made = make(combined, Workshop(scope, section.id, empties, choices, _pick(block) is core.Pick.MOST))
    nothing_of_losses(sentences, setting)
    most_of_each(block, made.effects, scope)
    empties.finish()
    starts = _starts(block) or any(part.role is Role.BASE for part in combined.alone)
    if caps.until_gone is not None and not (own or base) and not caps.by_line and not starts:
        scope.bag.add(rules.nothing_to_exhaust(scope.source, caps.until_gone))
    clause = core.Clause(
        section.id,
        section.title,
        quote,
        section.heading,
        made.effects,
        _applies(block, scope),
        Fraction(0) if starts and caps.until_gone is not None else _tighter(caps.lowest, combined.lowest, max),
        _tighter(caps.highest, combined.highest, min),
        _any(made.zeroed),
        made.consequences,
        made.duties,
        footnotes(section),
        section.method,
        section.authority,
        _rounding(block, scope),
        core.Pick.SUM if any(each.further for each in made.effects) else _pick(block),
    )
    vetoes = tuple(_of_concern(clause.applies, veto) for veto in made.vetoes)
    return Parts(
        clause,
        own,
        awards,
        *signs(made.effects),
        counts_outside,
        vetoes,
        bands(block, scope, section.id),
        tuple(each.award.span for each in sentences if each.does is Does.ZERO and each.award is not None),
        total_caps_of(block, scope),
        said_of_whole(block, scope),
        frozenset(_by_kind(sentences, scope)),
    )


def _by_kind(sentences: Iterable[Sentence], scope: Scope) -> Iterator[tuple[str, str]]:
    for each in sentences:
        if gives(each):
            named = each.condition.kinds if each.condition is not None else ()
            yield from ((kind, "award" if each.credits else each.sign) for kind in named or scope.kinds or ("",))


def _of_concern(applies: core.Test, veto: core.Veto) -> core.Veto:
    """A veto stands outside its clause, for the whole policy: it keeps whom the clause concerns."""
    if isinstance(applies, core.Always):
        return veto
    return evolve(veto, test=core.Both((applies, veto.test)))


def of_concern(parts: Parts, applies: core.Test) -> Parts:
    """A clause below a heading that concerns some units only (涉及部门): whom the heading leaves out, the clause leaves out."""
    clause = evolve(parts.clause, applies=together((applies, parts.clause.applies)))
    return evolve(parts, clause=clause, vetoes=tuple(_of_concern(applies, veto) for veto in parts.vetoes))


def of_itself(parts: Parts) -> Parts:
    """本项合计最多扣 5 分 in a clause that is an item by itself, or with no heading above it: the cap is that of the clause."""
    low, high = parts.total
    if high is not None and parts.takes and not (parts.adds or parts.awards):
        low, high = -high, None  # 合计不超过 5 分, where it only 扣
    clause = parts.clause
    lowest, highest = _tighter(clause.lowest, low, max), _tighter(clause.highest, high, min)
    return evolve(parts, clause=evolve(clause, lowest=lowest, highest=highest), total=(None, None))


def _moving(block: surface.Block) -> bool:
    """Whether any rate of a block counts rises or falls."""
    rates = [each.per for each in block.statements if isinstance(each, surface.Rule) and each.per is not None]
    return any(per.mode in ("below", "above") for per in rates)


def _middle(block: surface.Block) -> bool:
    return any(
        isinstance(each, surface.Rule) and isinstance(each.condition, surface.Middle) for each in block.statements
    )


def _losing(block: surface.Block) -> bool:
    gives = [each.award for each in block.statements if isinstance(each, surface.Rule)]
    return any(not isinstance(award, surface.Nothing) and getattr(award, "sign", "") == "-" for award in gives)


def _starts(block: surface.Block) -> bool:
    """得 5 分，每少一次扣 0.5 分，扣完为止: the clause has points of its own to lose."""
    alone = [each for each in block.statements if isinstance(each, surface.Rule) and each.condition is None]
    return any(
        isinstance(each.award, surface.Give) and each.award.sign == "award" and each.per is None for each in alone
    )


def _tighter(first: Fraction | None, second: Fraction | None, tighter: Callable[..., Fraction]) -> Fraction | None:
    """The tighter of two limits."""
    known = [each for each in (first, second) if each is not None]
    return tighter(known) if known else None


def _pick(block: surface.Block) -> core.Pick:
    flags = [each.word for each in block.statements if isinstance(each, surface.Flagged)]
    return core.Pick.MOST if "most" in flags or "each" in flags else core.Pick.SUM


def _short(section: Section) -> str:
    return section.title.rstrip("。；：: ") if len(section.title) <= 20 else section.number


def known_kinds(points: Base, section: Section, scope: Scope) -> Base:
    """Return points by kind as they are; kinds that the policy does not have are reported."""
    for kind, _ in points:
        if kind and kind not in scope.kinds:
            scope.bag.add(names.unknown_kind(scope.source, section.heading, kind, scope.kinds))
    if not points and unread_points(section.title):
        scope.bag.add(documents.bad_heading_points(scope.source, section.heading, section.title))
    return points


def item_points(section: Section, block: surface.Block, scope: Scope) -> Base:
    """Return the points that a clause states for itself: in its heading, or by 本项."""
    found: list[tuple[str, Fraction]] = []
    for statement in block.statements:
        if isinstance(statement, surface.ItemPoints):
            value = points_of(statement.amount, scope)
            if value is not None:
                found += [(kind.text, value) for kind in statement.kinds] or [("", value)]
    known_kinds((*found, *section.points), section, scope)
    if found and section.points and dict(found) != dict(section.points):
        stated = _stated(section.points), _stated(tuple(found))
        scope.bag.add(rules.points_twice(scope.source, section.heading, *stated))
    return tuple(found) or section.points


def _stated(points: Base) -> str:
    return "、".join(f"{kind} {show_number(value)} 分".strip() for kind, value in points)


# -------------------------------------------------------------------------------------------------------------------- others


def _own_empties(block: surface.Block) -> list[surface.WhenEmpty]:
    """无…时 that no indicator of the block takes."""
    found, indicator = [], False
    for statement in block.statements:
        if isinstance(statement, surface.Indicator):
            indicator = True
        elif isinstance(statement, surface.WhenEmpty) and not indicator:
            found.append(statement)
    return found


def _applies(block: surface.Block, scope: Scope) -> core.Test:
    """Return whom a clause concerns: the units of 涉及部门, and every unit of the kinds that it names."""
    units_: list[str] = []
    kinds: list[str] = []
    known = [unit for listed in scope.rosters.values() for unit in listed]
    for statement in block.statements:
        if not isinstance(statement, surface.Involves):
            continue
        for unit, span in statement.units:
            if unit in scope.kinds:
                kinds.append(unit)
                continue
            if known and unit not in known:
                scope.bag.add(names.unlisted_unit(scope.source, span, unit, names.nearest(unit, known)))
            units_.append(unit)
    tests: list[core.Test] = [core.OfKind(tuple(kinds))] if kinds else []
    tests += [core.Listed("涉及部门", tuple(units_))] if units_ else []
    return _any(tests) or core.Always()


def _any(tests: Sequence[core.Test]) -> core.Test | None:
    if not tests:
        return None
    return tests[0] if len(tests) == 1 else core.Either(tuple(tests))


def _rounding(block: surface.Block, scope: Scope) -> tuple[int, core.Rounding] | None:
    digits: int | None = None
    mode, said = core.Rounding.HALF_UP, None
    for statement in block.statements:
        if isinstance(statement, surface.KeepDigits):
            if statement.digits.denominator != 1:
                scope.bag.add(units.not_whole(scope.source, statement.span, "小数位数"))
            digits = int(statement.digits)
            if digits > limits.PLACES.most:
                scope.bag.add(units.too_many_places(scope.source, statement.span, digits, limits.PLACES.most))
                digits = limits.PLACES.most
        elif isinstance(statement, surface.RoundingMode):
            said = statement
            mode = core.Rounding.HALF_EVEN if statement.mode == "half-even" else mode
    if digits is None and said is not None:
        scope.bag.add(rules.rounding_without_digits(scope.source, said.span))
    return None if digits is None else (digits, mode)
