"""The ``assistant eval`` commands."""
