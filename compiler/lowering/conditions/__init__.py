"""Conditions: what must hold for a sentence.

In: Surface conditions and what was said before. Out: Core tests with the measure that they cut. Imported from here: ``lowering`` alone.
"""
