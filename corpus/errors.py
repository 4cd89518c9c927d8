"""Errors of reading plans.

CorpusError
├── PlanFolderError     a folder is no plan folder, or its plan.toml is broken
├── SourceError         a file of a plan cannot be read
└── RowError            a row of kpi.csv or indicators.csv cannot be taken
"""


class CorpusError(Exception):
    """Root of this package's errors; its message says what, where and the way out, in one line.

    The line is written from a code of ``corpus.remarks.refusals``, so that a page can tell it in its own words.
    """

    def __init__(self, message: str) -> None:
        super().__init__(" ".join(message.split()))  # names inside of files may hold line ends


class PlanFolderError(CorpusError):
    """A folder that is no plan folder, or whose ``plan.toml`` is broken."""


class SourceError(CorpusError):
    """A file of a plan folder that cannot be read."""


class RowError(CorpusError):
    """A row of ``kpi.csv`` or ``indicators.csv`` that cannot be taken."""
