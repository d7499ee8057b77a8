"""The command line: one file a command, all of them thin. ``main`` is the console script."""


def main() -> None:
    """Run the command line."""
    from zhunsheng.cli.app import main as run

    run()
