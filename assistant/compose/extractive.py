"""Composition without a language model: the best sentences, or the whole list that answers."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.phrases import phrase
from assistant.turn import Draft, Turn
from corpus.plan import Chunk, ChunkKind, Sentence, SentenceKind
from index.hits import Hit
from index.reader import IndexReader

_PROSE_LETTERS = 510  # of an answer's 600 characters; the rest is for the notices
_SENTENCE_LETTERS = 400  # a longer one is no sentence that could be shown whole
_MARK = 4  # a line end and a mark
_LIST_LETTERS = 1_000  # of a list answer's 1,200
_SENTENCES = 6  # with the share below: chosen on the tune half, see docs/quality.md
_CLOSE = 0.5  # a further sentence must come this near to the best one
_HITS = 3


def compose(turn: Turn, *, index: IndexReader) -> Turn:
    """Return the turn with drafts: a list with all its items where one answers, else the best sentences."""
    listed = _list_of(turn, index) if turn.context.intent == "list" else None
    return replace(turn, drafts=listed or _prose_of(turn, index))


@dataclass(frozen=True, slots=True)
class _Scored:
    hit: Hit
    sentence: Sentence
    score: float


def _prose_of(turn: Turn, index: IndexReader) -> tuple[Draft, ...]:
    fitting = [one for one in _scored(turn.hits[:_HITS]) if len(one.sentence.text) <= _SENTENCE_LETTERS]
    ranked = sorted(fitting, key=lambda one: -one.score)
    chosen: list[_Scored] = []
    letters = 0
    for one in ranked:
        cost = len(one.sentence.text) + _MARK
        if all(one.hit is not other.hit for other in chosen):
            cost += len(_source(turn, one.hit.chunk, index)) + _MARK
        near = one.score >= _CLOSE * ranked[0].score and letters + cost <= _PROSE_LETTERS
        if (not chosen or near) and len(chosen) < _SENTENCES and not _repeats(one, chosen):
            chosen.append(one)
            letters += cost
    chosen.sort(key=lambda one: (one.hit.rank, one.sentence.start))
    return tuple(draft for hit in _hits_of(chosen) for draft in _group(hit, chosen, turn, index))


def _scored(hits: Sequence[Hit]) -> list[_Scored]:
    """Return the hits' sentences with a score: nearness to the question, less the further down the hit stands."""
    return [
        _Scored(hit, sentence, max(similarity, 0.05) * (1.0 - 0.12 * (hit.rank - 1)))
        for hit in hits
        for sentence, similarity in zip(hit.chunk.sentences, hit.similarities, strict=True)
    ]


def _repeats(one: _Scored, chosen: Sequence[_Scored]) -> bool:
    return any(one.sentence.text in other.sentence.text for other in chosen)


def _hits_of(chosen: Sequence[_Scored]) -> list[Hit]:
    return list({one.hit.rank: one.hit for one in chosen}.values())


def _group(hit: Hit, chosen: Sequence[_Scored], turn: Turn, index: IndexReader) -> list[Draft]:
    """Return a line that names the source, then the chosen sentences of one hit."""
    sentences = [one.sentence for one in chosen if one.hit is hit]
    kinds = {SentenceKind.PROSE: "prose", SentenceKind.ENTRY: "prose"}
    drafts = [Draft(hit.chunk, s.start, s.end, s.text, _frame(turn, kinds.get(s.kind, "item"))) for s in sentences]
    head = Draft(hit.chunk, sentences[0].start, sentences[0].end, "", _source(turn, hit.chunk, index))
    return [head, *drafts]


def _frame(turn: Turn, key: str) -> str:
    """Return the frame around a quoted sentence, with ``{quoted}`` left in."""
    return phrase(turn.question.language, "answered", key, quoted="{quoted}")


def _source(turn: Turn, chunk: Chunk, index: IndexReader) -> str:
    return phrase(turn.question.language, "answered", "source", **_names(turn, chunk, index))


def _names(turn: Turn, chunk: Chunk, index: IndexReader) -> dict[str, str]:
    plan = index.plan(chunk.plan_id, access=turn.question.access)
    title, city = (plan.manifest.title, plan.manifest.city) if plan else ("", "")
    return {"title": title, "city": city, "heading": chunk.heading[-1] if chunk.heading else title}


def _list_of(turn: Turn, index: IndexReader) -> tuple[Draft, ...] | None:
    """Return a counted list with all its items from the best hit that holds one, None where none does."""
    for hit in turn.hits[:_HITS]:
        if hit.chunk.kind is ChunkKind.LIST:
            parts = _whole_list(turn, hit.chunk, index)
            items = [(chunk, s) for chunk in parts for s in chunk.sentences if s.kind is SentenceKind.ITEM]
            if len(items) > 1 and sum(len(sentence.text) for _, sentence in items) <= _LIST_LETTERS:
                return _listed(turn, hit.chunk, items, index)
    return None


def _whole_list(turn: Turn, chunk: Chunk, index: IndexReader) -> list[Chunk]:
    """Return the chunks over which a list was split: neighbours of the same section that are lists, too."""
    siblings = [
        other
        for other in index.chunks(chunk.plan_id, access=turn.question.access)
        if other.section == chunk.section and other.heading == chunk.heading
    ]
    at = next(i for i, other in enumerate(siblings) if other.id == chunk.id)
    first = last = at
    while (
        first > 0 and siblings[first].sentences[0].kind is SentenceKind.ITEM and siblings[first - 1].kind is chunk.kind
    ):
        first -= 1
    while (
        last + 1 < len(siblings)
        and siblings[last + 1].kind is chunk.kind
        and (siblings[last + 1].sentences[0].kind is SentenceKind.ITEM)
    ):
        last += 1
    return siblings[first : last + 1]


def _listed(turn: Turn, chunk: Chunk, items: Sequence[tuple[Chunk, Sentence]], index: IndexReader) -> tuple[Draft, ...]:
    names = _names(turn, chunk, index)
    frame = phrase(turn.question.language, "answered", "list", count=len(items), **names)
    start, end = items[0][1].start, items[-1][1].end
    head = Draft(items[0][0], start, end, "", frame, count=len(items))
    bullet = _frame(turn, "item")
    return (head, *(Draft(items[0][0], start, end, s.text, bullet, item=True) for _, s in items))
