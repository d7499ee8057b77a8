"""A policy worked out once, its units then scored in one straight pass; what is not plainly known goes the slow, obvious way.

In: Core. Out: ``Prepared``, whose ``score`` gives value for value what ``compiler/meaning/plain.py`` gives. May import: core, meaning.
"""

from __future__ import annotations

from compiler.meaning.prepared.policies import Prepared, prepare

__all__ = ["Prepared", "prepare"]
