"""Renderers: diagnostics and results as text for a terminal, as JSON, as tables. Pure, but for ``console``."""
