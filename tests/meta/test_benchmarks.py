"""The benchmark of the lexers gives Lark every terminal of the grammar, so that a new one cannot leave it behind."""

from __future__ import annotations

from benchmarks.lexers import lark


def test_lark_reads_the_whole_grammar_with_its_own_lexer() -> None:
    assert {"SIGN", "DRAIN", "COUNTED_AS", "NAME"} <= {terminal.name for terminal in lark().terminals}
