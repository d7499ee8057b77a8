"""Sentences of a clause, one by one: taken apart, their conditions and awards resolved, tables looked up.

In: statements in order. Out: ``Sentence`` values, each with what it does. Imported from here: ``lowering`` alone.
"""
