"""The check of a free sentence, such as a language model writes: it may say only what its cited sources say."""

import re
from collections.abc import Sequence
from typing import Final

from assistant.steps.claim_english import unsupported_english
from assistant.steps.claim_names import unsupported_names
from assistant.steps.claim_numbers import misdated, unsupported_amounts, unsupported_years
from assistant.steps.claim_polarity import turned
from assistant.steps.claim_settings import claim_settings
from assistant.steps.claim_source import ClaimSource
from assistant.steps.claim_words import unsupported_words
from assistant.turn import Language

_JAPANESE: Final = re.compile(r"[ぁ-ゖァ-ヺ]")


def unsupported(sentence: str, sources: Sequence[ClaimSource], language: Language = "ja") -> list[str]:
    """Return what a sentence says and its sources do not, as written or as index terms; empty where all is backed.

    Numbers with unit, bounds, year, city and subject; years; names; content words; negation, tense and opposites. A
    sentence that names cities is held against the sources of these cities only. One without any kana is no Japanese
    sentence and comes back whole. Of English, whose words cannot be
    compared with Japanese sources, only numbers, years, names and denial are checked.
    """
    if language == "en":
        return list(dict.fromkeys(unsupported_english(sentence, sources)))
    if not _JAPANESE.search(sentence):
        return [sentence]
    cities = [source.city for source in sources if source.city and source.city in sentence]
    own = [source for source in sources if not cities or any(city in source.whole for city in cities)]
    settings = claim_settings()
    faults = [
        *unsupported_years(sentence, own), *unsupported_amounts(sentence, own), *misdated(sentence, own),
        *unsupported_names(sentence, own), *turned(sentence, own),
        *unsupported_words(sentence, own, share=settings.easy_share if language == "easy" else settings.share),
    ]  # fmt: skip
    return list(dict.fromkeys(faults))
