"""More of what was said: the whole passage that answers, and what stands around it in its section."""

from assistant.compose.framing import Framing, Placed
from assistant.compose.settings import compose_settings
from assistant.turn import Draft, Turn
from corpus.plan import Chunk


def detailed(turn: Turn, framing: Framing) -> tuple[Draft, ...]:
    """Return the sentences of the best hit in order, then those of its section, as far as there is room."""
    if not turn.hits:
        return ()
    settings, best = compose_settings(), turn.hits[0].chunk
    taken: list[Placed] = []
    letters = framing.source_letters(best, first=True)
    for placed in (Placed(chunk, sentence) for chunk in _section(best, framing) for sentence in chunk.sentences):
        letters += framing.letters(placed)
        if letters > settings.list_letters:
            break
        if len(placed.sentence.text) <= settings.sentence_letters:
            taken.append(placed)
    return framing.groups(sorted(taken, key=lambda one: one.sentence.start))


def _section(best: Chunk, framing: Framing) -> list[Chunk]:
    """Return the best chunk, then the others of its section in order."""
    chunks = framing.index.chunks(best.plan_id, access=framing.turn.question.access)
    return [best, *(one for one in chunks if one.section == best.section and one.id != best.id)]
