"""Our words around quoted sentences: which plan, which heading, which bullet."""

from collections.abc import Iterable
from dataclasses import dataclass

from assistant.phrases import phrase
from assistant.turn import Draft, Turn
from corpus.plan import Chunk, Sentence, SentenceKind
from index.reader import IndexReader

_MARK = 4  # a line end and a mark
_PLAIN = (SentenceKind.PROSE, SentenceKind.ENTRY)


@dataclass(frozen=True, slots=True)
class Placed:
    """A sentence and the chunk that it stands in."""

    chunk: Chunk
    sentence: Sentence

    @property
    def place(self) -> tuple[str, tuple[str, ...]]:
        """Return the plan and the heading that it stands under."""
        return self.chunk.plan_id, self.chunk.heading


@dataclass(frozen=True, slots=True)
class Framing:
    """The words around the sentences of one turn's answer."""

    turn: Turn
    index: IndexReader

    def groups(self, placed: Iterable[Placed]) -> tuple[Draft, ...]:
        """Return drafts in the order given, by plan and heading: a line that names the source over each heading."""
        by_plan: dict[str, dict[tuple[str, tuple[str, ...]], list[Placed]]] = {}
        for one in placed:
            by_plan.setdefault(one.chunk.plan_id, {}).setdefault(one.place, []).append(one)
        return tuple(
            draft
            for places in by_plan.values()
            for at, group in enumerate(places.values())
            for draft in self._group(group, first=at == 0)
        )

    def _group(self, group: list[Placed], *, first: bool) -> list[Draft]:
        top = group[0]
        head = Draft(top.chunk, top.sentence.start, top.sentence.end, "", self.source(top.chunk, first=first))
        return [head, *map(self.said, group)]

    def said(self, one: Placed) -> Draft:
        """Return the draft of a sentence, list items and table rows with a bullet."""
        sentence = one.sentence
        frame = self.frame("prose" if sentence.kind in _PLAIN else "item")
        return Draft(one.chunk, sentence.start, sentence.end, sentence.text, frame)

    def frame(self, key: str) -> str:
        """Return the frame around a quoted sentence, with ``{quoted}`` left in."""
        return phrase(self.turn.question.language, "answered", key, quoted="{quoted}")

    def source(self, chunk: Chunk, *, first: bool) -> str:
        """Return the line over a heading; only the first of a plan names the plan."""
        return phrase(self.turn.question.language, "answered", "source" if first else "section", **self._names(chunk))

    def listed(self, chunk: Chunk, count: int) -> str:
        """Return the line over a whole list of so many items."""
        return phrase(self.turn.question.language, "answered", "list", count=count, **self._names(chunk))

    def source_letters(self, chunk: Chunk, *, first: bool) -> int:
        """Return how many letters the line over a heading takes."""
        return len(self.source(chunk, first=first)) + _MARK

    def letters(self, one: Placed) -> int:
        """Return how many letters a sentence takes with its bullet and its mark."""
        return len(one.sentence.text) + _MARK + (one.sentence.kind not in _PLAIN)

    def _names(self, chunk: Chunk) -> dict[str, str]:
        plan = self.index.plan(chunk.plan_id, access=self.turn.question.access)
        title, city = (plan.manifest.title, plan.manifest.city) if plan else ("", "")
        return {"title": title, "city": city, "heading": chunk.heading[-1] if chunk.heading else title}
