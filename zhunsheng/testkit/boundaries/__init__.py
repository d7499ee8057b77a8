"""The cases that a clause should have: both sides of every boundary.

In: Core. Out: rows to paste. Imported from here: ``proposing`` and the values it gives.
"""
