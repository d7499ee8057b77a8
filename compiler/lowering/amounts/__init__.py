"""Amounts: what a sentence gives, and how many times.

In: awards and rates as written. Out: Core expressions by kind of unit. Imported from here: ``lowering`` alone.
"""
