"""Errors of uploads."""

from corpus.errors import CorpusError


class UploadError(CorpusError):
    """What was uploaded is no plan; the message is one line that says what is wrong with it, and no path."""
