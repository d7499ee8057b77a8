"""One module a command; each has a function ``run``, whose signature is the command's options, and a ``HELP``.

Imports of compiler and engine stand inside the functions: ``--help`` and shell completion need none of them. In: options. Out: an
exit code. Imported from here: nothing; ``cli/app.py`` finds a command by its name.
"""
