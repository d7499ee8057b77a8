"""What tests of a policy are made of: mutants, sampled units, agreement of engines.

In: Core. Out: mutants, units, differences. Imported from here: every module.
"""
