"""A query as text: one table after the other, each made from the one before it, a column a line."""

from __future__ import annotations

from attrs import frozen
from sqlglot import exp

from compiler.engines.dialects import Dialect, plain

Tree = exp.Expression


def ident(name: str) -> exp.Identifier:
    """Return a name, quoted: it may hold any characters."""
    return exp.to_identifier(name, quoted=True)


def column(name: str) -> exp.Column:
    """Return a column by its name."""
    return exp.column(ident(name))


@frozen(eq=False)
class Step:
    """A table made from the one before it: the columns that it adds, and what is said of it."""

    name: str
    columns: tuple[tuple[str, Tree], ...]
    said: str = ""
    whole: bool = True  # keeps all columns of the table before it


def query(tables: list[Step], source: str | tuple[str, ...], steps: list[Step], dialect: Dialect) -> str:
    """Return a query, a table a step; the last step is its result."""
    blocks = [_block(each, "", dialect) for each in tables]
    before: str | tuple[str, ...] = source
    for step in steps[:-1]:
        blocks.append(_block(step, before, dialect))
        before = step.name
    result = _select(steps[-1], before, dialect, "")
    return ("WITH\n" + ",\n".join(blocks) + "\n" if blocks else "") + result


_MARKS = str.maketrans(
    {"*": "＊", "/": "／", "\\": "＼"}
)  # a line that ends with \\ goes on in Spark; */ ends what a tool makes of it


def comment(text: str) -> str:
    """Return a comment of one line: nothing in it ends it, goes on behind it, or turns the letters around it."""
    shown = plain(text)
    return "-- " + (shown.translate(_MARKS) if "*/" in shown or "/*" in shown or shown.endswith("\\") else shown)


def _block(step: Step, source: str | tuple[str, ...], dialect: Dialect) -> str:
    said = f"{comment(step.said)}\n" if step.said else ""
    return f"{said}{ident(step.name).sql(dialect.name)} AS (\n{_select(step, source, dialect, '  ')}\n)"


def _select(step: Step, source: str | tuple[str, ...], dialect: Dialect, indent: str) -> str:
    shown = [["*"]] if step.whole else []
    shown += [_lines(_called(name, tree), dialect) for name, tree in step.columns]
    inner = ",\n".join("\n".join(f"{indent}  {line}" for line in each) for each in shown)
    parts = (source,) if isinstance(source, str) else source  # a table may stand in a schema
    end = f"\n{indent}FROM {'.'.join(ident(part).sql(dialect.name) for part in parts)}" if source else ""
    return f"{indent}SELECT\n{inner}{end}"


def _called(name: str, tree: Tree) -> Tree:
    own = isinstance(tree, exp.Column) and tree.name == name
    return tree if own else exp.Alias(this=tree, alias=ident(name))


_LONGEST = 110


def _lines(tree: Tree, dialect: Dialect) -> list[str]:
    """Return a column as text: on one line, or on several where it is long. The lines of a text within it stay as they are."""
    line = tree.sql(dialect=dialect.name)
    if len(line) <= _LONGEST or "\n" in line:
        return [line]
    return tree.sql(dialect=dialect.name, pretty=True).split("\n")
