"""Tiers of one measure: order, choice, holes, what lies between, what is lost from them.

In: tests with points. Out: branches in the order in which they count. Imported from here: ``lowering`` alone.
"""
