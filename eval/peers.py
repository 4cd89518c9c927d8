"""Side by side: the same passage questions through our search, LangChain with Chroma, Haystack, txtai and bm25s.

``python -m eval.peers`` (``make peers``, which installs the extra ``peers``) writes ``var/peers/<date>.md``.
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from langchain_core.documents import Document

from assistant.commands.options import IndexOption, load_settings
from assistant.reader import reader_of
from assistant.retriever import PlanRetriever
from assistant.steps.places import named_in
from corpus.access import Access
from eval.bench import run_tool, table, write_result
from eval.cases import PassageCase, bundled_cases, passage_cases
from eval.measures.facts import fact_coverage
from eval.measures.intervals import difference_interval
from eval.measures.retrieval import find_at, mean, reciprocal_rank
from eval.peer_methods import DEPTH, Find, peer_methods
from eval.tasks.search import SearchScores, score_search
from index.reader import IndexReader

_ENOUGH = 0.5  # of the facts, as in eval/tasks/relevance.py
_RULES = (
    "Our search: a chunk of the right plan, under the gold heading, with at least half of the facts in heading or"
    " sentences. Every other row, a weaker rule: the right plan and at least half of the facts in the bare text. All"
    " take the same words and the same plans, those that the question chose or names. Intervals: paired bootstrap,"
    " 95 %, less the first row. Settings are the libraries' defaults, over the same pieces and our embeddings."
    " Our words: the Sudachi words of our index stand in for the library's tokens. bm25s and txtai are not told"
    " the plans: they rank every piece, and those of other plans are left out."
    " BM25: a piece that shares no token with the question is not found."
)


def our_chunks(index: IndexReader) -> Find:
    """Return our search, its chunks as documents."""
    return lambda words, plan_ids: PlanRetriever(
        index=index, access=Access.PUBLIC, plan_ids=tuple(plan_ids), top=DEPTH
    ).invoke(words)


def score(index: IndexReader, cases: Sequence[PassageCase], method: str, find: Find) -> SearchScores:
    """Return a method's figures over the cases, one value a question."""
    judged = [[_holds(piece, case) for piece in find(*_asked(index, case))] for case in cases]
    at_1, at_5 = (tuple(find_at(found, k) for found in judged) for k in (1, 5))
    return SearchScores(method, at_1, at_5, tuple(map(reciprocal_rank, judged)))


def _asked(index: IndexReader, case: PassageCase) -> tuple[str, Sequence[str]]:
    """Return the words to search for and the plans to search, as ``eval/tasks/search.py`` has them."""
    named = named_in(case.question, index.plans(access=Access.PUBLIC))
    words = case.question
    for name in named.words:
        words = words.replace(name, " ")
    return words, case.plan_ids or named.plan_ids


def _holds(piece: Document, case: PassageCase) -> bool:
    golds = (gold for gold in case.gold if gold.plan_id == piece.metadata["plan_id"])
    return any(fact_coverage(piece.page_content, gold) >= _ENOUGH for gold in golds)


def compare(index: IndexReader, cases: Sequence[PassageCase], texts: Mapping[str, str]) -> list[SearchScores]:
    """Return every method's figures over these texts, by plan id, our search first."""
    finds = {"our search, by the weaker rule": our_chunks(index), **peer_methods(texts, index.searcher.embedder)}
    ours = score_search(index, cases, "our search", index.searcher.settings)
    return [ours, *(score(index, cases, method, find) for method, find in finds.items())]


def rows(scores: Sequence[SearchScores]) -> Iterator[tuple[str, ...]]:
    """Yield a table's head and a row a method; the first method is the one that the others are compared with."""
    yield "method", "R@1", "R@5", "MRR", "n", "R@5 less ours", "MRR less ours"
    for one in scores:
        means = (f"{mean(values):.3f}" for values in (one.at_1, one.at_5, one.reciprocal))
        pairs = ((one.at_5, scores[0].at_5), (one.reciprocal, scores[0].reciprocal))
        intervals = ("[{:+.3f}, {:+.3f}]".format(*difference_interval(*pair)) for pair in pairs)
        yield one.method, *means, str(len(one.at_1)), *intervals


def peers(index: IndexOption = None, output: Path = Path("var/peers")) -> None:
    """Ask the report half of the passage questions of every method and write the figures."""
    settings = load_settings(index)
    reader = reader_of(settings)
    ids = [plan.manifest.id for plan in reader.plans(access=Access.PUBLIC)]
    texts = {id_: reader.text(id_, access=Access.PUBLIC) or "" for id_ in ids}
    scores = compare(reader, passage_cases(bundled_cases(), set(ids), "report"), texts)
    write_result(output, "Retrieval, side by side", [*table(*rows(scores)), "", _RULES])


if __name__ == "__main__":
    run_tool(peers)
