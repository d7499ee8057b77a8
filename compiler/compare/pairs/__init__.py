"""Which parts of two versions are the same part.

In: two Core policies. Out: pairs, and the newer one in the names of the older. Imported from here: ``compare`` alone.
"""
