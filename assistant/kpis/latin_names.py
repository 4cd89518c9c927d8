"""Names and abbreviations that are written in Latin letters or in kana, as one word: Wi-Fi and ワイファイ."""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, product
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from index.tokens import morphemes

_FILE = Path(__file__).with_name("latin_names.tsv")
_TO_KATAKANA = {chr(code): chr(code + 0x60) for code in range(ord("ぁ"), ord("ゖ") + 1)}
_LARGE = dict(zip("ァィゥェォャュョッヮぁぃぅぇぉゃゅょっゎ", "アイウエオヤユヨツワ" * 2, strict=True))
_AS_ONE = str.maketrans({**dict.fromkeys("‐‑–−", "-"), **_TO_KATAKANA, **_LARGE})
_HIRAGANA_RUN = 4  # letters from which a name is told in hiragana, which has no ends of words
_PARTICLES = frozenset("はがをにのとでもや")
# How the letters of an abbreviation are said; small kana as large ones.
_LETTERS = {
    "A": "エー エイ", "B": "ビー", "C": "シー", "D": "デイー デー", "E": "イー", "F": "エフ", "G": "ジー",
    "H": "エイチ エツチ", "I": "アイ", "J": "ジエー ジエイ", "K": "ケー ケイ", "L": "エル", "M": "エム", "N": "エヌ",
    "O": "オー", "P": "ピー", "Q": "キユー", "R": "アール", "S": "エス", "T": "テイー テイ", "U": "ユー",
    "V": "ブイ ヴイ", "W": "ダブリユー ダブル", "X": "エツクス", "Y": "ワイ", "Z": "ゼツト",
}  # fmt: skip
_LETTER_OF = {said: letter for letter, ways in _LETTERS.items() for said in ways.split()}
_SAID_LETTER = re.compile("|".join(sorted(_LETTER_OF, key=len, reverse=True)))
_FIRST_SAID = frozenset(said[0] for said in _LETTER_OF)
_KATAKANA = re.compile("[ァ-ヺー]+")


