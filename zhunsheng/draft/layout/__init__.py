"""The layout of an official document: headings, numbers, tables of criteria.

In: blocks. Out: entries with their places. Imported from here: every module.
"""
