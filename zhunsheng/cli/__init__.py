"""The command line: one file a command, all of them thin. ``main`` is the console script.

In: words typed. Out: text on two streams, files, an exit code. Imported from here: ``main``, and by the commands what they share.
"""

import gc


def main() -> None:
    """Run the command line."""
    # A run makes one large tree and ends: looking for cycles in it again and again would make long policies slower than
    # in proportion to their length.
    gc.set_threshold(200_000, 50, 50)
    from zhunsheng.cli.app import main as run

    run()
