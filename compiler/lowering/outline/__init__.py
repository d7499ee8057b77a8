"""Outline: clauses under headings, their points and what they add up to.

In: Document with its rule blocks. Out: Core groups and clauses. Imported from here: ``compiler/pipeline.py`` alone.
"""
