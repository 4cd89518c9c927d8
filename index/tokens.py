"""Japanese text to index terms: Sudachi words in normalized form, and character bigrams."""

import re
import threading
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from sudachipy import Dictionary, SplitMode, Tokenizer

from corpus.japanese.era import find_years
from corpus.japanese.lookalikes import as_meant, shape
from corpus.japanese.width import fold

# Sudachi's top-level parts of speech that carry no topic: particles, auxiliaries, punctuation, blanks, symbols.
_DROPPED = frozenset({"助詞", "助動詞", "補助記号", "空白", "記号"})
# Verbs and nouns so general that they stand in nearly every sentence and question; Sudachi normalized forms.
_GENERAL = frozenset({"為る", "居る", "有る", "成る", "事", "物", "御座る", "呉れる", "此れ", "其れ", "此の", "其の"})
_WORD_BYTES = 45_000  # Sudachi refuses inputs above 49,149 bytes
_RUN = re.compile(r"[^\W_]+")
_local = threading.local()
_making = threading.Lock()


@cache
def _dictionary() -> Dictionary:
    """Return the dictionary: 76 MiB, shared by every thread."""
    return Dictionary(dict="core")


def _tokenizer() -> Tokenizer:
    """Return this thread's tokenizer: one is not safe to share between threads."""
    if not hasattr(_local, "tokenizer"):
        with _making:
            _local.tokenizer = _dictionary().tokenizer()
    tokenizer: Tokenizer = _local.tokenizer
    return tokenizer


def _pieces(text: str) -> list[str]:
    """Return the text in pieces that Sudachi accepts, cut at line ends where there are any."""
    if len(text.encode("utf-8", "replace")) <= _WORD_BYTES:
        return [text]
    size = _WORD_BYTES // 4
    return [text[at : at + size] for at in range(0, len(text), size)]


def words(text: str) -> list[str]:
    """Return the content words in order, in Sudachi's normalized form and lower case.

    「ハンコを省略する」 gives 「判子」「省略」. A fiscal or calendar year in any notation adds one common term:
    R6, 令和６年度 and 2024年度 all give ``fy2024``; 2024年 gives ``y2024``. Letters that recognition took for their
    look-alikes count as those that were meant: 「サ一ビス」 gives the term of サービス.
    """
    found = [
        morpheme.normalized_form().lower()
        for piece in _pieces(as_meant(text))
        for morpheme in _tokenizer().tokenize(piece, SplitMode.A)
        if morpheme.part_of_speech()[0] not in _DROPPED
    ]
    return [word for word in found if word.strip() and word not in _GENERAL] + _years(text)


def _years(text: str) -> list[str]:
    return [f"{'fy' if mention.fiscal else 'y'}{mention.year}" for mention in find_years(text)]


def units(text: str) -> list[str]:
    """Return the content words of ``words`` and, behind its parts, each compound that the dictionary holds as one.

    「請け負う」 gives 「受ける」「負う」「請け負う」: parts match in part, the whole has a meaning of its own.
    For vectors of words; keyword indexes take ``words``.
    """
    found = []
    for piece in _pieces(as_meant(text)):
        for whole in _tokenizer().tokenize(piece, SplitMode.C):
            parts = whole.split(SplitMode.A, add_single=True)
            kept = [part.normalized_form().lower() for part in parts if part.part_of_speech()[0] not in _DROPPED]
            compound = len(kept) > 1 and whole.part_of_speech()[0] not in _DROPPED
            found += [*kept, whole.normalized_form().lower()] if compound else kept
    return [word for word in found if word.strip() and word not in _GENERAL] + _years(text)


@dataclass(frozen=True, slots=True)
class Word:
    """A word as it stands in a text: its letters, Sudachi's normalized form in lower case, and its part of speech."""

    surface: str
    term: str
    kind: tuple[str, ...]


def morphemes(text: str) -> list[Word]:
    """Return every word of a text in order, particles and marks too."""
    return [
        Word(m.surface(), m.normalized_form().lower(), tuple(m.part_of_speech()))
        for piece in _pieces(text)
        for m in _tokenizer().tokenize(piece, SplitMode.A)
    ]


def bigrams(text: str) -> list[str]:
    """Return the character bigrams of each run of letters; a single letter stands alone.

    Widths are folded, and letters that look alike are one letter: 「能力」 and 「能カ」 give the same.
    """
    terms: list[str] = []
    for run in _RUN.findall(shape(fold(as_meant(text)))):
        terms.extend(first + second for first, second in pairwise(run)) if len(run) > 1 else terms.append(run)
    return terms


def municipalities(text: str) -> tuple[str, ...]:
    """Return the municipalities that a text names with 市, 町, 村 or 区, as 横浜市; each once, in order.

    Found by Sudachi's place names: 「本市」「都市」「市」 are none.
    """
    found: list[str] = []
    morphemes = [m for piece in _pieces(text) for m in _tokenizer().tokenize(piece, SplitMode.C)]
    for morpheme, following in zip(morphemes, [*morphemes, None][1:], strict=True):
        if morpheme.part_of_speech()[2] != "地名":
            continue
        name = morpheme.surface()
        if name[-1] not in "市町村区" and following is not None:
            name += following.surface()[:1]
        if name[-1] in "市町村区" and len(name) > 1:
            found.append(name)
    return tuple(dict.fromkeys(found))


def reading(text: str) -> str:
    """Return how a text is read, in katakana: 佐世保 gives サセボ; a text without a known reading gives itself."""
    pieces = _pieces(text)
    return "".join(m.reading_form() for piece in pieces for m in _tokenizer().tokenize(piece, SplitMode.C))
