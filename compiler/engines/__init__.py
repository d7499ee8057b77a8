"""In: the plan. Out: the same program for one engine each; a table from operator to expression, one file an engine.

To be imported from it: the function of each engine. The libraries are imported by these files alone, and these files only when asked for.
"""
