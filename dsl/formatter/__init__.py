"""The one canonical spelling: full-width punctuation, a blank between words, Arabic numerals, the first spelling of each word.

In: surface nodes. Out: text that parses to equal nodes (format ∘ parse = identity; formatting twice changes nothing). Imported from
here: the functions that write what a sentence can be.
"""

from __future__ import annotations

from dsl.formatter.conditions import show_condition
from dsl.formatter.rules import show_award, show_rule, show_when_empty
from dsl.formatter.statements import show_block, show_statement

__all__ = ["show_award", "show_block", "show_condition", "show_rule", "show_statement", "show_when_empty"]
