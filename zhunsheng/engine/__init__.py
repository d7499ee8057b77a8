"""Data in, data out: fact sheets become exact values of units, results become tables.

``files`` opens, ``sheets`` reads bytes into a neutral ``Table``, ``facts`` matches it with a policy, ``output``
writes results. Everything but ``files`` and ``output.write_whole`` is pure. Whatever is wrong with a file or a cell
is a diagnostic.
"""
