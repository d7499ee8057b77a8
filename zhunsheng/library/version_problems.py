"""Wording of what can be wrong with the two versions that ``compare`` is asked about (E82x)."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches

from dsl.diagnostics import Diagnostic, finding


def no_git() -> Diagnostic:
    """Git is not installed, or does not answer."""
    return finding(
        "E821-no-git", "运行不了 git，读不出旧版", hint="安装 git，或者把旧版另存为文件夹，写两个文件夹来比对"
    )


def not_a_repository(name: str) -> Diagnostic:
    """A revision was asked for outside a repository."""
    return finding(
        "E822-not-a-repository",
        f"“{name}”不在 git 仓库里，没有可以比对的旧版",
        hint="写两个文件夹来比对：zhunsheng compare 旧版 新版",
    )


def unknown_revision(revision: str) -> Diagnostic:
    """A revision that the repository does not have."""
    return finding(
        "E823-unknown-revision",
        f"仓库里没有“{revision}”这个版本",
        hint="写提交、标签或分支的名称，如 HEAD~1；git log --oneline 列出各次提交",
    )


def not_in_revision(revision: str, name: str) -> Diagnostic:
    """A policy that a revision does not have."""
    return finding(
        "E824-not-in-revision",
        f"版本“{revision}”里没有“{name}”这份政策",
        hint="核对路径；改过文件夹名的，写“版本:旧路径”；新写的政策没有旧版，没有可比的",
    )


def bad_rename(text: str) -> Diagnostic:
    """A ``--rename`` that is no 旧名=新名."""
    return finding("E825-bad-rename", f"“{text}”不是“旧名=新名”", hint="例如 --rename 工单总数=受理件数")


def unknown_rename(name: str, version: str, known: Sequence[str]) -> Diagnostic:
    """A ``--rename`` of a fact that the version does not have."""
    near = get_close_matches(name, known, 1, 0.4)
    return finding(
        "E826-unknown-rename",
        f"{version}没有“{name}”这个事实",
        hint=f"是否指“{near[0]}”？" if near else "等号左边写旧版的名称，右边写新版的名称",
    )


def nothing_in_common(old: str, new: str) -> Diagnostic:
    """Two policies that share no clause."""
    return finding(
        "E827-nothing-in-common",
        f"“{old}”与“{new}”没有一条相同或相近，不是同一份办法的两版",
        hint="核对两个路径；确是一份办法的，两版的标题层次或引文总有一处相同",
    )
