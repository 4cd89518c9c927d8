"""Training texts as known words: what the trainer takes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from index.lexicon.concepts import Concept
from index.tokens import units
from index.training.rows import IndicatorName, Pair, Passage, PlanSection, TrainingRows
from index.training.vocabulary import Vocabulary, Word

Bag = tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class Example:
    """A question and what answers it; ``near`` is close and does not, empty where none was written.

    ``source`` numbers the passage: two examples of one passage are no negatives of each other.
    """

    question: Bag
    passage: Bag
    near: Bag
    source: int


@dataclass(frozen=True, slots=True)
class ConceptBags:
    """A concept: its official and its everyday words."""

    formal: tuple[Bag, ...]
    everyday: tuple[Bag, ...]


@dataclass(frozen=True, slots=True)
class SectionBags:
    """A section of a plan: its sentences, and the questions that it answers."""

    sentences: tuple[Bag, ...]
    questions: tuple[Bag, ...]


@dataclass(frozen=True, slots=True)
class Examples:
    """All examples in order; ``plans`` holds the sections of each plan, ``names`` questions with indicators' names."""

    questions: tuple[Example, ...] = ()
    concepts: tuple[ConceptBags, ...] = ()
    plans: tuple[tuple[SectionBags, ...], ...] = ()
    names: tuple[Example, ...] = ()

    def bags(self) -> Iterator[Bag]:
        """Yield every bag of words."""
        for example in (*self.questions, *self.names):
            yield from (example.question, example.passage, example.near)
        for concept in self.concepts:
            yield from (*concept.formal, *concept.everyday)
        for section in chain.from_iterable(self.plans):
            yield from (*section.sentences, *section.questions)


def examples_of(rows: TrainingRows, vocabulary: Vocabulary) -> Examples:
    """Return the rows as bags of known words; what holds no known word is left out."""
    written: list[Pair | Passage] = [*rows.pairs, *rows.passages]
    questions = (example for source, row in enumerate(written) for example in _of(row, source, vocabulary))
    concepts = (_concept(row, vocabulary) for row in rows.concepts)
    return Examples(
        tuple(example for example in questions if example.question and example.passage),
        tuple(concept for concept in concepts if concept.formal and concept.everyday),
        _plans(rows.sections, vocabulary),
        _names(rows.indicators, vocabulary),
    )


def _of(row: Pair | Passage, source: int, vocabulary: Vocabulary) -> Iterator[Example]:
    passage = _bag(row.passage, vocabulary)
    if isinstance(row, Pair):
        yield Example(_bag(row.question, vocabulary), passage, (), source)
        return
    near = _bag(row.near, vocabulary)
    for question in row.questions:
        yield Example(_bag(question, vocabulary), passage, near, source)


def _concept(row: Concept, vocabulary: Vocabulary) -> ConceptBags:
    return ConceptBags(_bags(row.formal, vocabulary), _bags(row.everyday, vocabulary))


def _plans(rows: Sequence[PlanSection], vocabulary: Vocabulary) -> tuple[tuple[SectionBags, ...], ...]:
    plans: dict[str, list[SectionBags]] = {}
    for row in rows:
        section = SectionBags(_bags(row.sentences, vocabulary), _bags(row.questions, vocabulary))
        if section.sentences and section.questions:
            plans.setdefault(row.plan, []).append(section)
    return tuple(map(tuple, plans.values()))


def _names(rows: Sequence[IndicatorName], vocabulary: Vocabulary) -> tuple[Example, ...]:
    """Return a question each with its indicator's name and field; indicators of one name are no negatives."""
    sources: dict[Bag, int] = {}
    found = []
    for row in rows:
        name = _bag(f"{row.name} {row.field}", vocabulary)
        source = sources.setdefault(name, len(sources))
        found += [Example(question, name, (), source) for question in _bags(row.questions, vocabulary) if name]
    return tuple(found)


def _bags(texts: Sequence[str], vocabulary: Vocabulary) -> tuple[Bag, ...]:
    return tuple(bag for text in texts if (bag := _bag(text, vocabulary)))


def _bag(text: str, vocabulary: Vocabulary) -> Bag:
    return tuple(vocabulary.known(units(text)))
