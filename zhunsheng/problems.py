"""Wording of what can be wrong with a policy's files (E03x), with how a command is called (E8xx), and inside (E890).

Facts in, one diagnostic out. What is wrong with a policy's text is worded in ``dsl`` and ``compiler``, what is wrong
with a fact sheet in ``zhunsheng.engine``.
"""

from __future__ import annotations

from collections.abc import Sequence

from dsl.diagnostics import Diagnostic, Edit, Fix, Label, finding

# ---------------------------------------------------------------------------------------------------------------- files


def not_utf8(name: str, line: int, at: Label | None = None) -> Diagnostic:
    """A file that is no text in any encoding we read."""
    return finding(
        "E030-not-utf8",
        f"“{name}”既不是 UTF-8 也不是 GB18030 编码的文本（第 {line} 行起读不通）",
        at,
        hint="用记事本或编辑器另存为 UTF-8；Word 文件请先另存为纯文本",
    )


def read_as_gb18030(name: str) -> Diagnostic:
    """A file that was read as GB18030 because it is not UTF-8."""
    return finding(
        "N040-read-as-gb18030", f"“{name}”不是 UTF-8，已按 GB18030（GBK）读取", hint="另存为 UTF-8 后不再提示"
    )


def file_missing(name: str, at: Label | None = None) -> Diagnostic:
    """A path that leads nowhere."""
    return finding("E031-file-missing", f"没有“{name}”这个文件或文件夹", at, hint="核对文件名和所在的文件夹")


def source_is_policy(name: str, at: Label) -> Diagnostic:
    """A policy that names itself as its source text."""
    return finding(
        "E041-source-is-policy",
        f"“{name}”就是政策文件自己，不能当原文：引文同自己相比，总是一致的",
        at,
        hint="把公文的文字另存一个文件，如 source.txt，写 原文: source.txt",
        authority="引文要同公文核对",
    )


def source_outside(name: str, at: Label) -> Diagnostic:
    """A source text outside the policy's folder."""
    return finding(
        "E032-source-outside",
        f"原文文件“{name}”不在政策文件夹里",
        at,
        hint="把原文复制到政策文件旁边，只写文件名，如 原文: source.txt",
        authority="一个政策连同它的原文是一个文件夹，可以整个交给别人核对",
    )


def no_policy_here(name: str) -> Diagnostic:
    """A folder without a policy."""
    return finding(
        "E033-no-policy-here",
        f"文件夹“{name}”里没有 policy.md",
        hint="写出政策文件夹或 policy.md；用 zhunsheng new 可以新建一个",
    )


def unreadable(name: str, why: str, at: Label | None = None) -> Diagnostic:
    """A file that the system does not let us read."""
    return finding("E034-file-unreadable", f"“{name}”读不出来：{why}", at, hint="核对权限；确认它是普通文件")


def too_large(name: str, limit: int, at: Label | None = None) -> Diagnostic:
    """A file far larger than any policy."""
    message = f"“{name}”超过 {limit} MiB，不予读取"
    return finding("E035-file-too-large", message, at, hint="核对是否选错了文件；政策只是文字，不会这么大")


def folder_exists(name: str) -> Diagnostic:
    """A new policy would overwrite what is there."""
    return finding("E036-folder-exists", f"“{name}”已经存在", hint="换一个名字；已有的文件一律不动")


def bad_slug(name: str) -> Diagnostic:
    """A name that cannot name a policy folder."""
    return finding(
        "E037-bad-slug",
        f"“{name}”不能作政策文件夹的名字",
        hint='不用 / \\ : * ? " < > |，不以点或短横线开头，首尾没有空格，至多 80 个字，如 2026年热线考核',
    )


def stale(name: str) -> Diagnostic:
    """A generated file that is not what would be generated now."""
    return finding("E038-stale-output", f"“{name}”与政策不一致", hint="重新运行 zhunsheng build，不要手工改生成的文件")


