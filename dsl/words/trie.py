"""A regular expression that matches the longest of many words, built from their common prefixes: linear, whatever their number."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

Node = dict[str, Any]


def longest(words: Iterable[str]) -> str:
    """Return a pattern that matches the longest of the words at a place; never empty, never the empty word."""
    root: Node = {}
    for word in words:
        node = root
        for char in word:
            node = node.setdefault(char, {})
        node[""] = {}
    root.pop("", None)
    return _pattern(root) if root else r"(?!)"


def _pattern(node: Node) -> str:
    ends = "" in node
    options = [re.escape(char) + _tail(child) for char, child in sorted(node.items()) if char]
    if not options:
        return ""
    body = options[0] if len(options) == 1 and not ends else "(?:" + "|".join(options) + ")"
    return body + "?" if ends else body


def _tail(node: Node) -> str:
    """The pattern after a character; a chain of single characters is written out flat, so depth stays small."""
    text = ""
    while len(node) == 1 and "" not in node:
        char, node = next(iter(node.items()))
        text += re.escape(char)
    return text + _pattern(node)
