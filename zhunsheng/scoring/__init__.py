"""Units scored together: parameters, ranks, statistics, results as rows and bytes.

In: facts of every unit. Out: results. Imported from here: every module.
"""
