"""Cells: one value as it was typed.

In: a cell and the type of its fact. Out: an exact value or a finding. Imported from here: ``engine``, ``testkit``.
"""
