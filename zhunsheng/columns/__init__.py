"""In: a policy and a large sheet. Out: the same results, worked out column by column; what is odd in any way is scored unit by unit.

To be imported from it: ``scoring.score_sheet``. Polars (the extra ``columns``) is imported by this room and compiler/engines alone.
"""
