"""What each part of the model's training brings: the dense arm alone, each row against the one above it.

``python -m eval.ablation`` trains the variants, minutes each, and writes ``var/ablation/<date>.md``.
"""

import datetime
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import typer

from corpus.ingest import find_plan_folders, read_plan
from corpus.plan import Chunk
from eval.cases import Half, PassageCase, bundled_cases, passage_cases
from eval.measures.intervals import difference_interval
from eval.measures.retrieval import mean
from eval.tasks.relevance import answers
from eval.tasks.search import SearchScores, scores_of
from index.embedders.static import StaticEmbedder
from index.embedding import Embedder
from index.training.making import shipped_vocabulary, train_model
from index.training.rows import TrainingRows, training_rows
from index.training.settings import StaticModelSettings, static_model_settings
from index.training.static_model import build_static_model
from index.training.trained import Trained, quantised
from index.training.vocabulary import Vocabulary

_PLANS = Path("corpus/documents")
_FOLDER = Path("var/ablation")
_DEPTH = 10
_FLAT = 1e6  # smoothing at which every word weighs the same


@dataclass(frozen=True, slots=True)
class Variant:
    """A row of the table: how the model is made, and whether a chunk has one vector or one a sentence."""

    name: str
    rows: TrainingRows
    settings: StaticModelSettings
    by_sentence: bool = True
    eight_bits: bool = False


def variants(rows: TrainingRows, settings: StaticModelSettings) -> Iterator[Variant]:
    """Yield the rows of the table, each built on the one before it, then dimensions, 8 bits and shares of the data."""
    settings = _trained(settings, runs=1)  # each row once: the mean of several is for the shipped model
    untrained = _trained(settings, epochs=0)
    wide = settings.model_copy(update={"dimension": 300})
    wide_untrained = untrained.model_copy(update={"dimension": 300})
    single = replace(rows, sections=(), indicators=())
    bare = replace(single, passages=tuple(row.model_copy(update={"near": " "}) for row in rows.passages))
    yield Variant("word vectors as they are", rows, wide_untrained.model_copy(update={"smoothing": _FLAT}))
    yield Variant("+ weights of words", rows, wide_untrained)
    yield Variant("+ questions and passages", replace(bare, concepts=()), wide)
    yield Variant("+ everyday words", bare, wide)
    yield Variant("+ hard negatives", single, wide)
    yield Variant("+ sections of plans", replace(rows, indicators=()), wide)
    yield Variant("+ names of indicators", rows, wide)
    yield Variant("192 dimensions", rows, settings.model_copy(update={"dimension": 192}))
    yield Variant(f"{settings.dimension} dimensions", rows, settings)
    yield Variant("8 bits", rows, settings, eight_bits=True)
    yield Variant("one vector a chunk", rows, settings, by_sentence=False, eight_bits=True)
    for part in (2, 4):
        yield Variant(f"1/{part} of the data", _share(rows, part), settings, eight_bits=True)


def _trained(settings: StaticModelSettings, **changed: int) -> StaticModelSettings:
    return settings.model_copy(update={"training": settings.training.model_copy(update=changed)})


def _share(rows: TrainingRows, part: int) -> TrainingRows:
    return TrainingRows(
        rows.pairs[::part], rows.passages[::part], rows.concepts[::part], rows.sections[::part], rows.indicators[::part]
    )


def finds(
    embedder: Embedder, chunks: Sequence[Chunk], cases: Sequence[PassageCase], *, by_sentence: bool
) -> SearchScores:
    """Return where the dense arm alone finds the passages; a chunk scores as its best sentence, or as one text."""
    texts = [(at, text) for at, chunk in enumerate(chunks) for text in _texts(chunk, by_sentence=by_sentence)]
    owners = np.array([at for at, _ in texts])
    matrix = embedder.encode_document([text for _, text in texts])
    judged = []
    for case, query in zip(cases, embedder.encode_query([case.question for case in cases]), strict=True):
        best = np.full(len(chunks), -np.inf)
        np.maximum.at(best, owners, matrix @ query)
        if case.plan_ids:
            best[[chunk.plan_id not in case.plan_ids for chunk in chunks]] = -np.inf
        judged.append([answers(chunks[at], case) for at in np.argsort(-best, kind="stable")[:_DEPTH]])
    return scores_of(embedder.model_id, judged)


def _texts(chunk: Chunk, *, by_sentence: bool) -> list[str]:
    sentences = [sentence.text for sentence in chunk.sentences]
    return sentences if by_sentence else ["\n".join(sentences)]


def table(
    wanted: Sequence[Variant], vocabulary: Vocabulary, chunks: Sequence[Chunk], cases: Sequence[PassageCase],
    told: Callable[[str], None],
) -> str:  # fmt: skip
    """Return the table in Markdown, with a 95 % paired bootstrap interval of R@5 against the row above."""
    lines = ["| model | R@1 | R@5 | MRR | R@5 against the row above |", "|---|---|---|---|---|"]
    above: SearchScores | None = None
    known: dict[tuple[TrainingRows, str], Trained] = {}
    for variant in wanted:
        found = _measured(variant, vocabulary, chunks, cases, known)
        low, high = difference_interval(found.at_5, above.at_5) if above else (0.0, 0.0)
        means = " | ".join(f"{mean(values):.3f}" for values in (found.at_1, found.at_5, found.reciprocal))
        lines.append(f"| {variant.name} | {means} | {f'[{low:+.3f}, {high:+.3f}]' if above else ''} |")
        told(lines[-1])
        above = found
    return "\n".join(lines)


def _measured(
    variant: Variant, vocabulary: Vocabulary, chunks: Sequence[Chunk], cases: Sequence[PassageCase],
    known: dict[tuple[TrainingRows, str], Trained],
) -> SearchScores:  # fmt: skip
    key = (variant.rows, str(variant.settings))
    if key not in known:
        known.clear()
        known[key] = train_model(variant.rows, vocabulary, variant.settings, lambda _epoch, _loss: None)
    trained = quantised(known[key]) if variant.eight_bits else known[key]
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "model"
        revision = build_static_model(vocabulary, trained, variant.settings.smoothing, place)
        embedder = StaticEmbedder(variant.name, place, revision)
        return finds(embedder, chunks, cases, by_sentence=variant.by_sentence)


def main(half: Half = "report") -> None:
    """Train every variant, print the table and write it."""
    settings, cases = static_model_settings(), bundled_cases()
    chunks = [chunk for folder in find_plan_folders([_PLANS]) for chunk in read_plan(folder).chunks]
    chosen = passage_cases(cases, {chunk.plan_id for chunk in chunks}, half)
    rows = training_rows()
    text = table(list(variants(rows, settings)), shipped_vocabulary(settings), chunks, chosen, typer.echo)
    _FOLDER.mkdir(parents=True, exist_ok=True)
    path = _FOLDER / f"{datetime.date.today().isoformat()}.md"  # noqa: DTZ011 (a person's day)
    path.write_text(f"# Model, by its parts ({half} half, n = {len(chosen)})\n\n{text}\n", encoding="utf-8")
    typer.echo(f"written to {path}")


if __name__ == "__main__":
    typer.run(main)
