"""Next year's document against this year's policy.

In: entries and a policy folder. Out: a policy folder, and what changed. Imported from here: ``merging``, ``reusing``.
"""
