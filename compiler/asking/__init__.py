"""Questions about a policy or a line: what a name is, where it is used, what a line would give.

In: a compiled policy, or lines without one. Out: names, places, a trial. Imported from here: every module.
"""
