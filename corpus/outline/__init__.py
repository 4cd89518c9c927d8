"""Outline: which blocks are headings, and how they nest."""
