"""English questions in the words of plans: no sentence, but the words to search for."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from corpus.japanese.era import find_years
from index.lexicon.concepts import Translation, translations
from index.lexicon.inflection import singular, stem
from index.lexicon.phrases import PhraseTable

_JAPANESE = re.compile(r"[ぁ-ゖァ-ヺ一-鿿々]")
_LATIN = re.compile(r"[A-Za-zÀ-ɏ]")
_WORDS = re.compile(r"[A-Za-zÀ-ɏ]+")
_SHORTEST = 4  # letters: a shorter word alone (rpa) says nothing of the language of a question
# Words that no Japanese question holds, though it may hold foreign names.
_ENGLISH = frozenset({
    "a", "an", "and", "any", "are", "by", "can", "did", "do", "does", "for", "from", "has", "have", "how", "in",
    "is", "it", "many", "may", "much", "of", "on", "or", "our", "should", "than", "that", "the", "their",
    "there", "this", "to", "until", "was", "what", "when", "where", "which", "who", "whose", "why", "will",
    "with", "you",
})  # fmt: skip
_CODE = r"(?:[A-Za-z]{1,6}-)?\d+(?:-[0-9A-Za-z]+)+(?:/[0-9A-Za-z-]+)*"
_TOKEN = re.compile(
    rf"(?P<japanese>[^\x00-\x7FÀ-ɏ’]+[^\sA-Za-z?]*)|(?P<code>{_CODE})|(?P<number>\d[\d,.]*\d|\d)"
    r"|(?P<word>[A-Za-zÀ-ɏ]+)(?:['’]s?(?![A-Za-z]))?|(?P<end>[.!?])"
)
# A year without a word for it: plans count by fiscal years, so that both readings are searched for.
_BARE_YEAR = re.compile(r"(?<![\d,.¥$-])(?:19|20|21)\d\d(?![\d,]|-\d)")
_REIWA, _HEISEI = 2019, 1989  # their first years


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a question, ``key`` as phrases have it; ``japanese`` where it needs no list to be Japanese."""

    spoken: str
    key: str
    japanese: str | None = None
    first: bool = False


def is_english(question: str) -> bool:
    """Return whether a question is mainly English: 「What is BPR?」 is, 「RPAとは」 and 「DX」 are not."""
    words = _WORDS.findall(question)
    if not _JAPANESE.search(question):
        plain = [word for word in words if not word.isupper()]
        return any(len(word) >= _SHORTEST or word.lower() in _ENGLISH for word in plain)
    said = len(_LATIN.findall(question)) > len(_JAPANESE.findall(question))
    return said and any(word.lower() in _ENGLISH for word in words)


def translated(question: str, names: Mapping[str, str] | None = None) -> str:
    """Return the Japanese words for an English question, in its order and joined by blanks; another as it is.

    「How many libraries will be open in FY2024?」 gives 「何件 図書館 令和6年度」. Words that the list lacks are left
    out, names and codes stay. ``names`` are more words, lower case, as those of cities: ``{"sasebo": "佐世保市"}``.
    A question of which nothing is known stays as it is.
    """
    if not is_english(question):
        return question
    words = list(dict.fromkeys(_translation(_tokens(question), names or {})))
    return " ".join(words) if words else question


def _translation(tokens: Sequence[Token], names: Mapping[str, str]) -> Iterator[str]:
    exact, stemmed = _tables()
    keys, stems = [token.key for token in tokens], [stem(token.key) for token in tokens]
    in_capitals = 2 * sum(token.spoken[:1].isupper() for token in tokens) > len(tokens)
    at = 0
    while at < len(tokens):
        token = tokens[at]
        length, looser = exact.length_at(keys, at), stemmed.length_at(stems, at)
        said = token.japanese or names.get(token.spoken.lower())
        if said is None and max(length, looser) == 1 and token.spoken.isupper() and len(token.spoken) > 1:
            said = token.spoken  # plans write DX and KPI as English does
        if said is not None and max(length, looser) <= 1:
            yield said
            at += 1
            continue
        if length >= looser and length:
            yield _japanese(exact.numbers[tuple(keys[at : at + length])])
        elif looser:
            yield _japanese(stemmed.numbers[tuple(stems[at : at + looser])])
        elif _is_name(token, in_capitals=in_capitals):
            yield token.spoken
        at += max(length, looser, 1)


def _is_name(token: Token, *, in_capitals: bool) -> bool:
    """Return whether an unknown word is a name: in capitals, or with one where most of the other words have none."""
    if len(token.spoken) > 1 and not token.spoken[1:].islower():
        return True
    return len(token.spoken) > 1 and token.spoken[0].isupper() and not token.first and not in_capitals


def _japanese(numbers: tuple[int, ...]) -> str:
    return translations()[numbers[0]].japanese


@cache
def _tables() -> tuple[PhraseTable, PhraseTable]:
    """Return the phrases of the list as they are, and by the stems of their words; the first row of equals counts."""
    rows = [([token.key for token in _words(row.english)], at) for at, row in enumerate(translations()) if _says(row)]
    return PhraseTable.of(rows), PhraseTable.of(([stem(key) for key in keys], at) for keys, at in rows)


def _says(row: Translation) -> bool:
    """Return whether a row gives something to look for: 「できますか」 and 「何」 stand in any question."""
    return row.is_topic or row.japanese in _KINDS


# What a question may ask for; the assistant's answer types know these words.
_KINDS = frozenset({
    "いつ", "いつまで", "いつから", "いくら", "いくつ", "何人", "何件", "何年度", "何パーセント", "どこの課",
})  # fmt: skip


def _tokens(question: str) -> list[Token]:
    """Return the words of a question, its years as Japanese has them."""
    years = [m for m in find_years(question) if m.fiscal or not _BARE_YEAR.match(question, m.start)]
    spans = [(m.start, m.end, _year(m.year)) for m in years]
    taken = {at for m in years for at in range(m.start, m.end)}
    bare = [match for match in _BARE_YEAR.finditer(question) if match.start() not in taken]
    spans += [(*match.span(), f"{match[0]}年度 {match[0]}年") for match in bare]
    found: list[Token] = []
    at = 0
    for start, end, said in sorted(spans):
        found += [*_words(question[at:start], opens=at == 0), Token(said, said, said)]
        at = end
    return [*found, *_words(question[at:], opens=at == 0)]


def _year(year: int) -> str:
    """Return a fiscal year as plans write it: 2024 -> 令和6年度."""
    if year < _HEISEI:
        return f"{year}年度"
    era, first = ("令和", _REIWA) if year >= _REIWA else ("平成", _HEISEI)
    return f"{era}{year - first + 1 if year > first else '元'}年度"


def _words(text: str, *, opens: bool = True) -> list[Token]:
    found: list[Token] = []
    first = opens
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup
        if kind == "end":
            first = True
            continue
        spoken = match[kind or 0]
        said = spoken.strip(" 「」『』、。？！・") if kind != "word" else None
        if kind == "word" or said:
            found.append(Token(spoken, singular(spoken.lower()) if kind == "word" else spoken, said, first))
        first = False
    return found
