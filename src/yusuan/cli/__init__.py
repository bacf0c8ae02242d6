"""the command line; thin."""
