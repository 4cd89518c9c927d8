"""A text read in memory, and the folders of the original plans."""

from pathlib import Path

from corpus.chunk_settings import ChunkSettings
from corpus.chunks import Pages, chunk_section
from corpus.layout.blocks import group
from corpus.layout.lines import scan
from corpus.plan import Chunk
from corpus.sections import SectionBody, find_sections

ORIGINALS = Path(__file__).resolve().parents[3] / "shared" / "plans"
NO_ORIGINALS = f"the original plans are not at {ORIGINALS}"
PLANS = ("kitakyushu-dx", "nagareyama-keiei", "saga-smart", "sasebo-dx", "tsukubamirai-reform")


def sections_of(text: str, title: str = "計画") -> list[SectionBody]:
    """Return the sections of a text with their blocks."""
    return find_sections(text, list(group(scan(text, 0, len(text)))), title=title, end=len(text))


def paths_of(text: str, title: str = "計画") -> list[str]:
    """Return the path of each section but section 0, as one line."""
    return [" > ".join(body.section.heading) for body in sections_of(text, title)[1:]]


def chunks_of(text: str, title: str = "計画", settings: ChunkSettings | None = None) -> list[Chunk]:
    """Return the chunks of a text."""
    settings = settings or ChunkSettings()
    return [
        chunk
        for body in sections_of(text, title)
        for chunk in chunk_section(text, "plan", body, pages=Pages(), settings=settings)
    ]


def said_in(chunk: Chunk) -> list[str]:
    """Return the display texts of a chunk's sentences."""
    return [sentence.text for sentence in chunk.sentences]


def assert_sound(text: str, chunks: list[Chunk]) -> None:
    """Assert what holds for every chunk and sentence of every plan."""
    assert len({chunk.id for chunk in chunks}) == len(chunks)
    for chunk in chunks:
        assert text[chunk.start : chunk.end] == chunk.text
        assert 0 < len(chunk.text) <= ChunkSettings().limit
        assert chunk.sentences
        starts = [sentence.start for sentence in chunk.sentences]
        assert starts == sorted(starts)
        for sentence in chunk.sentences:
            assert chunk.start <= sentence.start < sentence.end <= chunk.end
            assert text[sentence.start : sentence.end].strip() == text[sentence.start : sentence.end]
            assert any(letter.isalpha() for letter in sentence.text)
            assert sentence.text == sentence.text.strip()
            assert "\n" not in sentence.text
