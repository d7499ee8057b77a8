"""A comparison of two versions: as data, for a terminal, as Markdown and as a page.

In: ``Comparison``. Out: ``comparison.v1``, text, pages. Imported from here: every module.
"""
