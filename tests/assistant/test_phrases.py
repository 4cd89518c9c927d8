"""The wording files say the same things in every language."""

import string

import pytest

from assistant.phrases import phrases
from assistant.turn import Language, Reason

LANGUAGES: tuple[Language, ...] = ("ja", "en", "easy")


def _names(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_every_sentence_with_the_same_names(language: Language) -> None:
    japanese, other = phrases("ja"), phrases(language)
    assert {group: set(keys) for group, keys in other.items()} == {group: set(keys) for group, keys in japanese.items()}
    for group, keys in japanese.items():
        for key in keys:
            assert _names(other[group][key]) <= _names(keys[key]) | {"count"}, (group, key)


def test_every_reason_has_its_words() -> None:
    words = phrases("ja")
    said = {key for group in ("abstained", "refused", "clarify") for key in words[group]}
    assert {reason.value for reason in Reason} <= said
