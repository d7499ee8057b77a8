"""What can be had, and what is odd about a policy that compiles: checks, attainable points, a solver for what is left.

In: Core. Out: findings with witnesses, ranges of points. Imported from here: ``checks``, ``attainable``, ``solver``.
"""
