"""The arms of a search by the names that ``fusion.toml`` gives them weights under.

A new arm is one function here: over the keyword indexes of a scope, or over the sentences of the candidates.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from index.embedding import Vectors
from index.exact import exact_names
from index.fusion import Column
from index.lexical import Lexical, LexicalIndex, Scores
from index.lexicon.concepts import Concept
from index.lexicon.expansion import expansion
from index.sentences import Sentences
from index.term_matching import TERMS
from index.tokens import bigrams, words

EXACT = "exact"  # reads the texts of the few chunks that may hold a name: index/gathering.py


@dataclass(frozen=True, slots=True)
class Arms:
    """The keyword indexes of one access level."""

    words: Lexical
    bigrams: Lexical
    headings: Lexical

    @classmethod
    def open(cls, folder: Path) -> "Arms":
        """Return the indexes in a folder; raises ``OSError`` or ``ValueError`` where one cannot be read."""
        return cls(*(LexicalIndex.open(folder / name) for name in ("words", "bigrams", "headings")))


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as the arms take it."""

    words: tuple[str, ...]
    bigrams: tuple[str, ...]
    expansion: tuple[str, ...]
    names: tuple[str, ...]
    vector: Vectors

    @classmethod
    def of(cls, question: str, vector: Vectors, synonyms: tuple[Concept, ...] = ()) -> "Asked":
        """Return a question cut into terms, with what the lexicon adds and the names it holds."""
        terms = tuple(words(question))
        return cls(terms, tuple(bigrams(question)), expansion(terms, question, synonyms), exact_names(question), vector)


BY_KEYWORD: Mapping[str, Callable[[Arms, Asked], Scores]] = {
    "words": lambda arms, asked: arms.words.scores(asked.words),
    "bigrams": lambda arms, asked: arms.bigrams.scores(asked.bigrams),
    "lexicon": lambda arms, asked: arms.words.scores(asked.expansion),
    "headings": lambda arms, asked: arms.headings.scores((*asked.words, *asked.expansion)),
}
BY_MEANING: Mapping[str, Callable[[Sentences], Column]] = {
    "best_sentence": lambda sentences: sentences.mean_of_best(1),
    "two_sentences": lambda sentences: sentences.mean_of_best(2),
    "chunk_vector": Sentences.of_mean,
}
ARMS = frozenset({*BY_KEYWORD, *BY_MEANING, EXACT, TERMS})
