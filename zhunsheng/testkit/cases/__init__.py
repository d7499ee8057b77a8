"""Golden cases of a policy as values.

In: case tables. Out: ``Case``, what it expects, what is wrong with it. Imported from here: every module.
"""
