"""Where the gold passages stand in a plan's text."""

from collections.abc import Mapping
from functools import lru_cache

from corpus.chunk_settings import ChunkSettings
from corpus.chunks import Pages, chunk_section
from corpus.ingest import JOINT
from corpus.layout.blocks import group
from corpus.layout.lines import scan
from corpus.plan import Chunk
from corpus.sections import find_sections
from eval.cases import Gold
from eval.measures.relevance import chunk_answers

# A plan's tables stand last in its text; their first columns tell them from prose.
_TABLES = ("plan_id,table,field,", "table,field,issue,")
_PLANS = 32  # read and kept at a time


def gold_spans(gold: Gold, sources: Mapping[str, str]) -> tuple[tuple[int, int], ...]:
    """Return the spans of the plan's text that are this gold passage, in order; none where it cannot be found.

    A span is a chunk as our own reader cuts it, under the gold's heading and with at least half of its facts.
    """
    return _spans(gold, sources.get(gold.plan_id, ""))


@lru_cache(maxsize=4096)
def _spans(gold: Gold, text: str) -> tuple[tuple[int, int], ...]:
    chunks = read_chunks(gold.plan_id, text)
    return tuple((chunk.start, chunk.end) for chunk in chunks if chunk_answers(chunk, gold))


@lru_cache(maxsize=_PLANS)
def read_chunks(plan_id: str, text: str) -> tuple[Chunk, ...]:
    """Return the chunks of a plan's text, without those of its tables, as an index would cut them."""
    end = _body_end(text)
    bodies = find_sections(text, list(group(scan(text, 0, end))), title="", end=end)
    settings, pages = ChunkSettings(), Pages()
    return tuple(c for body in bodies for c in chunk_section(text, plan_id, body, pages=pages, settings=settings))


def _body_end(text: str) -> int:
    end = len(text)
    while (joint := text.rfind(JOINT, 0, end)) >= 0 and text.startswith(_TABLES, joint + len(JOINT)):
        end = joint
    return end
