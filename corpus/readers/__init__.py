"""Readers: one file format each, path in, text out."""
