"""Entries: what the outline makes of the blocks. A heading, its place, and the official text that stands under it."""

from __future__ import annotations

import re

from attrs import frozen

from zhunsheng.draft.sentences.cutting import NUMBER, fold_text

_POINTS = re.compile(rf"\(((?:[^()\d]{{0,8}}{NUMBER}分[，、；]?)+)\)[。：:]?$")
_FIRST_POINTS = re.compile(rf"^[^。；]{{2,30}}?\((?:[^()\d]{{0,8}}{NUMBER}分[，、；]?)+\)(?=。.)")
_SIGNS = (
    ("加", re.compile(r"[^，。]{0,4}?(?:加分|奖励)项?目?")),
    ("扣", re.compile(r"[^，。]{0,4}?(?:减分|扣分)项?目?(?!指标)")),
)


@frozen
class Entry:
    """A heading of the draft and the text under it, verbatim. ``points`` is as written: 30分, or 市直部门30分，县区25分."""

    level: int
    number: str
    title: str
    points: str = ""
    sign: str = ""  # 加 or 扣, where a heading above says so
    passages: tuple[str, ...] = ()
    items: tuple[str, ...] = ()  # of a list whose lead ends with a colon: 有下列情形之一的，一次记6分：
    method: str = ""
    note: str = ""
    heading: str = ""  # the heading as the document has it, where it has one
    extra: bool = False  # the points column says that it stands beyond the total (扣分项)
    under: str = ""  # the nearest title above it
    criterion: str = ""  # the cell beside the criteria of a table: what is assessed


def points_of(title: str) -> tuple[str, str]:
    """Cut the points off a title: 工单办理（30分） → 工单办理, 30分."""
    flat = fold_text(title)
    match = _POINTS.search(flat)
    return (flat[: match.start()], match[1]) if match else (flat.strip("：:。"), "")


def leading_points(text: str) -> str:
    """Return the title with its points at the beginning of a paragraph: 政务服务标准化建设（10分）。主要包括…"""
    match = _FIRST_POINTS.match(fold_text(text))
    return match[0] if match else ""


def sign_of(title: str) -> str:
    """Return the sign that a heading gives to what stands under it."""
    if re.search(r"[加奖].{0,3}[减扣]", title):
        return ""
    return next((sign for sign, pattern in _SIGNS if pattern.match(title)), "")
