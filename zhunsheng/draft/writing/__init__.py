"""Drafted clauses, proven and written.

In: entries. Out: the files of a policy folder. Imported from here: ``drafting``, ``clauses``.
"""
