"""Composition without a language model: a definition, the whole list that was asked for, or the best sentences."""

from dataclasses import replace

from assistant.compose.choosing import chosen
from assistant.compose.definitions import defined
from assistant.compose.detail import detailed
from assistant.compose.framing import Framing
from assistant.compose.listing import listed
from assistant.steps.understand import DETAIL
from assistant.turn import Draft, Turn
from index.reader import IndexReader


def compose(turn: Turn, *, index: IndexReader) -> Turn:
    """Return the turn with drafts, in the shape that the question's intent asks for where the hits allow it."""
    return replace(turn, drafts=_shaped(turn, Framing(turn, index)))


def _shaped(turn: Turn, framing: Framing) -> tuple[Draft, ...]:
    shapes = {"definition": defined, "list": listed, DETAIL: detailed}
    shape = shapes.get(turn.context.intent)
    drafts = shape(turn, framing) if shape else None
    return drafts or framing.groups(chosen(turn, framing))
