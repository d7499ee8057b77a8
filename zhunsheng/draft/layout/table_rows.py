"""Tables of criteria → entries. The header says what a column is; a row that does not fit its header is told by its content.

考核项目 becomes a heading with its points, 考核内容 an item, 评分标准 its criteria, 分值 its points, 考核方式 a line under it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from attrs import evolve, frozen

from zhunsheng.draft.layout.blocks import Table
from zhunsheng.draft.layout.entries import Entry, points_of, sign_of
from zhunsheng.draft.sentences.cutting import NUMBER, fold_text, scores
from zhunsheng.draft.sentences.numbering import mark_of, split_numbered

_ROLES = (
    ("method", re.compile(r"(考核|检查|考评|评价)(方式|方法)$|数据来源|资料来源")),
    ("criteria", re.compile(r"[评计扣赋]分(标准|细则|办法|方法|规则|依据)|(考核|评价|考评)标准|考核指标$|考核办法$")),
    ("points", re.compile(r"分值|分数$|满分|标准分|权重")),
    ("number", re.compile(r"^序号$|^编号$")),
    ("item", re.compile(r"(考核|考评|评价|检查)?(项目|类别|一级指标)$")),
    ("content", re.compile(r"考核内容|考核要点|评价内容|二级指标|工作任务|指标$|内容$")),
    ("note", re.compile(r"说明$|备注$|考核部门$|责任(部门|单位)$")),
    ("empty", re.compile(r"^(记分|得分|自评分?|扣分)$")),
)
_TOTAL = re.compile(rf"(总分|合计|总计|小计)[:：]?{NUMBER}?分?$")
_CHINESE_NUMBER = re.compile(r"[一二三四五六七八九十]+、?$")
_ONLY_POINTS = re.compile(rf"(?:{NUMBER}|(?:{NUMBER}分)+)$")
_SIGNED_HEAD = re.compile(r"加减分|赋分|[加扣减]分(?:分?值|标准)?$|分值$|记分$")
_SIGNED = re.compile(rf"[+—]{NUMBER}分?$")
_EXTRA = re.compile(r"([加扣减])分项?$")
_METHOD = re.compile(
    r"(?:查资料|看资料|看现场|系统统计|平时统计|查看记录|综合研判|自行报送|现场检查|实地查看|[、，])+$"
)


@frozen
class _Row:
    """A row by what its cells are."""

    item: str = ""
    content: str = ""
    criteria: str = ""
    points: str = ""
    method: str = ""
    note: str = ""
    number: str = ""
    extra: str = ""  # 扣分项 in the points column: beyond the total
    section: str = ""  # the heading above the item: 一、 通用考核项目 40


def entries_of(table: Table, level: int) -> list[Entry]:
    """Return the entries of a table; empty where it is no table of criteria (a list of units, say)."""
    signed = _signed_rows(table)
    if signed:
        return [Entry(level, str(at), "", passages=(text,)) for at, text in enumerate(signed, start=1)]
    rows = list(_rows(table))
    if not any(scores(row.criteria) or row.points for row in rows):
        return []
    return list(_entries(_carried(rows), level))


# ------------------------------------------------------------------------------------------------------------------ rows


def _signed_rows(table: Table) -> list[str]:
    """The rows of a table whose last column gives sign and points (-30, ＋5): what happened, and beside it what it gives."""
    head = [fold_text(cell) for cell in table.rows[0]]
    at = next((index for index, cell in enumerate(head) if _SIGNED_HEAD.search(cell)), 0)
    body = [row for row in table.rows[1:] if any(cell.strip() for cell in row)]
    if not at or not body or not all(at < len(row) and _SIGNED.fullmatch(fold_text(row[at])) for row in body):
        return []
    return ["\t".join(cell.strip() for cell in row[at - 1 : at + 1]) for row in body]


def _rows(table: Table) -> Iterator[_Row]:
    roles: list[str] = []
    for cells in table.rows:
        header = [_role(cell) for cell in cells]
        filled = sum(cell.strip() != "" for cell in cells)
        if sum(role != "" for role in header) >= max(2, (filled + 1) // 2):
            roles = roles or _filled(header, cells)  # a page break prints it again
        elif filled and not _TOTAL.match(fold_text("".join(cells))):
            yield _row(cells, roles)


def _role(cell: str) -> str:
    flat = fold_text(cell)
    if len(flat) > 12 or any(char.isdigit() for char in flat):
        return ""
    return next((role for role, pattern in _ROLES if pattern.search(flat)), "")


def _filled(header: list[str], cells: tuple[str, ...]) -> list[str]:
    """An empty head beside 考核内容 is its second column: 考核内容 was merged over a project and its parts."""
    roles = list(header)
    for at in range(1, len(roles)):
        if not cells[at].strip() and roles[at - 1] == "content" and "item" not in roles:
            roles[at - 1], roles[at] = "item", "content"
    if "criteria" not in roles and "content" in roles:
        roles[len(roles) - 1 - roles[::-1].index("content")] = "criteria"
    return roles


def _row(cells: tuple[str, ...], roles: list[str]) -> _Row:
    """Name the cells of a row: by the header where it fits, otherwise by what they look like."""
    found: dict[str, str] = {}
    rest: list[str] = []
    for at, cell in enumerate(cells):
        role, flat = roles[at] if at < len(roles) else "", fold_text(cell)
        if not flat or (
            role == "empty" and not scores(cell)
        ):  # a column to be filled in, unless something slipped into it
            continue
        if role == "points" and _EXTRA.match(flat):
            found["extra"] = "加" if flat[0] == "加" else "扣"
        elif _METHOD.match(flat) or (role == "method" and len(flat) <= 20 and not scores(cell)):
            found["method"] = cell
        elif _ONLY_POINTS.match(flat) and role not in ("number", "item"):
            found.setdefault("points", cell)
        elif role in ("", "empty", "points", "method") or role in found:
            rest.append(cell)
        else:
            found[role] = cell
    for cell in rest:
        role = _by_content(cell, found)
        found[role] = f"{found[role]}\n{cell}" if role in found else cell
    return _straightened(_Row(**found))


def _by_content(cell: str, found: dict[str, str]) -> str:
    if scores(cell) or len(fold_text(cell)) > 30:
        return "criteria"
    return next((role for role in ("item", "content") if role not in found), "note")


def _straightened(row: _Row) -> _Row:
    """Criteria that slipped into another column (merged cells) come back."""
    if scores(row.criteria) or not (row.item or row.content):
        return row
    for role in ("content", "item", "note"):
        text = getattr(row, role)
        title, points = points_of(text)
        if scores(text) and not (points and not scores(title)) and len(fold_text(text)) > 6:
            moved = {role: "", "criteria": text} | (
                {"content": row.criteria} if not row.content or role == "content" else {}
            )
            return evolve(row, **moved)
    return row


def _carried(rows: list[_Row]) -> list[_Row]:
    """A merged cell speaks for the rows below it."""
    made: list[_Row] = []
    section = item = content = method = ""
    for row in rows:
        if row.item and (_CHINESE_NUMBER.match(fold_text(row.number)) or not (row.content or row.criteria)):
            section, item = (
                f"{row.number.strip()}{row.item}" + (f"（{row.points.strip()}分）" if row.points.strip() else ""),
                "",
            )
            content = method = ""
            if not (row.content or row.criteria):
                made.append(_Row(section=section))
                continue
            row = evolve(row, item="", points="")
        if row.item:
            item, content, method = row.item, "", ""
        if row.content:
            content, method = row.content, ""
        method = row.method or method
        made.append(evolve(row, section=section, item=item, content=content, method=method))
    return made


# --------------------------------------------------------------------------------------------------------------- entries


def _entries(rows: list[_Row], level: int) -> Iterator[Entry]:
    for section, group in groupby(rows, lambda row: row.section):
        below, sign = level, ""
        if section:
            title, points = points_of(section)
            sign = sign_of(title)
            yield _heading(title, points, level, "", sign)
            below += 1
        for item, same in groupby(group, lambda row: row.item):
            yield from _of_item(item, [row for row in same if row.criteria or row.content], below, sign)


def _of_item(item: str, rows: list[_Row], level: int, sign: str) -> Iterator[Entry]:
    title, points = points_of(_once(item))
    sign = sign_of(title) or sign
    if title:
        head = _heading(title, points, level, item, sign)
        pieces = [(piece, own, row) for row in rows for piece, own in _pieces(row)]
        if len(pieces) == 1 and not pieces[0][2].content:
            yield _with_criterion(head, *pieces[0])
            return
        yield evolve(head, points=points or _shared([row for row in rows if not row.content], pieces))
        level += 1
    for content, same in groupby(rows, lambda row: row.content):
        yield from _of_content(content, list(same), level, sign)


def _with_criterion(head: Entry, piece: str, points: str, row: _Row) -> Entry:
    made = evolve(head, points=head.points or points, method=_line(row.method), note=_line(row.note))
    made = evolve(made, sign=row.extra or made.sign, extra=bool(row.extra))
    return evolve(made, passages=(piece,) if piece.strip() else ())


def _heading(title: str, points: str, level: int, verbatim: str, sign: str) -> Entry:
    mark = mark_of(title)
    number, rest = (mark.text, title[mark.end :]) if mark else ("", title)
    return Entry(level, number, rest, points, sign, heading=verbatim)


def _of_content(content: str, rows: list[_Row], level: int, sign: str) -> Iterator[Entry]:
    pieces = [(piece, points, row) for row in rows for piece, points in _pieces(row)]
    title, points = points_of(_once(content))
    if title:
        head = _heading(title, points, level, content, sign)
        if len(pieces) == 1:
            yield evolve(_with_criterion(head, *pieces[0]), criterion=content)
            return
        yield evolve(head, points=points or _shared(rows, pieces))
        level += 1
    for index, (piece, own, row) in enumerate(pieces, start=1):
        mark = mark_of(piece)
        number = re.sub(r"[^\d]", "", mark.text) if mark and mark.kind == "1." else str(index)
        made = Entry(
            level, number, "", own, row.extra or sign, (piece,), method=_line(row.method), note=_line(row.note)
        )
        yield evolve(made, extra=bool(row.extra))


def _pieces(row: _Row) -> list[tuple[str, str]]:
    """Return the criteria of a row, each with its points where the points column has as many."""
    pieces = split_numbered(row.criteria) if row.criteria else [""]
    values = re.findall(rf"{NUMBER}(?=分|$)", re.sub(r"[\s\u3000]+", "分 ", row.points.strip()))
    if len(values) == len(pieces):
        return list(zip(pieces, [f"{value}分" for value in values], strict=True))
    return [(piece, "") for piece in pieces]


def _shared(rows: list[_Row], pieces: list[tuple[str, str, _Row]]) -> str:
    """Points that several criteria of one row share."""
    if any(points for _, points, _ in pieces):
        return ""
    values = [row.points for row in rows if row.points]
    match = re.fullmatch(rf"({NUMBER})分?", fold_text(values[0])) if len(values) == 1 else None
    return f"{match[1]}分" if match else ""


def _once(cell: str) -> str:
    """A title that a merged cell repeats, once."""
    flat = fold_text(cell)
    half = len(flat) // 2
    return flat[:half] if half and flat[:half] == flat[half:] else flat


def _line(cell: str) -> str:
    return " ".join(dict.fromkeys(cell.split()))
