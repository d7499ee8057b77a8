"""A name that a program asked for and that is not there, or that means several things: raised, for no policy is at fault."""

from __future__ import annotations

from collections.abc import Iterable

_SHOWN = 12  # names; a list of hundreds tells nobody anything


class UnknownName(KeyError):
    """``str()`` says in Chinese what was asked for, what is near, and what there is; ``asked``, ``near``, ``known`` say it to programs.

    ``several`` has what the name can mean where it is too short to tell.
    """

    def __init__(
        self, what: str, asked: str, known: Iterable[str], near: str = "", several: Iterable[str] = ()
    ) -> None:
        self.what, self.asked, self.near = what, asked, near
        self.known, self.several = tuple(known), tuple(several)
        super().__init__(what, asked, self.known, near, self.several)

    def __str__(self) -> str:
        if self.several:
            return f"“{self.asked}”可以指几个{self.what}：{_listed(self.several)}；请写到能够分开为止"
        perhaps = f"，是否指“{self.near}”？" if self.near else "。"
        there = f"有：{_listed(self.known)}" if self.known else f"这里没有{self.what}"
        return f"没有“{self.asked}”这个{self.what}{perhaps}{there}"


def _listed(names: tuple[str, ...]) -> str:
    more = f"等 {len(names)} 个" if len(names) > _SHOWN else ""
    return "、".join(names[:_SHOWN]) + more
