"""What a policy says about its own findings: 检查, 接受, notes of defects, footnotes.

In: Document. Out: settings, defects and footnotes as values. Imported from here: ``settings``, ``defects``, ``footnotes``.
"""
