"""What a log line may say: our own words, never what people typed, sent or uploaded."""

import re
import sysconfig
import traceback
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from assistant.errors import LanguageModelError, SettingsError
from assistant.personal_information import mask
from index.errors import IndexFault
from web.store.errors import StoreFault

_OURS: Final = (IndexFault, StoreFault, SettingsError)  # their texts name places and ways out, not questions
_SAID: Final = re.compile(r"\"[^\"]*\"|(?<![a-z])'[^']*'|[^\x00-\x7f]+")
_LEFT_OUT: Final = "..."
_LONGEST: Final = 500  # characters
_CHAIN: Final = 5  # exceptions, each the cause of the one before
_FRAMES: Final = 12  # of a stack, the innermost
_PROJECT: Final = Path(__file__).resolve().parents[2]
_PACKAGES: Final = Path(sysconfig.get_path("purelib"))


def discreet(text: str) -> str:
    """Return a message on one line, personal data masked; what stands in quotes or is not ASCII is left out.

    Our own messages are plain English without quotes, so that they stay whole.
    """
    return " ".join(_SAID.sub(_LEFT_OUT, mask(text).text).split())[:_LONGEST]


def told(error: BaseException) -> str:
    """Return the kind of an error, with its text only where that cannot hold what somebody asked or sent.

    Of a language model's error that is what stands before the first colon: the rest are the service's words. Of a
    system's error it is the reason, without the name of the file.
    """
    text = discreet(_text(error))
    return f"{type(error).__name__}: {text}" if text else type(error).__name__


def causes(error: BaseException) -> tuple[str, ...]:
    """Return the error and what caused it, the outermost first, each as ``told``."""
    return tuple(map(told, _chain(error)))


def places(error: BaseException) -> tuple[str, ...]:
    """Return where the first of the chain of errors arose, as ``web/asking.py:51 answer``, innermost last."""
    *_, first = _chain(error)
    frames = traceback.extract_tb(first.__traceback__)[-_FRAMES:]
    return tuple(f"{_short(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames)


def _text(error: BaseException) -> str:
    if isinstance(error, LanguageModelError):
        return str(error).partition(":")[0]
    if isinstance(error, OSError):
        return error.strerror or ""
    return str(error) if isinstance(error, _OURS) else ""


def _chain(error: BaseException) -> Iterator[BaseException]:
    one: BaseException | None = error
    for _ in range(_CHAIN):
        if one is None:
            return
        yield one
        one = one.__cause__ or (None if one.__suppress_context__ else one.__context__)


def _short(filename: str) -> str:
    path = Path(filename)
    for folder in (_PACKAGES, _PROJECT):
        if path.is_relative_to(folder):
            return path.relative_to(folder).as_posix()
    return path.name
