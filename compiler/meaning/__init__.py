"""The meaning of Core: the reference interpreter, ranges where facts are missing, scores.

In: Core and facts. Out: ``Result``. Imported from here: every module.
"""
