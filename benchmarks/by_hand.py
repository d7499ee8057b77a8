"""The hotline table written by hand in whole numbers, as a careful programmer would: what ``score_fast`` is measured against.

In and out as ``score_fast`` has them: kind, unit, the facts in order; total, headings, clauses.
"""

from __future__ import annotations


def hotline(  # one straight function, as it would be written for speed
    kind: str,
    unit: str,  # the call is the same
    total: int,
    in_time: int,
    not_called: int,
    untrue: int,
    sloppy: int,
    returned: int,
    extended: int,
    visits: int,
    satisfied: int,
    stale: int,
    no_roster: int,
    no_leader: int,
    slow: int,
    untrained: int,
    shirked: int,
    volume: int,
    praise: int,
    banners: int,
    national: bool,
    provincial: bool,
    municipal: bool,
    state: int,
    province: int,
    city: int,
) -> tuple[int, ...] | None:
    """Return the points; whole numbers, ratios by cross-multiplication; None where a part is greater than its whole."""
    if in_time > total or returned > total or extended > total or satisfied > visits:
        return None
    done = sent_back = put_off = content = 0
    if total:
        hundred = 100 * in_time
        if in_time == total:
            pass
        elif hundred >= 99 * total:
            done = -5
        elif hundred >= 98 * total:
            done = -10
        elif hundred >= 97 * total:
            done = -15
        else:
            done = -30
        twenty = 20 * returned
        if twenty < total:
            pass
        elif twenty <= 2 * total:
            sent_back = -3
        elif twenty <= 3 * total:
            sent_back = -6
        else:
            sent_back = -10
        twenty = 20 * extended
        if twenty < total:
            pass
        elif twenty <= 2 * total:
            put_off = -3
        elif twenty <= 3 * total:
            put_off = -6
        else:
            put_off = -10
    if visits:
        ten = 10 * satisfied
        if ten >= 8 * visits:
            pass
        elif ten >= 7 * visits:
            content = -10
        elif ten >= 6 * visits:
            content = -20
        else:
            content = -30
    first, second = -10 * untrue, -2 * sloppy
    answers = first + second
    work = 30 + done - not_called + answers
    if work < 0:
        work = 0
    a, b, c, d, e, f = -2 * stale, -2 * no_roster, -5 * no_leader, -5 * slow, -5 * untrained, -5 * shirked
    daily = 20 + a + b + c + d + e + f
    if daily < 0:
        daily = 0
    more = 10 if volume > (12000 if kind == "县区" else 3000) else 0
    thanks = praise + 5 * banners
    media = (10 if national else 0) + (5 if provincial else 0) + (1 if municipal else 0)
    honours = 10 * state + 5 * province + 2 * city
    bonus = more + thanks + media + honours
    back, off, glad = 10 + sent_back, 10 + put_off, 30 + content
    points = work + back + off + glad + daily + bonus
    return (
        points, points, work, answers, back, off, glad, daily, bonus, 0, done, -not_called, first, second,
        sent_back, put_off, content, a, b, c, d, e, f, more, thanks, media, honours,
    )  # fmt: skip
