"""``python -m topictag``: the command line."""

from topictag.cli.main import main

if __name__ == "__main__":
    main()
