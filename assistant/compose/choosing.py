"""Which sentences an answer takes: those near the question, with what belongs to them, as far as there is room."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from assistant.compose.framing import Framing, Placed
from assistant.compose.settings import ComposeSettings, compose_settings
from assistant.compose.units import together
from assistant.steps.answer_types import Wanted, wanted
from assistant.turn import Turn
from index.hits import Hit

_LEAST = 0.05  # cosine below which sentences are not told apart


@dataclass(frozen=True, slots=True)
class Scored:
    """A sentence of a hit, by its position there, and how well it answers (comparable within one question)."""

    hit: Hit
    at: int
    score: float

    @property
    def placed(self) -> Placed:
        """Return the sentence with its chunk."""
        return Placed(self.hit.chunk, self.hit.chunk.sentences[self.at])


def considered(turn: Turn) -> tuple[Hit, ...]:
    """Return the hits that an answer is taken from: the first few, and the best of each further plan that was asked."""
    first = turn.hits[: compose_settings().hits]
    seen = {hit.chunk.plan_id for hit in first}
    further: dict[str, Hit] = {}
    for hit in turn.hits[len(first) :]:
        if hit.chunk.plan_id in turn.context.plan_ids and hit.chunk.plan_id not in seen:
            further.setdefault(hit.chunk.plan_id, hit)
    return (*first, *further.values())


def scored(turn: Turn) -> list[Scored]:
    """Return the sentences of the hits considered, best first.

    Cosine with the question, more after a near sentence and where it holds what is asked for, less the further down
    the hit stands; the best sentence of a hit loses less.
    """
    settings, asked = compose_settings(), wanted(turn.question.text) or wanted(turn.search_text)
    found = [one for hit in considered(turn) for one in _of_hit(hit, asked, settings)]
    return sorted(found, key=lambda one: -one.score)


def _of_hit(hit: Hit, asked: Wanted | None, settings: ComposeSettings) -> Iterator[Scored]:
    near = [max(cosine, _LEAST) for cosine in hit.similarities]
    lost = settings.further * (min(hit.rank, settings.hits) - 1)
    for at, sentence in enumerate(hit.chunk.sentences):
        if len(sentence.text) <= settings.sentence_letters:
            before = settings.after * near[at - 1] if at else 0.0
            holding = settings.holding if asked is not None and asked.held_by(sentence.text) else 0.0
            less = lost * (settings.further_best if near[at] == max(near) else 1.0)
            yield Scored(hit, at, (near[at] + before + holding) * (1.0 - less))


def chosen(turn: Turn, framing: Framing) -> list[Placed]:
    """Return the sentences of a prose answer in reading order; the best one of each plan first comes into question."""
    settings, ranked = compose_settings(), scored(turn)
    if not ranked:
        return []
    first = {one.hit.chunk.plan_id: one for one in reversed(ranked)}.values()
    page = _Page(framing, settings)
    for one in (*sorted(first, key=lambda one: -one.score), *ranked):
        if one.score >= settings.close * ranked[0].score and len(page.taken) < settings.sentences:
            page.take(one, whole_list=turn.context.intent == "list")
    page.taken = page.taken or {(ranked[0].hit.rank, ranked[0].at): ranked[0].placed}
    return [page.taken[key] for key in sorted(page.taken)]


@dataclass(slots=True)
class _Page:
    """What was taken so far, by rank of the hit and position there, and the letters that it takes."""

    framing: Framing
    settings: ComposeSettings
    taken: dict[tuple[int, int], Placed] = field(default_factory=dict)
    letters: int = 0

    def take(self, one: Scored, *, whole_list: bool) -> None:
        """Take a sentence with what belongs to it; alone where that is too long, not at all where even that is."""
        sentences = one.hit.chunk.sentences
        for unit in (together(sentences, one.at, whole_list=whole_list), (sentences[one.at],)):
            new = [Placed(one.hit.chunk, sentence) for sentence in unit if not self._said(sentence.text)]
            letters = self._head(one) + sum(map(self.framing.letters, new))
            if new and self.letters + letters <= self.settings.prose_letters:
                self.letters += letters
                self.taken |= {(one.hit.rank, sentences.index(placed.sentence)): placed for placed in new}
                return

    def _said(self, text: str) -> bool:
        return any(text in placed.sentence.text for placed in self.taken.values())

    def _head(self, one: Scored) -> int:
        """Return the letters of the line over a sentence, 0 where its heading has one already."""
        placed = one.placed
        if any(other.place == placed.place for other in self.taken.values()):
            return 0
        first = all(other.chunk.plan_id != placed.chunk.plan_id for other in self.taken.values())
        return self.framing.source_letters(placed.chunk, first=first)


def best_cosine(hits: Sequence[Hit]) -> float:
    """Return the highest cosine of a sentence of these hits, 0 where there is none."""
    return max((cosine for hit in hits for cosine in hit.similarities), default=0.0)
