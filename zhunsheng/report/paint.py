"""Colour for a terminal, or none."""

from __future__ import annotations

from attrs import frozen

from dsl.diagnostics import Severity

_SGR = {"bold": "1", "dim": "2", "red": "1;31", "yellow": "1;33", "cyan": "1;36", "blue": "1;34", "green": "32"}
_OF_SEVERITY = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: "cyan"}


@frozen(repr=False, eq=False)
class Paint:
    """Paints text where ``on``; otherwise returns it as it is."""

    on: bool = False

    def __call__(self, style: str, text: str) -> str:
        """Return the text in a style."""
        return f"\x1b[{_SGR[style]}m{text}\x1b[0m" if self.on and text else text

    def severity(self, severity: Severity, text: str) -> str:
        """Return the text in the colour of a severity."""
        return self(_OF_SEVERITY[severity], text)


PLAIN = Paint()
