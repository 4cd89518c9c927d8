"""Whether a passage holds what a question asks for: a number of people, a sum, a year, a responsible body."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from corpus.japanese.width import fold

_FILE = Path(__file__).with_name("answer_types.toml")
_KA = re.compile("^[かカヶヵ箇](?=[所国月年])")  # か所, 箇所, ヶ国: one counter, in the ways it is written


class AnswerType(BaseModel):
    """One entry of ``answer_types.toml``."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    asks: tuple[re.Pattern[str], ...]
    nouns: tuple[str, ...] = ()
    holds: re.Pattern[str]
    holds_named: str = ""


class AnswerTypeFile(BaseModel):
    """The content of ``answer_types.toml``."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    behind: str
    type: tuple[AnswerType, ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What one question asks for: the type's name, the folded question, and what a sentence must hold."""

    name: str
    question: str
    holds: re.Pattern[str]
    explained: bool = False

    def held_by(self, sentence: str) -> bool:
        """Return whether a sentence holds it; what already stands in the question is no answer."""
        found = self.holds.finditer(fold(sentence))
        return any(self.explained or one[0] not in self.question for one in found)


@cache
def answer_types() -> tuple[AnswerType, ...]:
    """Return the types of ``answer_types.toml``, in order, their nouns among the patterns."""
    file = AnswerTypeFile.model_validate(tomllib.loads(_FILE.read_text(encoding="utf-8")))
    return tuple(_with_nouns(one, file.behind) if one.nouns else one for one in file.type)


def _with_nouns(one: AnswerType, behind: str) -> AnswerType:
    nouns = re.compile(f"({'|'.join(one.nouns)}){behind}")
    return one.model_copy(update={"asks": (*one.asks, nouns)})


def wanted(question: str) -> Wanted | None:
    """Return what a question asks for, as ``people`` for 「何人」; None where it asks for nothing so definite."""
    folded = fold(question)
    for one in answer_types():
        asked = next((found for pattern in one.asks if (found := pattern.search(folded))), None)
        if asked is not None:
            return _wanted(one, asked, folded)
    return None


def _wanted(kind: AnswerType, asked: re.Match[str], question: str) -> Wanted:
    named = {name: text for name, text in asked.groupdict().items() if text}
    if not named:
        return Wanted(kind.name, question, kind.holds)
    letters = {name: _KA.sub("[かカヶヵ箇]", re.escape(text)) for name, text in named.items()}
    return Wanted(kind.name, question, re.compile(kind.holds_named.format(**letters)), explained="term" in named)
