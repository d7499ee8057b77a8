"""The wording of the diagnostics of this package, one small function a code, by phase.

In: facts of the case. Out: a ``Diagnostic``. Imported from here: every module.
"""
