"""How long chunks are."""

from dataclasses import astuple, dataclass

# Counted up whenever the way of reading or cutting changes, so that an index knows what it was built from.
READING = 4


@dataclass(frozen=True, slots=True)
class ChunkSettings:
    """Lengths of chunks in characters of the plan's text.

    No chunk is longer than ``limit``; neighbouring paragraphs and glossary entries are put together while the chunk
    is not longer than ``paragraphs`` and ``entries``.
    """

    limit: int = 800
    paragraphs: int = 500
    entries: int = 400

    def fingerprint(self) -> str:
        """Return the settings as one stable word, which an index records (「reading-2 800 500 400」)."""
        return f"reading-{READING} " + " ".join(map(str, astuple(self)))
