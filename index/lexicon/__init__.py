"""Everyday and English words in; the words that plans use for them out."""
