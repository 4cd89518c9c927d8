"""A question as it is meant to be read: one width, nothing invisible."""

import unicodedata

from corpus.japanese.width import Normalised, normalise

# Formatting (zero-width space, direction marks), variation selectors and marks on top of letters.
_INVISIBLE = frozenset({"Cf", "Mn", "Me"})
_TAGS = 0xE0000  # the tag letters U+E0020 to U+E007E repeat ASCII, unseen
_FILLERS = frozenset("\u115f\u1160\u3164\uffa0")


def visible(text: str) -> Normalised:
    """Return ``text`` in NFKC without invisible letters, with the offsets of each letter in ``text``."""
    if text.isascii():
        return Normalised(text, range(len(text) + 1))
    wide = normalise(text)
    kept = [at for at, letter in enumerate(wide.text) if not _unseen(letter)]
    return Normalised("".join(wide.text[at] for at in kept), [*(wide.offsets[at] for at in kept), len(text)])


def hidden_text(text: str) -> str:
    """Return what stands in ``text`` in invisible tag letters, as ASCII; empty where there are none."""
    return "".join(chr(ord(letter) - _TAGS) for letter in text if _TAGS + 0x20 <= ord(letter) <= _TAGS + 0x7E)


def _unseen(letter: str) -> bool:
    return letter in _FILLERS or (not letter.isascii() and unicodedata.category(letter) in _INVISIBLE)
