"""Text of a rule block to tokens, cut by the words of the language and the declared names.

In: a source, and a vocabulary. Out: lines of tokens. Imported from here: the lexer; ``broken_lines`` joins what a copy broke, ``ends``
knows （含） and （不含）, ``pieces`` what a pattern finds.
"""

from __future__ import annotations

from dsl.lexer.lines import Lexer

__all__ = ["Lexer"]
