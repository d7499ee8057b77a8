"""Scoring where the data is: one statement over a table in PostgreSQL, its results a table, in one transaction.

Whoever reads the results sees the old ones or the new ones. Where anything fails, the old ones stand.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from attrs import frozen
from psycopg import errors, sql
from psycopg.conninfo import conninfo_to_dict

from compiler import VERSION, core
from compiler.backends.sql.script import STATE, Selected, selected
from dsl.diagnostics import Bag, Diagnostic
from dsl.patterns import regex
from zhunsheng.databases import problems

_WAIT = 10  # seconds until a server that does not answer is none
_MARK = "由准绳"
_FIT = {  # what a column may be: exact numbers alone
    "BIGINT": ("smallint", "integer", "bigint", "numeric"),
    "DECIMAL": ("smallint", "integer", "bigint", "numeric"),
    "BOOLEAN": ("boolean",),
    "DATE": ("date",),
    "VARCHAR": ("text", "character varying"),
}


@frozen
class Written:
    """A table that was written, and how many rows it has of each state."""

    table: str
    states: tuple[tuple[str, int], ...]


_PART = regex(r'"(?:[^"]|"")+"|[\w$]+')
_NAME = regex(r'(?:(?:"(?:[^"]|"")+"|[\w$]+)\.)?(?:"(?:[^"]|"")+"|[\w$]+)')


class RefusedError(Exception):
    """Nothing was written; the diagnostic says why."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic


def score_table(
    policy: core.Policy, url: str, table: str, into: str, bag: Bag, *, force: bool = False
) -> Written | None:
    """Score the units of a table into another; None, with what is wrong in ``bag``."""
    query = selected(policy, bag, "postgres")
    if query is None:
        return None
    try:
        with _connected(url) as base, _told():
            return _Run(base, query).write(policy, table, into or f"{policy.slug}_结果", force=force)
    except RefusedError as refused:
        bag.add(refused.diagnostic)
        return None


@contextmanager
def _connected(url: str) -> Iterator[psycopg.Connection]:
    try:
        given = conninfo_to_dict(url)
        wait = int(given.get("connect_timeout") or _WAIT)
    except (psycopg.Error, ValueError):
        raise RefusedError(problems.refuses("--url 写得不对")) from None  # what it holds may be a password
    try:
        base = psycopg.connect(url, connect_timeout=wait)
    except psycopg.Error as error:
        raise RefusedError(problems.refuses(_said(error))) from None
    try:
        yield base
    finally:
        base.close()  # what was not committed is as if it had never been


@contextmanager
def _told() -> Iterator[None]:
    """Say in words of ours what a database says in its own."""
    try:
        yield
    except (errors.InsufficientPrivilege, errors.ReadOnlySqlTransaction) as error:
        raise RefusedError(problems.no_right(_said(error))) from None
    except psycopg.Error as error:
        state = error.sqlstate or ""
        lost = isinstance(error, psycopg.OperationalError) and (not state or state[:2] in ("08", "57"))
        raise RefusedError((problems.lost if lost else problems.failed)(_said(error))) from None


def _said(error: Exception) -> str:
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return lines[0] if lines else type(error).__name__


@frozen
class _Table:
    """A table or a view that is there."""

    schema: str
    name: str
    kind: str  # r for a table
    comment: str

    @property
    def parts(self) -> tuple[str, str]:
        return self.schema, self.name


