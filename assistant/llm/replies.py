"""What a language model may reply: JSON of a fixed form."""

import re
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assistant.errors import LanguageModelError

_FENCE = re.compile(r"\A\s*```(?:json)?\s*\n(.*)\n\s*```\s*\Z", re.DOTALL)
# Tags, links, addresses, marks of citations, and what a page or a terminal could take for more than letters.
_FOREIGN = re.compile(
    r"<[A-Za-z/!?|]|&[#a-z0-9]+;|https?:|//|www\.|\]\(|\[\^?(?:e?\d+)\]|[\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]|[\w.-]+@[\w-]+\.\w"
    r"|\b[a-z0-9-]+\.(?:com|net|org|jp|io|info|xyz)\b",
    re.IGNORECASE,
)
_STRICT = ConfigDict(extra="forbid", frozen=True, strict=True)

Form = TypeVar("Form", bound=BaseModel)


class ReplySentence(BaseModel):
    """One sentence of a reply with the tokens of the evidence that it rests on."""

    model_config = _STRICT

    text: str
    tokens: list[str]


class Reply(BaseModel):
    """The sentences of a reply, in order."""

    model_config = _STRICT

    sentences: list[ReplySentence] = Field(min_length=1, max_length=40)


class StandaloneReply(BaseModel):
    """A follow-up made to stand alone."""

    model_config = _STRICT

    question: str


def read_reply(text: str, form: type[Form]) -> Form:
    """Return a reply in its form; a code fence around it is taken off.

    Raises:
        LanguageModelError: it is no JSON, or of another form.

    """
    fenced = _FENCE.match(text)
    try:
        return form.model_validate_json(fenced[1] if fenced else text)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        raise LanguageModelError(f"the language model's reply has another form ({first['msg'][:100]})") from None


def is_plain(text: str, most: int) -> bool:
    """Return whether a text is one plain line of at most ``most`` letters: no tags, links, marks or hidden letters."""
    return 0 < len(text.strip()) <= most and _FOREIGN.search(text) is None
