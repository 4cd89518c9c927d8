"""The check of English sentences against Japanese sources: numbers, years, names, and yes against no.

Content words are compared by a word list only, and only so far that the sentence is about the quote: what an English
sentence says besides its numbers and names is not proven. Its citations show the Japanese quotes.
"""

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from assistant.steps.claim_amounts import Amount, YearGroup, amounts_of, year_groups
from assistant.steps.claim_names import letters, unsupported_names
from assistant.steps.claim_numbers import unsupported_years
from assistant.steps.claim_polarity import denied
from assistant.steps.claim_settings import claim_settings
from assistant.steps.claim_source import ClaimSource, without_numbers
from corpus.japanese.era import find_years
from index.lexicon.concepts import translations
from index.lexicon.inflection import as_noun
from index.lexicon.translation import translated
from index.tokens import words

_FILE = Path(__file__).with_name("claim_english.toml")
_FIGURE = re.compile(r"(?P<sign>[-−▲]\s?)?(?P<yen>[¥￥]\s?)?(?P<n>\d+(?:,\d{3})*(?:\.\d+)?)(?=(?P<after>[\w% -]*))")
_CAPITAL = re.compile(r"\b[A-Z][A-Za-z'’-]+")
_SMALL = re.compile(r"\b[a-z]{2,}")
_SHORT_NAME = re.compile(r"\b[A-Z]{2,4}\b")  # AI, DX: plans write them as English does
_JAPANESE = re.compile(r"[ぁ-ゖァ-ヺ一-鿿々]")
_WORD = re.compile(r"[a-z]+(?:['’]t)?")


