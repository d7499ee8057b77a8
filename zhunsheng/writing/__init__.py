"""Files out: the only room that writes. A file is old or new, never half; what a command did not write stays (docs/adr/0056).

In: paths and bytes. Out: files, and what spoke against them as findings. Imported from here: ``files``, ``folders``, ``marks``, and for
what only saves time ``cache_folder`` and ``atomic``.
"""
