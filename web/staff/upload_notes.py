"""What became of an upload, in the language of a page."""

from dataclasses import dataclass
from typing import Final

from web.staff.remarks import RemarkWords
from web.store.uploads import Note
from web.wording import Wording

_OTHER: Final = "upload_errors.other"


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence in the page's language, its cause likewise, and a program's own line in English; each may be empty.

    A cause that has words stands instead of the line.
    """

    sentence: str
    detail: str
    cause: str = ""


def told(note: Note | None, words: Wording) -> Told:
    """Return what to say of a note; one that another version stored in another form gets a general sentence."""
    if note is None or not note.code:
        return Told("", note.detail if note else "")
    try:
        sentence = words(f"upload_errors.{note.code}", **note.figures)
    except KeyError:
        sentence = words(_OTHER)
    cause = RemarkWords(words).refusal(note.detail)
    return Told(sentence, "" if cause else note.detail, cause)
