"""The wording of the compiler's diagnostics, one small function a code, by phase.

In: facts of the case. Out: a ``Diagnostic``. Imported from here: every module.
"""
