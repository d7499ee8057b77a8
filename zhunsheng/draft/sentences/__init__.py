"""Official sentences read as rules.

In: text. Out: conditions, points, names; or the reason why not. Imported from here: every module.
"""
