"""Python as text: names that cannot collide, syntax trees built and laid out.

In: pieces of code. Out: source text that ruff leaves as it is. Imported from here: ``backends/python`` alone.
"""
