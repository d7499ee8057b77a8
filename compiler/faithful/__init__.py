"""Faithfulness: quotes against the source, numbers and words against the rules, coverage (language.md §6).

In: Document, Surface. Out: findings, and what became of every sentence. Imported from here: every module.
"""