@frozen(eq=False)
class _Run:
    """One run over one connection; the transaction ends with it."""

    base: psycopg.Connection
    query: Selected

    def write(self, policy: core.Policy, table: str, into: str, *, force: bool) -> Written:
        """Write the results and commit."""
        source = self._found(table)
        if source is None:
            raise RefusedError(problems.no_table(table))
        self._fits(source)
        self._alone(into)
        target = self._found(into)
        if target is not None:
            self._may_replace(source, target, force=force)
        made = sql.SQL(self.query.text(source.parts))  # its names are quoted, its texts literals
        name = self._target(target, into, made)
        said = f"{_MARK} {VERSION} 写：{policy.title}的得分，办法文件的 SHA-256 {policy.digest}，填报表 {table}"
        self.base.execute(sql.SQL("COMMENT ON TABLE {} IS {}").format(name, sql.Literal(said)))
        count = sql.SQL("SELECT {0}, COUNT(*) FROM {1} GROUP BY {0} ORDER BY 2 DESC, 1").format(
            sql.Identifier(STATE), name
        )
        states = tuple((str(state), int(rows)) for state, rows in self.base.execute(count).fetchall())
        self.base.commit()
        return Written(into, states)

    def _found(self, name: str) -> _Table | None:
        """Return a table by its name, as PostgreSQL reads names, or as it stands."""
        found = self.base.execute(
            """SELECT n.nspname, c.relname, c.relkind::text, COALESCE(obj_description(c.oid, 'pg_class'), '')
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE c.oid = COALESCE(to_regclass(quote_ident(%(name)s)), CASE WHEN %(plain)s THEN to_regclass(%(name)s) END)""",
            {"name": name, "plain": bool(_parts(name))},
        ).fetchone()
        return None if found is None else _Table(*found)

    def _fits(self, source: _Table) -> None:
        """Every column has to be there, of a type that holds exactly what was written into it."""
        rows = self.base.execute(
            """SELECT a.attname, format_type(a.atttypid, NULL) FROM pg_attribute a
            WHERE a.attrelid = (quote_ident(%s) || '.' || quote_ident(%s))::regclass AND a.attnum > 0 AND NOT a.attisdropped""",
            source.parts,
        ).fetchall()
        given: dict[str, str] = dict(rows)
        lacking = [name for name, _ in self.query.columns if name not in given]
        if lacking:
            raise RefusedError(problems.lacking(source.name, lacking))
        for name, kind in self.query.columns:
            if given[name] not in _FIT[kind.partition("(")[0]]:
                raise RefusedError(problems.wrong_type(source.name, name, given[name], _FIT[kind.partition("(")[0]]))

    def _alone(self, into: str) -> None:
        key = "SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 0))"
        if not self.base.execute(key, (f"zhunsheng {into}",)).fetchone() == (True,):
            raise RefusedError(problems.busy(into))

    def _may_replace(self, source: _Table, target: _Table, *, force: bool) -> None:
        if target.parts == source.parts or target.kind != "r":
            raise RefusedError(problems.not_a_target(target.name, same=target.parts == source.parts))
        if not force and not target.comment.startswith(_MARK):
            raise RefusedError(problems.not_ours(target.name))

    def _target(self, target: _Table | None, into: str, made: sql.SQL) -> sql.Composable:
        """Fill the table: the one that is there where its columns are the same, so that its rights and views stay; else a new one."""
        name: sql.Composable = sql.Identifier(*target.parts) if target is not None else _new(into)
        if target is not None:
            if self._shape(sql.SQL("SELECT * FROM {}").format(name)) == self._shape(made):
                self.base.execute(sql.SQL("DELETE FROM {}").format(name))
                self.base.execute(sql.SQL("INSERT INTO {} {}").format(name, made))
                return name
            self.base.execute(sql.SQL("DROP TABLE {}").format(name))
        self.base.execute(sql.SQL("CREATE TABLE {} AS {}").format(name, made))
        return name

    def _shape(self, query: sql.Composable) -> list[tuple[str, int]]:
        found = self.base.execute(sql.SQL("SELECT * FROM ({}) AS made LIMIT 0").format(query))
        return [(column.name, column.type_code) for column in found.description or ()]


def _parts(name: str) -> tuple[str, ...]:
    """Return the parts of a name as PostgreSQL reads it, in lower case where they are not quoted; none where it is no such name."""
    found = _NAME.fullmatch(name)
    if found is None:
        return ()
    return tuple(part.strip('"').replace('""', '"') if '"' in part else part.lower() for part in _PART.findall(name))


def _new(into: str) -> sql.Identifier:
    parts = _parts(into)
    return sql.Identifier(*parts) if len(parts) == 2 else sql.Identifier(into)
