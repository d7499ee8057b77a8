"""The one gate for facts: what a policy declares of its inputs, and the small checker that every way in goes through.

In: Core; the facts of one unit as exact values. Out: the same facts, tidied, and what is wrong with them by code. Imported from here:
``checker``, ``declared``. Source: language.md §4.
"""