def not_canonical(at: Label, edits: tuple[Edit, ...]) -> Diagnostic:
    """Rule blocks that fmt would rewrite."""
    return finding(
        "E039-not-formatted",
        f"“{at.source.name}”有 {len(edits)} 个规则块不是规范写法",
        at,
        hint="运行 zhunsheng fmt 改写",
        fix=Fix("改成规范写法", edits, safe=True),
    )


# ---------------------------------------------------------------------------------------------------------------- usage


def _perhaps(near: str) -> str:
    return f"是否指“{near}”？" if near else ""


def no_such_command(name: str, near: str, known: Sequence[str]) -> Diagnostic:
    """A command that does not exist."""
    return finding(
        "E801-no-such-command", f"没有“{name}”这个命令", hint=_perhaps(near) or f"可用的命令：{'、'.join(known)}"
    )


def no_such_option(name: str, near: str, help_line: str) -> Diagnostic:
    """An option that does not exist."""
    return finding("E802-no-such-option", f"没有“{name}”这个选项", hint=_perhaps(near) or help_line)


def missing_parameter(name: str, help_line: str) -> Diagnostic:
    """An argument that every call needs."""
    return finding("E803-missing-argument", f"缺少 {name}", hint=help_line)


def bad_value(name: str, value: str, allowed: Sequence[str], help_line: str) -> Diagnostic:
    """A value that an option or an argument cannot take."""
    where = f"{name} 的值“{value}”" if value else f"{name} 的值"
    hint = f"可以用：{'、'.join(allowed)}" if allowed else help_line
    return finding("E804-bad-value", f"{where}不能用", hint=hint)


def option_needs_value(name: str, help_line: str) -> Diagnostic:
    """An option without its value, or a flag with one."""
    return finding("E805-option-value", f"选项 {name} 的写法不对：该带值的没有带，或不该带的带了", hint=help_line)


def extra_argument(values: str, help_line: str) -> Diagnostic:
    """More arguments than the command takes."""
    return finding("E806-extra-argument", f"多出“{values}”", hint=help_line)


def no_command(help_line: str) -> Diagnostic:
    """No command at all."""
    return finding("E807-no-command", "没有写命令", hint=help_line)


def unknown_target(name: str, near: str, known: Sequence[str]) -> Diagnostic:
    """A backend that does not exist."""
    hint = _perhaps(near) or f"可以生成：{'、'.join(known)}"
    return finding("E808-unknown-target", f"不能生成“{name}”", hint=hint)


def unknown_clause(name: str, near: str, several: Sequence[str] = ()) -> Diagnostic:
    """A clause that the policy does not have, or a name that several have."""
    if several:
        hint = f"写出能区别的编号：{'、'.join(several)}"
        return finding("E809-unknown-clause", f"“{name}”指不清是哪一条", hint=hint)
    return finding("E809-unknown-clause", f"办法里没有“{name}”这一条", hint=_perhaps(near))


def bad_setting(text: str) -> Diagnostic:
    """A ``--set`` that is no 名称=值."""
    return finding("E810-bad-setting", f"“{text}”不是“名称=值”", hint="例如 --set 占比=29%")


def unknown_setting(name: str, near: str, known: Sequence[str]) -> Diagnostic:
    """A ``--set`` for a fact that the line does not have."""
    hint = _perhaps(near) or (f"这句话用到的事实：{'、'.join(known)}" if known else "这句话没有用到事实")
    return finding("E811-unknown-setting", f"这句话没有用到“{name}”", hint=hint)


def output_type(name: str, known: Sequence[str]) -> Diagnostic:
    """An output file whose ending says nothing."""
    return finding("E812-output-type", f"看不出“{name}”要写成什么", hint=f"文件名以 {'、'.join(known)} 结尾")


def no_such_sheet(name: str, near: str, known: Sequence[str]) -> Diagnostic:
    """A sheet that the workbook does not have."""
    hint = _perhaps(near) or (f"有这些工作表：{'、'.join(known)}" if known else "只有 XLSX 才有工作表")
    return finding("E813-no-such-sheet", f"没有“{name}”这张工作表", hint=hint)


def same_output(name: str) -> Diagnostic:
    """Two policies that would be written to one place."""
    return finding("E814-same-output", f"有两个政策都叫“{name}”，生成的文件会互相覆盖", hint="分两次生成到不同的文件夹")


