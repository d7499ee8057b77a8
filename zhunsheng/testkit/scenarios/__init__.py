"""Whole-document scenarios, worked out by hand.

In: scenarios.md. Out: ``Scenario`` with every line that it expects. Imported from here: every module.
"""
