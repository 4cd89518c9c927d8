"""Forms of words: one for all."""

import pytest

from index.lexicon.inflection import as_noun, singular


@pytest.mark.parametrize(
    ("verb", "noun"),
    [
        ("引っ越す", "引っ越し"),
        ("払う", "払い"),
        ("届ける", "届け"),
        ("借りる", "借り"),
        ("売る", "売り"),
        ("押印", "押印"),
    ],
)
def test_a_verb_and_its_noun_are_one(verb: str, noun: str) -> None:
    assert as_noun(verb) == noun
    assert as_noun(noun) == noun


@pytest.mark.parametrize(
    ("plural", "word"),
    [("seals", "seal"), ("libraries", "library"), ("taxes", "tax"), ("services", "service"), ("bus", "bus"),
     ("gas", "gas"), ("status", "status"), ("progress", "progress"), ("branches", "branch"), ("basis", "basis")],
)  # fmt: skip
def test_a_plural_and_its_singular_are_one(plural: str, word: str) -> None:
    assert singular(plural) == word
    assert singular(word) == word
