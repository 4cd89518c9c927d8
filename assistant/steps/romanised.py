"""Cities in Latin letters: Sasebo, Tsukuba-Mirai City, Ōsaka-shi."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from corpus.japanese.romaji import romaji, romaji_key
from index.tokens import reading

_FILE = Path(__file__).with_name("municipalities.txt")
_NAME = re.compile(r"[A-Za-zÀ-ɏ]+(?:['’-](?!s\b)[A-Za-zÀ-ɏ]+)*")
_TOGETHER = 3  # words that are one name at most: Minami Alps, Tsukuba Mirai
_OF = re.compile(r"(?i:\b(?:city|town|village|ward) of )$")
_CITY = re.compile(r"(?i:[ -](?:city|shi|town|machi|cho|village|mura|son|ward|ku)\b)")
_WIDER = re.compile(r"(?i:[ -](?:prefectur\w*|ken|fu)\b)")
_TITLE = re.compile(r"\b(?:Mayor|Governor|Mr|Mrs|Ms|Dr|Prof|Professor)\.? $")
_ENDING = {"市": "シ", "区": "ク", "町": "マチ", "村": "ムラ"}
_VOICELESS = str.maketrans("gzdbp", "ksthh")
_BEFORE = 12  # letters: Village of, Professor
_BARE = 4  # letters: a shorter name is a city only where City stands with it
# Cities that are other words or well-known names as well: they, too, need a City.
_AMBIGUOUS = frozenset(
    {"asahi", "chuo", "date", "fuji", "hikari", "hitachi", "midori", "mine", "sakura", "tome", "yamato"}
)


@dataclass(frozen=True, slots=True)
class Spoken:
    """A city in Latin letters: as it stands in the text, with City or -shi, and its Japanese name."""

    words: str
    city: str


def romanised_cities(text: str, cities: Iterable[str]) -> tuple[Spoken, ...]:
    """Return the cities that a text names in Latin letters, in order: those given, and other Japanese ones.

    Those given are found in any case; others in capitals only, and where they cannot be taken for another word.
    """
    return romanised_in(text, keys_of_cities(cities))


def romanised_in(text: str, known: Mapping[str, str]) -> tuple[Spoken, ...]:
    """Return the same as ``romanised_cities``, of the cities of ``keys_of_cities``."""
    return tuple(_found(text, known))


def keys_of_cities(cities: Iterable[str]) -> dict[str, str]:
    """Return these cities by the keys of their names, and by those without what tells voiced sounds apart."""
    known = {key: city for city in cities for key in keys_of(city)}
    return known | {_unvoiced(key): city for key, city in known.items() if len(key) > _BARE}


@cache
def keys_of(city: str) -> frozenset[str]:
    """Return the keys of a city's name without 市: 北九州市 gives ``kitakyushu``."""
    whole, bare = reading(city).removesuffix(_ENDING.get(city[-1], " ")), reading(city[:-1])
    return frozenset(key for spelling in (whole, bare) if (key := romaji_key(romaji(spelling))))


@cache
def _others() -> dict[str, str]:
    """Return the cities of Japan, and the wards of Tokyo, by their keys."""
    names = _FILE.read_text(encoding="utf-8").split()
    return {key: name for name in names for key in keys_of(name)}


def _found(text: str, known: Mapping[str, str]) -> Iterator[Spoken]:
    words = list(_NAME.finditer(text))
    at = 0
    while at < len(words):
        step = 1
        for length in range(min(_TOGETHER, len(words) - at), 0, -1):
            spoken = _named(text, words[at].start(), words[at + length - 1].end(), known)
            if spoken is not None:
                yield spoken
                step = length
                break
        at += step


def _named(text: str, start: int, end: int, known: Mapping[str, str]) -> Spoken | None:
    name = text[start:end]
    suffix = _CITY.search(name) if name[-1:].isalpha() else None
    if suffix is not None and suffix.end() == len(name):  # Sasebo-shi is one word
        name, end = name[: suffix.start()], start + suffix.start()
    if "\n" in name or _WIDER.match(text, end):
        return None
    key = romaji_key(name)
    before = text[max(0, start - _BEFORE) : start]
    after, of = _CITY.match(text, end), _OF.search(before)
    titled = bool(_TITLE.search(before))
    city = known.get(key) or _other(key, name, said=bool(after or of), titled=titled)
    if city is None and name[:1].isupper():
        city = known.get(_unvoiced(key))
    if city is None:
        return None
    return Spoken(text[start - len(of[0]) if of else start : after.end() if after else end], city)


def _unvoiced(key: str) -> str:
    """Return a key in capitals without what tells voiced sounds apart: 谷沢 may be Tanisawa or Tanizawa."""
    return key.replace("sh", "s").replace("j", "s").replace("ts", "s").translate(_VOICELESS).upper()


def _other(key: str, name: str, *, said: bool, titled: bool) -> str | None:
    alone = len(key) >= _BARE and key not in _AMBIGUOUS and not titled
    return _others().get(key) if name[:1].isupper() and (said or alone) else None
