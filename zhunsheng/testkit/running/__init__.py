"""Cases and scenarios run on the engines.

In: cases, scenarios. Out: outcomes and their report. Imported from here: every module.
"""
