"""Proof by pieces: two clauses that turn on one number, cut wherever anything can change, and looked at piece by piece.

In: two clauses, a class of units. Out: the spots at which they differ, and units at those spots. Imported from here: every module.
"""
