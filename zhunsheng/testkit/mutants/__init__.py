"""The mutation score of case tables.

In: cases and mutants. Out: which mutants no case notices, and the case that would. Imported from here: ``score``.
"""
