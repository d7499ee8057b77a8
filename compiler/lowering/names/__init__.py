"""Names: what a word of a rule stands for.

In: declarations and names as written. Out: a ``Scope``, amounts with their types. Imported from here: ``lowering`` alone.
"""
