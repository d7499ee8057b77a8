"""Next year's document against this year's policy, which is the base.

In: a drafted document and a policy folder. Out: a policy folder, and what changed. Imported from here: ``merging``, ``reusing``.
"""
