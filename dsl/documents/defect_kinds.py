"""The kinds of defect that a source text can have, as a legal office would name them; one row a kind.

``effect`` stands in the list of defects where the note names no other reading. Source of the names: 立法技术规范（试行）.
"""

from __future__ import annotations

from attrs import frozen

from dsl.nodes import Node


@frozen(repr=False, eq=False)
class DefectKind(Node):
    """A kind of defect: its name, what it is, and what a note of this kind has to say."""

    name: str
    meaning: str
    effect: str
    needs_reading: bool = True
    needs_other: bool = False


_AS_READ = "按取的读法计分"
_NONE = "不影响得分"

KINDS = (
    DefectKind("矛盾", "两处规定、或者一句之内前后抵触", _AS_READ),
    DefectKind("重叠", "同一个数同时落在两档", _AS_READ, needs_other=True),
    DefectKind("空档", "有的情形哪一档、哪一句也没有写到", _AS_READ),
    DefectKind("歧义", "一句话有两种读法", _AS_READ, needs_other=True),
    DefectKind("双重否定", "字面意思与本意相反", _AS_READ),
    DefectKind(
        "无公式", "有分值而没有计算的办法，或者有办法而没有分值", "不能由事实算出，得分取决于考核人的评定或者参数"
    ),
    DefectKind("无标准", "程度、期限没有可以核对的标准", "得分取决于考核人的认定"),
    DefectKind("期限不符", "日期在考核期间之外，或者两处期限对不上", _AS_READ),
    DefectKind("缺漏", "该写的没有写：名单、口径、上限、衔接", _AS_READ),
    DefectKind("名称不一", "同一事物两处名称不同", _NONE, needs_reading=False),
    DefectKind("编号重复", "条款编号重复、跳号或者错位", _NONE, needs_reading=False),
    DefectKind("错别字", "错字、漏字、衍字、标点", _NONE, needs_reading=False),
    DefectKind("体例", "版式、体例不一", _NONE, needs_reading=False),
)
BY_NAME = {kind.name: kind for kind in KINDS}