def part_of_a_clause(wrong: Diagnostic) -> Diagnostic:
    """A sentence that is tried alone and needs the ones around it."""
    return finding(
        "N818-part-of-a-clause",
        f"这一句要与别的句子连用：{wrong.message}",
        wrong.primary,
        hint=wrong.hint,
    )


def no_line() -> Diagnostic:
    """``try`` without a line."""
    return finding(
        "E815-no-line", "没有要试的句子", hint="写在命令后面并加引号，如 zhunsheng try '每件 扣 2 分'，或从标准输入给出"
    )


def too_much_to_try(limit: int) -> Diagnostic:
    """More text for ``try`` than sentences ever have."""
    return finding(
        "E828-too-much-to-try",
        f"给 try 的文字超过 {limit} 字节",
        hint="try 试的是一两句；整份文件用 zhunsheng draft 起草",
    )


def trace_needs_json() -> Diagnostic:
    """``--trace`` where no JSON is written."""
    return finding(
        "E816-trace-needs-json",
        "逐条的说明只能附在 JSON 里",
        hint="写 -o 结果.json，或者 --format json；一个单位的说明用 zhunsheng explain",
    )


def unknown_word(name: str, near: str) -> Diagnostic:
    """A name that stands nowhere in the policies and is no word of the language."""
    hint = _perhaps(near) or "写事实、指标、集合、名单、对象类别的名称，或者语言的词"
    return finding("E817-unknown-name", f"没有“{name}”这个名称，语言里也没有这个词", hint=hint)


def internal(kind: str, text: str) -> Diagnostic:
    """A mistake of this program, not of the policy or the data."""
    what = f"{kind}：{text}" if text else kind
    return finding(
        "E890-internal-error",
        f"程序内部出错（{what}）",
        hint="这是准绳的缺陷；设环境变量 ZHUNSHENG_DEBUG=1 重新运行，把显示的内容发给维护者",
    )


# ----------------------------------------------------------------------------------------------------------- population


def given_back(count: int, path: str) -> Diagnostic:
    """Rows that were refused while the others are scored."""
    return finding(
        "W672-given-back",
        f"{count} 行有错，没有评分，已退回到 {path}；名次只在其余单位之间排",
        hint="改好退回的行，并回原表，再评一次",
    )


def given_back_alone(path: str) -> Diagnostic:
    """A sheet of rows that had been refused, scored by itself, where points go by ranks or means."""
    return finding(
        "W672-given-back",
        f"{path} 有“原因”一列，是退回的行：这里的名次、平均数只在这几个单位之间算，按名次得的分不是全表的分",
        hint="改好退回的行，并回原表，再评一次；已经并回、各单位都在的，删去“原因”一列",
    )


_SHOWN = 8  # facts that a message names


def not_settled(unit: str, missing: Sequence[str]) -> Diagnostic:
    """A unit with missing facts, where a range is not wanted."""
    names = "、".join(missing[:_SHOWN]) + ("等" if len(missing) > _SHOWN else "")
    return finding(
        "E670-facts-missing", f"{unit}：缺 {len(missing)} 个事实（{names}），得分只能给出范围", hint="补齐这些事实"
    )


def without_value(unit: str, clauses: Sequence[str]) -> Diagnostic:
    """A unit for which a clause has no value, where a range is not wanted."""
    names = "、".join(clauses)
    return finding("E671-score-undefined", f"{unit}：{names} 无法计算", hint="在办法里写明分母为 0 时如何计分")


# ----------------------------------------------------------------------------------------------------------------- audit


def audit_failed(slug: str, count: int) -> Diagnostic:
    """An audit that found something to mend."""
    return finding(
        "E680-audit-failed",
        f"{slug}：审计有 {count} 处要改",
        hint="看下面标 × 的各行：遗漏的引用原文，对不上的核对数字，没有案例或漏网的补案例（zhunsheng cases 列出要补的行）",
        authority="准绳：原文的每一句、每个数都要有着落，每条规则都要有案例",
    )
