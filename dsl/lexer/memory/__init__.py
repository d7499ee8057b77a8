"""Habits of official texts that go over several sentences: each reads the lines of a block in their order, and remembers what was said.

In: the tokens of a line, one line after the other. Out: the same, with what an earlier line makes plain.
"""
