"""The forms in which a question is screened, with the usual disguises taken off."""

import base64
import binascii
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.visible import hidden_text, visible

_SPACES = re.compile(r"\s+")
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−", "-") | dict.fromkeys("’‘ʼ`´", "'") | dict.fromkeys("“”", '"'))
# Cyrillic and Greek letters that pass for Latin ones in a word that has Latin ones, too.
_LOOKALIKES = str.maketrans("аеорсухіѕјԁһոтмкνοαιρτ", "aeopcyxisjdhntmkvoaipt")
_WORD = re.compile(r"[a-zа-яα-ωіѕјԁһո]+")
_LATIN = re.compile(r"[a-z]")
# i g n o r e, i.g.n.o.r.e: at least four letters one by one.
_SPELLED = re.compile(r"(?<![a-z])[a-z](?:[ ._*-][a-z]){3,}(?![a-z])")
_ENCODED = re.compile(r"(?<![A-Za-z0-9+/])[A-Za-z0-9+/]{20,}={0,2}")
_HEXADECIMAL = re.compile(r"(?<![0-9A-Fa-f])(?:[0-9A-Fa-f]{2}[ :]?){12,}")
# Shown from right to left by a direction mark: the letters stand the other way round.
_TURNED = re.compile("[\u202e\u2067]([^\u202c\u2069]+)")
_LETTERS = 0.7  # of a decoded text: with fewer it was no text


@dataclass(frozen=True, slots=True)
class Forms:
    """A question to match: ``spaced`` with single blanks, ``joined`` without any; ``encoded``: it hides a text."""

    spaced: str
    joined: str
    encoded: bool


def read_forms(text: str) -> Forms:
    """Return the forms of a question: one width, lower case, nothing invisible, look-alike letters as Latin ones.

    What stands in invisible tag letters, and what direction marks turn round, is added. ``encoded`` says that a long
    base64 or hexadecimal run is text.
    """
    turned = " ".join(run[::-1] for run in _TURNED.findall(text))
    seen = f"{visible(text).text} {hidden_text(text)} {visible(turned).text}"
    plain = unicodedata.normalize("NFKC", seen).translate(_DASHES).lower()
    plain = _WORD.sub(lambda word: word[0].translate(_LOOKALIKES) if _LATIN.search(word[0]) else word[0], plain)
    plain = _SPELLED.sub(lambda run: re.sub(r"[ ._*-]", "", run[0]), plain)
    spaced = _SPACES.sub(" ", plain).strip()
    return Forms(spaced, spaced.replace(" ", ""), any(_is_text(piece) for piece in _decoded(seen)))


def _decoded(text: str) -> Iterator[bytes]:
    for run in _ENCODED.findall(text):
        bare = run.rstrip("=")
        try:
            yield base64.b64decode(bare + "=" * (-len(bare) % 4), validate=True)
        except (binascii.Error, ValueError):
            continue
    for run in _HEXADECIMAL.findall(text):
        yield bytes.fromhex(run.replace(":", ""))


def _is_text(piece: bytes) -> bool:
    """Return whether bytes are UTF-8 text of mostly letters."""
    try:
        decoded = piece.decode("utf-8")
    except UnicodeDecodeError:
        return False
    letters = sum(letter.isalpha() or letter == " " for letter in decoded)
    return decoded.isprintable() and letters >= _LETTERS * len(decoded)
