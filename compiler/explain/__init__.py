"""Why a unit has the points it has.

In: Core and a Result. Out: ``trace.v1`` as data, and the same in words. Imported from here: ``trace.explain``, ``text``, ``deciding``.
"""