class LatinName(BaseModel):
    """One row of ``latin_names.tsv``: forms of one word, the first of which stands for all.

    ``not_behind`` are words behind which the kana form is another word (合格ライン); ``alone`` are forms that mean it
    only where no other word adjoins (ウェブの閲覧数, not ウェブ面談).
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    forms: tuple[str, ...]
    not_behind: tuple[str, ...]
    alone: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """A name as it stands in a text, and its rows by how likely they are meant; letters said one by one have none.

    ``word`` stands for all its forms, in lower case without hyphens.
    """

    start: int
    end: int
    rows: tuple[int, ...]
    word: str


@dataclass(frozen=True, slots=True)
class _Forms:
    rows: dict[str, tuple[int, ...]]
    alone: dict[str, tuple[int, ...]]
    lengths: dict[str, tuple[int, ...]]

    def __contains__(self, piece: str) -> bool:
        return piece in self.rows or piece in self.alone


def same_letters(text: str) -> str:
    """Return a text of as many letters in which forms are compared: lower case, katakana, no small kana."""
    lowered = text.lower()
    if len(lowered) != len(text):  # as that of İ
        lowered = "".join(letter if len(lower := letter.lower()) != 1 else lower for letter in text)
    return lowered.translate(_AS_ONE)


@cache
def latin_names() -> tuple[LatinName, ...]:
    """Return the rows of ``latin_names.tsv``."""
    with _FILE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    return tuple(
        LatinName(
            forms=tuple(row["forms"].split("|")),
            not_behind=tuple(row["not_behind"].split()),
            alone=tuple(filter(None, row["alone"].split("|"))),
        )
        for row in rows
    )


@cache
def _forms() -> _Forms:
    rows: dict[str, dict[int, None]] = {}
    alone: dict[str, dict[int, None]] = {}
    for number, name in enumerate(latin_names()):
        for known, forms in ((rows, name.forms), (alone, name.alone)):
            for spelled in (one for form in forms for one in _spellings(form)):
                known.setdefault(spelled, {})[number] = None
    lengths: dict[str, set[int]] = {}
    for spelled in (*rows, *alone):
        lengths.setdefault(spelled[0], set()).add(len(spelled))
    return _Forms(
        {key: tuple(found) for key, found in rows.items()},
        {key: tuple(found) for key, found in alone.items()},
        {first: tuple(sorted(found, reverse=True)) for first, found in lengths.items()},
    )


def _spellings(form: str) -> set[str]:
    """Return a form with its hyphens, blanks and dots kept, changed or left out, and with or without a last ー."""
    pieces = re.split("[- ・]", same_letters(form))
    joined = {
        "".join(piece + joint for piece, joint in zip(pieces, (*joints, ""), strict=True))
        for joints in product(("-", " ", "", "・"), repeat=len(pieces) - 1)
    }
    return joined | {one[:-1] for one in joined if one.endswith("ー") and len(one) > len("ラン")}


def names_in(text: str) -> Iterator[Said]:
    """Yield the names that a text of one width says, in order; of those that begin at a letter the longest."""
    alike, edges, at = same_letters(text), _Edges(text), 0
    forms = _forms()
    while at < len(text):
        found = None
        if alike[at] in forms.lengths:
            ends = (end for end in _ends(alike, at, forms) if alike[at:end] in forms)
            found = next((said for end in ends if (said := _form_at(text, alike, at, end, edges))), None)
        if found is None and alike[at] in _FIRST_SAID:
            found = _letters_at(alike, at, edges)
        if found:
            yield found
        at = found.end if found else at + 1


def one_word(text: str) -> str:
    """Return a text of one width with each name in the form that stands for all: 公式ライン gives 公式line."""
    parts, at = [], 0
    for said in names_in(text):
        parts += [text[at : said.start], said.word]
        at = said.end
    return "".join([*parts, text[at:]]) if parts else text


def _ends(alike: str, at: int, forms: _Forms) -> Iterator[int]:
    return (at + length for length in forms.lengths.get(alike[at], ()) if at + length <= len(alike))


def _form_at(text: str, alike: str, start: int, end: int, edges: "_Edges") -> Said | None:
    forms, piece = _forms(), alike[start:end]
    rows = forms.rows.get(piece, ())
    if piece in forms.alone and edges.stands_alone(start, end):
        rows = tuple(dict.fromkeys((*rows, *forms.alone[piece])))
    rows = tuple(row for row in rows if not text[:start].endswith(latin_names()[row].not_behind))
    if not rows or not edges.is_word(start, end):
        return None
    return Said(start, end, rows, _word(latin_names()[rows[0]].forms[0]))


def _word(form: str) -> str:
    return re.sub("[- ・]", "", same_letters(form))


def _letters_at(alike: str, start: int, edges: "_Edges") -> Said | None:
    """Return an abbreviation whose letters are said one by one: アールピーエー. Of two letters at least."""
    letters, ends, at = "", [], start
    while spoken := _SAID_LETTER.match(alike, at):
        letters, at = letters + _LETTER_OF[spoken[0]], spoken.end()
        ends.append(at)
    for count in range(len(letters), 1, -1):
        if edges.is_word(start, ends[count - 1]):
            return Said(start, ends[count - 1], (), letters[:count].lower())
    return None


class _Edges:
    """Where words of a text begin and end; its words are told apart only where a name stands inside a run of kana."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.known: frozenset[int] | None = None

    def is_word(self, start: int, end: int) -> bool:
        """Return whether no letter of the same script adjoins, or a word begins or ends there."""
        if _is_hiragana(self.text[start]):
            before = self.text[start - 1 : start]
            return end - start >= _HIRAGANA_RUN and (not _is_hiragana(before) or before in _PARTICLES)
        return self._parts(start) and self._parts(end)

    def stands_alone(self, start: int, end: int) -> bool:
        """Return whether no noun adjoins."""
        beside = (self.text[start - 1 : start], self.text[end : end + 1])
        return not any((one.isalnum() and not _is_hiragana(one)) or one == "ー" for one in beside)

    def _parts(self, at: int) -> bool:
        before, after = self.text[at - 1 : at] if at else "", self.text[at : at + 1]
        if not (before and after) or _script(before) != _script(after) or not _script(before):
            return True
        return _script(before) == "kana" and at in self._words()

    def _words(self) -> frozenset[int]:
        if self.known is None:
            self.known = frozenset(accumulate(len(word.surface) for word in morphemes(self.text)))
        return self.known


def _script(letter: str) -> str:
    if letter.isascii() and letter.isalpha():
        return "latin"
    return "kana" if _KATAKANA.fullmatch(letter) else ""


def _is_hiragana(letter: str) -> bool:
    return "ぁ" <= letter <= "ゖ"
