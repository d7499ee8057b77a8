"""Policies on disk: folders, revisions, caches, formatting, starters.

In: paths. Out: texts, compiled policies, versions. Imported from here: every module.
"""
