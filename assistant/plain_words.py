"""Administrative terms in plain Japanese: how they are read, and what they mean."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import accumulate
from pathlib import Path

from assistant.phrases import phrase
from assistant.turn import AnswerStatus, PlainWord, Turn
from corpus.japanese.width import fold
from index.tokens import morphemes

_FILE = Path(__file__).with_name("plain_words.tsv")
_MOST = 8  # explanations beside an answer: a reader who needs plain words needs few of them
_PROSE_LETTERS = 600  # of a whole answer; the two limits of docs/contract.md
_LIST_LETTERS = 1_200


def words_beside(turn: Turn, shown: str) -> tuple[PlainWord, ...]:
    """Return the explanations to stand beside an answer in plain Japanese, in the order of its words.

    ``shown`` is the rest of the answer's text: the last explanations are left out where they would make it too long.
    None in other languages, and none beside an answer that declines.
    """
    if turn.question.language != "easy" or turn.status is not AnswerStatus.ANSWERED:
        return ()
    long = turn.context.intent == "list" or bool(turn.kpis)
    limit = _LIST_LETTERS if long else _PROSE_LETTERS
    found = terms_in(sentence.text for sentence in turn.sentences)
    counts = range(len(found), 0, -1)
    return found[: next((count for count in counts if len(with_words(shown, found[:count])) <= limit), 0)]


def with_words(shown: str, words: Sequence[PlainWord]) -> str:
    """Return a text with the lines after it that explain words."""
    return "\n".join([shown, *word_lines(words)])


def word_lines(words: Sequence[PlainWord]) -> list[str]:
    """Return the lines of an answer that explain words: 「押印（おういん）：書類にはんこを押すこと。」 and so on."""
    if not words:
        return []
    lines = [phrase("easy", "words", "line", said=_said(word), explanation=word.explanation) for word in words]
    return [phrase("easy", "words", "head"), *lines]


def terms_in(sentences: Iterable[str]) -> tuple[PlainWord, ...]:
    """Return the known terms in these sentences, the longest at each place, each once and in order; at most eight.

    A term counts where Sudachi's words begin and end with it: 市税 is not in 「都市税制」.
    """
    found = dict.fromkeys(word for sentence in sentences for word in _terms_in(fold(sentence)))
    return tuple(found)[:_MOST]


@cache
def known_words() -> dict[str, PlainWord]:
    """Return the rows of ``plain_words.tsv`` by their folded terms."""
    _, *lines = _FILE.read_text(encoding="utf-8").splitlines()
    words = [PlainWord(*line.split("\t")) for line in lines]
    return {fold(word.term): word for word in words}


def _terms_in(text: str) -> Iterator[PlainWord]:
    words = known_words()
    ends = list(accumulate((len(word.surface) for word in morphemes(text)), initial=0))
    at = 0
    while at < len(ends) - 1:
        reach = next((end for end in range(len(ends) - 1, at, -1) if text[ends[at] : ends[end]] in words), None)
        if reach is not None:
            yield words[text[ends[at] : ends[reach]]]
        at = reach or at + 1


def _said(word: PlainWord) -> str:
    named = {"term": word.term, "reading": word.reading}
    return word.term if word.reading == word.term else phrase("easy", "words", "said", **named)
