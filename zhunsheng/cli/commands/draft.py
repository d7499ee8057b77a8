"""``zhunsheng draft``: a policy folder from an official document, or what next year's document changes."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Annotated

import typer

from zhunsheng.cli.params import FormatOption
from zhunsheng.cli.shell import Format, Shell

if TYPE_CHECKING:
    from zhunsheng.draft.readers import Document
    from zhunsheng.draft.writing.drafting import Draft

HELP = (
    "逐句起草：读得出的写成规则，有两种读法或者读不出的标“待定”，数都来自原文。不联网，同一份文件每次得到同样的结果。"
    "加 --update POLICY，则以今年的政策为底本：新的原文没有动的一字不改，变了的两种写法都列出，没有沿用的写明为什么。"
)


def run(
    source: Annotated[
        Path, typer.Argument(metavar="SOURCE", help="正式文件：TXT、MD、DOCX、HTML、PDF", show_default=False)
    ],
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", metavar="FOLDER", help="写到这个新文件夹；不写则只说明读出了什么", show_default=False
        ),
    ] = None,
    title: Annotated[str, typer.Option("--title", metavar="TEXT", help="政策的名称", show_default=False)] = "",
    update: Annotated[
        Path | None,
        typer.Option("--update", metavar="POLICY", help="与这个政策比较，沿用没有变的部分", show_default=False),
    ] = None,
    format: FormatOption = Format.TEXT,
) -> None:
    """Draft a policy."""
    from zhunsheng.draft.readers import read_document
    from zhunsheng.draft.writing.drafting import draft
    from zhunsheng.library import grammar_cache
    from zhunsheng.library.folders import may_be_made

    grammar_cache.warm()
    shell = Shell(format)
    if output is not None:
        may_be_made(output, shell.bag)
    document = read_document(source, shell.bag)
    shell.stop_if_failed()
    assert document is not None
    name = title or source.stem
    if update is None:
        made = draft(document.blocks, document.text, name)
        _tell(shell, made, _write(output, made.policy, made.source, shell))
    else:
        _update(shell, document, name, update, output)


def _write(
    output: Path | None, policy: str, text: str, shell: Shell, more: Mapping[str, str] = MappingProxyType({})
) -> list[str]:
    from zhunsheng.library.folders import make_folder
    from zhunsheng.library.policies import FILE, shown

    if output is None:
        return []
    files = [shown(path) for path in make_folder(output, {FILE: policy, "source.txt": text, **more}, shell.bag)]
    shell.stop_if_failed()
    return files


def _tell(shell: Shell, made: Draft, files: list[str]) -> None:
    read = sum(len(each.scored) for each in made.clauses if not each.doubts)
    left = [each for each in made.clauses if each.doubts and each.scored]
    others = sum(bool(each.doubts) for each in made.clauses) - len(left)
    lines = [f"已写出 {name}" for name in files]
    lines.append(
        f"读成规则 {read} 句，待定 {sum(len(each.scored) for each in left)} 句；另有 {others} 处没有分值的要求待定"
    )
    lines += [f"  待定：{_short(each.scored[0])} —— {each.doubts[0]}" for each in left]
    lines.append(f"接下来：zhunsheng check {Path(files[0]).parent.as_posix()}" if files else made.policy)
    shell.finish(
        "\n".join(lines) + "\n",
        files=files,
        read=read,
        open=[{"sentences": list(each.scored), "reasons": list(each.doubts)} for each in made.clauses if each.doubts],
        policy="" if files else made.policy,
    )


def _update(shell: Shell, document: Document, name: str, update: Path, output: Path | None) -> None:
    from zhunsheng.draft.updating.merging import updated
    from zhunsheng.draft.updating.reusing import names_of
    from zhunsheng.draft.writing.drafting import draft
    from zhunsheng.library import policies

    loaded = policies.load(update)
    compiled = loaded.compile()
    if compiled is None or compiled.policy is None:
        shell.tell(loaded.findings if compiled is None else compiled.bag)
        shell.finish()
    result = updated(compiled, draft(document.blocks, document.text, name, names_of(compiled)))
    whole = policies.read_beside(loaded, policies.SCENARIOS, shell.bag)  # whole units, worked out by hand
    more = {policies.SCENARIOS: whole.text} if whole is not None else {}
    files = _write(output, result.policy, document.text, shell, more)
    kept = f"{policies.SCENARIOS} 照抄，其中的得分要照新的办法核对\n" if more else ""
    shell.finish(
        "".join(f"已写出 {file}\n" for file in files) + result.text() + kept,
        files=files,
        changes=[each.data() for each in result.changes],
    )


def _short(text: str) -> str:
    flat = "".join(text.split())
    return flat if len(flat) <= 40 else f"{flat[:38]}……"
