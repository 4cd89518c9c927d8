"""The command line: one command a file, collected from the entry-point group."""
