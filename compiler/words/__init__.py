"""Core in Chinese words: expressions, tests, amounts, points, intervals.

In: Core nodes and values. Out: text. Imported from here: every module.
"""
