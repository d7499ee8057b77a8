"""Data in, data out: fact sheets become exact values of units.

``files`` opens, ``sheets`` reads bytes into a neutral ``Table``, ``facts`` matches it with a policy, ``template`` makes an
empty one. Everything but ``files`` is pure. In: files. Out: exact facts. Whatever
is wrong with a file or a cell is a diagnostic.
"""
