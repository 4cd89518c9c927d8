"""Widths of characters: one form for matching, with the way back to the source."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

# Circled numbers count as marks of their own: NFKC would make 「①2024年」 the number 12024.
_CIRCLED = "①-⑳㉑-㉟㊱-㊿"
# Marks that join the character before them: half-width and combining voiced marks, accents, Hangul vowels.
_JOINING = "\uff9e\uff9f\u0300-\u036f\u3099\u309a\u1160-\u11ff"
# Characters that NFKC leaves alone, taken in one stride.
_PLAIN = rf"[\x00-\x7e{_CIRCLED}ぁ-ゖァ-ヺー、。「」『』【】・一-鿿]+(?![{_JOINING}])"
_CLUSTER = re.compile(rf"({_PLAIN})|[\s\S][{_JOINING}]*")


@dataclass(frozen=True, slots=True)
class Normalised:
    """A text in matching form: ``offsets[i]`` is where character ``i`` starts in the source.

    ``offsets`` has one more element than ``text``: the length of the source.
    """

    text: str
    offsets: Sequence[int]

    def source(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of the source that characters ``start`` to ``end`` of the matching form come from."""
        if start >= end:
            return self.offsets[start], self.offsets[start]
        after = end
        while after < len(self.text) and self.offsets[after] == self.offsets[end - 1]:
            after += 1
        return self.offsets[start], self.offsets[after]


def normalise(text: str) -> Normalised:
    """Return ``text`` in NFKC (Ｒ６ -> R6, ｶﾞｽ -> ガス, ％ -> %), circled numbers kept, with its offsets."""
    if unicodedata.is_normalized("NFKC", text):
        return Normalised(text, range(len(text) + 1))
    pieces: list[str] = []
    offsets: list[int] = []
    for match in _CLUSTER.finditer(text):
        piece = match[0]
        if match[1] is not None:
            offsets.extend(range(match.start(), match.end()))
        else:
            piece = unicodedata.normalize("NFKC", piece)
            offsets.extend([match.start()] * len(piece))
        pieces.append(piece)
    offsets.append(len(text))
    return Normalised("".join(pieces), offsets)


def fold(text: str) -> str:
    """Return ``text`` for comparing: NFKC, lower case, no white space (「ＤＸ 推進」 -> 「dx推進」)."""
    return "".join(unicodedata.normalize("NFKC", text).lower().split())
