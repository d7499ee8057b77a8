"""Effects: the sentences of one clause put together.

In: statements in order. Out: Core effects, zeroings, consequences, vetoes, duties. Imported from here: ``lowering`` alone.
"""
