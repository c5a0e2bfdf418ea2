"""``python -m nutgraf`` is the command line."""

from nutgraf.cli import main

if __name__ == "__main__":
    main()
