"""The command line, a file a command: options, then calls of the public functions."""
