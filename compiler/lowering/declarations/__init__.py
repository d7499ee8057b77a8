"""Declarations: facts, indicators, lists.

In: declaration lines. Out: names in the ``Scope``, Core facts. Imported from here: ``lowering`` alone.
"""
