"""审计: what became of sentences, numbers, clauses and boundaries; the list of defects of the sources.

In: compiled policies. Out: figures, findings, lists. Imported from here: every module.
"""
