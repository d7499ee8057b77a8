"""Where the measures of a policy turn, and which units lie there.

In: Core. Out: intervals, tiers, domains, distances, and facts that lie where they are wanted. Imported from here: every module.
"""
