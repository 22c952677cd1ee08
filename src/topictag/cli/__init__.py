"""The command line, one file per command: options, then calls of the public functions."""
