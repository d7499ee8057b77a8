"""In: Core. Out: the plan, a typed program over columns that every engine can write: whole numbers and truths, no fraction, no empty cell.

To be imported from it: ``lowering.plan_of``, the tree of ``tree``, the order of ``order``.
"""
