"""Single values in running text."""
