"""Does a free sentence turn its sources around? Negation, past and plan, hedges, and opposites such as 増 and 減."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.steps.claim_settings import claim_settings
from assistant.steps.claim_source import ClaimSource, sentences_of
from index.tokens import Word, morphemes, words

_NEGATIVE = frozenset({"ない", "無い", "ず", "ぬ", "まい"})
_PREFIXES = frozenset({"未", "非", "不", "無"})
_HEADS = ("動詞", "形容詞", "形状詞")
_CLAUSE = re.compile(r"[、。，\n]")
_REACH = 4  # words between a word and the hedge after it: 導入に向けた検討


@dataclass(frozen=True, slots=True)
class Said:
    """A word with how it is said: denied, as done, and the hedge after it."""

    term: str
    denied: bool
    past: bool
    hedge: str = ""


def turned(text: str, sources: Sequence[ClaimSource]) -> list[str]:
    """Return the words of a text that its sources say the other way round only."""
    denials = [] if any(denied(source.text) for source in sources) else _denials(text)
    return list(dict.fromkeys([*denials, *_flipped(text, sources), *_opposite(text, sources)]))


def denied(text: str) -> bool:
    """Return whether a text denies anything; 「なければならない」 denies nothing."""
    return bool(_denials(text))


def _denials(text: str) -> list[str]:
    """Return the words of a text that deny, none where each undoes another."""
    parts = ("助動詞", "形容詞", "接頭辞")
    said = [one for sentence in sentences_of(text) for one in _unpaired(morphemes(sentence))]
    return [one.surface for one in said if one.kind[0] in parts]


def _unpaired(found: Sequence[Word]) -> list[Word]:
    """Return the denials of a sentence, without two that follow each other closely."""
    places = [at for at, one in enumerate(found) if one.term in _NEGATIVE or one.surface in _PREFIXES]
    left: list[int] = []
    for place in places:
        if left and place - left[-1] <= _REACH:
            left.pop()
        else:
            left.append(place)
    return [found[place] for place in left]


def said_words(text: str) -> Iterator[Said]:
    """Yield the verbs, adjectives and nouns of action of a text, with how they are said."""
    found = morphemes(text)
    after = 0
    for place, word in enumerate(found):
        if place < after or not _is_head(word):
            continue
        tail = _tail(found, place)
        after = place + len(tail) + 1
        prefixed = place > 0 and found[place - 1].surface in _PREFIXES
        negatives = sum(one.term in _NEGATIVE for one in tail)
        past = any(one.kind[0] == "助動詞" and one.term == "た" for one in tail)
        yield Said(word.term, bool((negatives + prefixed) % 2), past, _hedge(found, after))


def _is_head(word: Word) -> bool:
    return word.kind[0] in _HEADS or "サ変" in word.kind[2]


def _tail(found: Sequence[Word], place: int) -> list[Word]:
    """Return what hangs on a word: auxiliaries, し, て, い, できる, は and も between them."""
    tail: list[Word] = []
    for word in found[place + 1 :]:
        hangs = word.kind[0] == "助動詞" or (word.kind[0] in ("動詞", "形容詞") and "非自立可能" in word.kind[1])
        if not (hangs or word.surface in ("て", "で", "は", "も", "ば", "と") or word.kind[1] == "接続助詞"):
            break
        tail.append(word)
    while tail and tail[-1].kind[0] == "助詞":
        tail.pop()
    return tail


def _hedge(found: Sequence[Word], after: int) -> str:
    """Return the hedge that follows a word over particles and 向ける: 導入を検討, 実施に向けた検討; 「」 for none."""
    for word in found[after : after + _REACH]:
        if word.term in claim_settings().hedges.terms:
            return word.term
        if word.kind[0] not in ("助詞", "助動詞") and word.term not in ("向ける", "見る", "就く", "為る", "事"):
            break
    return ""


def _flipped(text: str, sources: Sequence[ClaimSource]) -> Iterator[str]:
    told: dict[str, list[Said]] = defaultdict(list)
    for source in sources:
        for sentence in (*source.sentences, *source.around):
            for one in said_words(sentence):
                told[one.term].append(one)
    kept = frozenset(word.term for word in morphemes(text)) | claim_settings().hedges.free | {""}
    for one in said_words(text):
        others = told[one.term]
        if others and not any(_backs(other, one) and other.hedge in kept for other in others):
            yield one.term


def _backs(source: Said, claim: Said) -> bool:
    return source.denied == claim.denied and (source.past or not claim.past)


def _opposite(text: str, sources: Sequence[ClaimSource]) -> Iterator[str]:
    whole = "\n".join(source.whole for source in sources)
    clauses = [clause for source in sources for clause in _CLAUSE.split(source.text)]
    for pair in claim_settings().opposite:
        for said, other in (pair.sides, pair.sides[::-1]):
            for piece in (one for one in said if one in text):
                if _holds_any(whole, said) and not _crossed(text, piece, (said, other), clauses):
                    continue
                if _holds_any(whole, other):
                    yield piece


def _crossed(text: str, piece: str, sides: tuple[Sequence[str], Sequence[str]], clauses: Sequence[str]) -> bool:
    """Return whether the sources say the other side of what stands with a piece: 「高齢者は増え、子どもは減り」."""
    with_piece = {word for clause in _CLAUSE.split(text) if piece in clause for word in words(clause)}
    own, against = (
        {word for clause in clauses if _holds_any(clause, side) for word in words(clause)} for side in sides
    )
    return bool(with_piece & (against - own)) and not with_piece & (own - against - _terms(sides[0]))


def _terms(side: Sequence[str]) -> set[str]:
    return {word for piece in side for word in words(piece)}


def _holds_any(text: str, pieces: Sequence[str]) -> bool:
    return any(piece in text for piece in pieces)
