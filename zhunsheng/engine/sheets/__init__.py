"""Sheets: CSV, XLSX and JSON as one neutral table, and back.

In: bytes. Out: a table; in: rows. Out: bytes. Imported from here: every module.
"""
