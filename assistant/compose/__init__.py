"""Composers: evidence in, draft sentences out."""
