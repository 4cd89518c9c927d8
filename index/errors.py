"""Errors of the index.

IndexFault
├── IndexMissingError      no index at that place: run `assistant ingest`
├── IndexMismatchError     the index was built with another model or chunker: run `assistant ingest`
├── IndexDamagedError      a part of the generation is missing or altered
├── IndexBusyError         another process is writing
├── IndexUnavailableError  the server that keeps the index does not answer
├── ModelError             an embedding model is unknown, missing or broken
└── IngestError            nothing could be ingested
"""


class IndexFault(Exception):  # noqa: N818 (IndexError is Python's own)
    """Root of this package's errors; its message says what, where and the way out, in one line."""


class IndexMissingError(IndexFault):
    """No index stands at the given place."""


class IndexMismatchError(IndexFault):
    """The index was built with another model, chunker or format."""


class IndexDamagedError(IndexFault):
    """A file of the index is missing or differs from its manifest."""


class IndexBusyError(IndexFault):
    """Another process is writing to the index."""


class IndexUnavailableError(IndexFault):
    """The server that keeps the index does not answer, or a disk has no space for what reading needs; it may again."""


class ModelError(IndexFault):
    """An embedding model is unknown, missing or broken."""


class IngestError(IndexFault):
    """Nothing could be ingested."""