class EnglishSettings(BaseModel):
    """The content of ``claim_english.toml``."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    share: float = Field(ge=0, le=1)
    numbers: dict[str, int]
    scales: dict[str, int]
    units: dict[str, str]
    bounds: dict[str, tuple[str, ...]]
    negations: frozenset[str]
    capitals: frozenset[str]
    more: frozenset[str]
    less: frozenset[str]
    japanese_more: tuple[str, ...]
    japanese_less: tuple[str, ...]


@cache
def english_settings() -> EnglishSettings:
    """Return the settings of ``claim_english.toml``."""
    return EnglishSettings.model_validate(tomllib.loads(_FILE.read_text(encoding="utf-8")))


def unsupported_english(text: str, sources: Sequence[ClaimSource]) -> list[str]:
    """Return what an English sentence says that its sources do not: numbers, years, names, denial, and its matter.

    A text without a word in small letters is no English sentence and comes back whole.
    """
    if not _SMALL.search(text):
        return [text]
    return [
        *unsupported_years(text, sources), *_numbers(text, sources), *_capitals(text, sources),
        *unsupported_names(text, sources, latin=False), *_polarity(text, sources), *_matter(text, sources),
    ]  # fmt: skip


def _matter(text: str, sources: Sequence[ClaimSource]) -> list[str]:
    """Return a sentence without figures whole where too few of its words, put into Japanese, stand in a quote.

    That tells a sentence about the quote from one about something else; it does not prove what it says. The words of
    a sentence with figures are few, and the figures themselves were looked for.
    """
    if any(_figures(text)) or find_years(text):
        return []
    said = dict.fromkeys(as_noun(word) for word in words(without_numbers(translated(text))))
    told = [word for word in said if _JAPANESE.search(word) and word not in claim_settings().linking]
    told += dict.fromkeys(short.lower() for short in _SHORT_NAME.findall(text))
    quoted = frozenset(as_noun(word) for source in sources for word in words(source.text))
    held = sum(word in quoted for word in told)
    return [] if held and held >= english_settings().share * len(told) else [text]


@dataclass(frozen=True, slots=True)
class _Figure:
    """A number of an English text; ``unit`` is 「」 where any may be meant, ``years`` None where none is named."""

    said: str
    value: Decimal
    unit: str
    years: YearGroup | None
    bounds: frozenset[str]


def _numbers(text: str, sources: Sequence[ClaimSource]) -> list[str]:
    given = [amount for source in sources for amount in amounts_of(source)]
    figures = list(_figures(text))
    values = {figure.value for figure in figures}
    return [figure.said for figure in figures if not any(_backs(one, figure, values) for one in given)]


def _figures(text: str) -> Iterator[_Figure]:
    """Yield the numbers of a text, each of the year named last before it, else of the first."""
    groups = year_groups(text)
    blank = text
    for mention in find_years(text):
        blank = blank[: mention.start] + " " * (mention.end - mention.start) + blank[mention.end :]
    for match in _FIGURE.finditer(blank):
        following = _WORD.findall(match["after"].lower())[:3]
        value = Decimal(match["n"].replace(",", "")) * (-1 if match["sign"] else 1)
        for word in following:
            value *= english_settings().scales.get(word, 1)
        before = [group.years for group in groups if group.end <= match.start()]
        years = before[-1:] or [group.years for group in groups][:1]
        bounds = _bounds(blank[: match.start()], match["after"])
        yield _Figure(match[0].strip(), value, _unit(match, following), years[0] if years else None, bounds)
    for match in _WORD.finditer(blank.lower()):
        if number := english_settings().numbers.get(match[0]):
            bounds = _bounds(blank[: match.start()], blank[match.end() :])
            yield _Figure(match[0], Decimal(number), "", None, bounds)


def _bounds(before: str, after: str) -> frozenset[str]:
    """Return the bounds named right before a number, or after it and up to two words."""
    lead, tail = before.lower().rstrip(" ¥￥"), " ".join(after.lower().split()[:4])
    return frozenset(
        name
        for name, words in english_settings().bounds.items()
        if re.search(rf"\b(?:{'|'.join(words)})$", lead) or re.search(rf"\bor (?:{'|'.join(words)})\b", tail)
    )


def _unit(match: re.Match[str], following: Sequence[str]) -> str:
    if match["yen"]:
        return "円"
    if match["after"].lstrip().startswith("%"):
        return "ポイント" if "point" in match["after"] else "%"
    return next((english_settings().units[word] for word in following if word in english_settings().units), "")


def _backs(one: Amount, figure: _Figure, values: set[Decimal]) -> bool:
    """Return whether an amount of a source is that of a text with these values: a range needs both its ends."""
    firm = set(english_settings().units.values())
    same = any(
        key[0] == figure.value and (key[1] == figure.unit or not (figure.unit or key[1] in firm)) for key in one.keys
    )
    whole = all(key[0] in values for key in one.keys)
    dated = figure.years is None or not one.years or figure.years in one.years
    return same and whole and dated and one.bounds == figure.bounds


def _capitals(text: str, sources: Sequence[ClaimSource]) -> list[str]:
    held = "\n".join(letters(source.whole) for source in sources)
    return [word for word in _CAPITAL.findall(text) if letters(word) not in held and not _is_ordinary(word)]


def _is_ordinary(word: str) -> bool:
    return word.lower() in english_settings().capitals or word.lower() in _vocabulary()


@cache
def _vocabulary() -> frozenset[str]:
    return frozenset(word for row in translations() for word in _WORD.findall(row.english.lower()))


def _polarity(text: str, sources: Sequence[ClaimSource]) -> list[str]:
    said = set(_WORD.findall(text.lower()))
    sentences = [sentence for source in sources for sentence in source.sentences]
    negations = sorted(said & english_settings().negations)
    if negations and not any(map(denied, sentences)):
        return negations
    if not negations and sentences and all(map(denied, sentences)):
        return ["not"]
    return _direction(said, "\n".join(sentences))


def _direction(said: set[str], source: str) -> list[str]:
    settings = english_settings()
    more, less = (
        any(one in source for one in settings.japanese_more),
        any(one in source for one in settings.japanese_less),
    )
    wrong = said & settings.more if less and not more else said & settings.less if more and not less else set()
    return sorted(wrong)
