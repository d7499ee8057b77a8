"""Policy files as documents.

In: Markdown. Out: ``Document`` with headings, quotes, fences, case tables and notes, each with its span. Imported from here: every module.
"""
