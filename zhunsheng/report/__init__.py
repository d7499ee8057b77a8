"""Renderers: diagnostics and results as text for a terminal, as JSON, as tables. Pure, but for ``console``.

In: findings, results, comparisons as values. Out: text for people, for programs, for pages. Imported from here: every module.
"""
