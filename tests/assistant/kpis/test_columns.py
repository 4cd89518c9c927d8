"""Words and texts of entries as arrays give what each entry's own words and texts give."""

import numpy as np
import pytest

from assistant.kpis.columns import TextColumns, WordColumns
from assistant.kpis.scope import Scope
from index.embedders.hashing import HashingEmbedder
from index.embedding import Vectors
from index.term_matching import matched

SAID: tuple[tuple[str, ...], ...] = (("職員", "数", "人"), (), ("窓口", "数"), ("職員", "研修", "dx"))
NAMES: tuple[tuple[str, ...], ...] = (("職員", "数"), (), ("窓口",), ("研修", "dx", "職員"))
TERMS = ("職員", "窓口", "知らない")
SCOPES = ((0, 1, 2, 3), (1, 3), (2,), ())


class WordVectors(HashingEmbedder):
    """A row of its own for each word."""

    def query_words(self, words: list[str]) -> Vectors:
        return self.encode_query(words)

    document_words = query_words


def _scope(places: tuple[int, ...]) -> Scope:
    return Scope(np.array(places, dtype=np.int64), whole=len(places) == len(SAID))


@pytest.mark.parametrize("places", SCOPES)
@pytest.mark.parametrize("embedder", [WordVectors(32), HashingEmbedder(32)])
def test_words_are_met_as_chunks_are_matched(places: tuple[int, ...], embedder: HashingEmbedder) -> None:
    columns = WordColumns.of(NAMES, SAID, embedder)
    alone = matched(dict.fromkeys(TERMS, 1.0), [SAID[at] for at in places], embedder)
    assert np.allclose(columns.met(TERMS, _scope(places), embedder), alone)


@pytest.mark.parametrize("places", SCOPES)
def test_a_name_is_meant_by_the_mean_over_its_words(places: tuple[int, ...]) -> None:
    embedder = WordVectors(32)
    cosines = {
        word: (embedder.document_words([word]) @ embedder.query_words(list(TERMS)).T).max()
        for own in NAMES
        for word in own
    }
    best = {word: 1.0 if word in TERMS else max(0.0, float(cosine)) for word, cosine in cosines.items()}
    each = [sum(best[word] for word in NAMES[at]) / max(1, len(NAMES[at])) for at in places]
    assert np.allclose(WordColumns.of(NAMES, SAID, embedder).meant(TERMS, _scope(places), embedder), each)


def test_without_word_vectors_a_name_is_meant_by_the_words_that_are_said() -> None:
    embedder = HashingEmbedder(32)
    columns = WordColumns.of(NAMES, SAID, embedder)
    assert np.allclose(columns.meant(TERMS, _scope((0, 1, 2, 3)), embedder), [0.5, 0.0, 1.0, 1 / 3])
    assert not columns.met(TERMS, _scope((0, 1, 2, 3)), embedder).any()
    assert not columns.meant((), _scope((0, 1, 2, 3)), embedder).any()


def test_entries_are_found_by_a_word_of_their_name_or_about_them() -> None:
    columns = WordColumns.of(NAMES, SAID, HashingEmbedder(8))
    assert columns.named_by("数", _scope((0, 1, 2, 3))).tolist() == [0]
    assert columns.speaking_of("数", _scope((0, 1, 2, 3))).tolist() == [0, 2]
    assert columns.speaking_of("数", _scope((2,))).tolist() == [0]
    assert columns.speaking_of("知らない", _scope((2,))).tolist() == []


@pytest.mark.parametrize("places", [(0, 1, 2), (2, 1), ()])
def test_texts_are_as_near_as_the_nearest_and_as_the_name(places: tuple[int, ...]) -> None:
    places, embedder = tuple(sorted(places)), HashingEmbedder(32)
    texts = (("職員数", "職員の数"), ("DX研修",), ("職員数", "窓口の職員"))
    query = embedder.encode_query(["窓口の職員"])[0]
    scope = Scope(np.array(places, dtype=np.int64), whole=len(places) == len(texts))
    nearest, name = TextColumns.of(texts, embedder).cosines(query, scope)
    alone = [embedder.encode_document(list(texts[at])) @ query for at in places]
    assert np.allclose(nearest, [cosines.max() for cosines in alone])
    assert np.allclose(name, [cosines[0] for cosines in alone])


def test_a_text_that_several_entries_have_is_embedded_once() -> None:
    assert len(TextColumns.of((("職員数", "A"), ("職員数", "B"), ("職員数",)), HashingEmbedder(8)).vectors) == 3
    assert TextColumns.of((), HashingEmbedder(8)).vectors.shape == (0, 8)
