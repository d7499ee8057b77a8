"""Core to the published rule table.

In: Core. Out: Markdown. Imported from here: ``document.emit``, ``mdtext`` beside it.
"""
