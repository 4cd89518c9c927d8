"""Measures: one a file, with its reference."""
