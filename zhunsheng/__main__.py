"""``python -m zhunsheng``."""

from zhunsheng.cli.app import main

if __name__ == "__main__":
    main()
