"""An assistant over the fake index: cites what it finds, declines what it does not, breaks when told to."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from time import sleep
from typing import cast

from assistant.kpis.catalog import Catalogs
from assistant.settings import Settings
from assistant.turn import (
    Answer,
    AnswerContext,
    AnswerSentence,
    AnswerStatus,
    Citation,
    PlainWord,
    Question,
    Reason,
    Receipt,
)
from corpus.access import Access
from corpus.plan import ChunkKind, Sentence
from index.embedders.hashing import HashingEmbedder
from index.errors import IndexDamagedError
from index.hits import Hit
from index.reader import IndexReader
from tests.web.fake_index import FakeIndex, FakePlan
from tests.web.towns import INDICATORS, KPIS, PUBLIC, PUBLIC_TEXT, STAFF, STAFF_TEXT, Mood

_ENOUGH = 0.3
_SUGGESTION = "「推進体制」には何が書かれていますか"
_NOT_FOUND = f"お尋ねの内容は、調べた計画には書かれていません。\n次のことならお答えできます。\n・{_SUGGESTION}"


def fake_index() -> FakeIndex:
    return FakeIndex((FakePlan.of(STAFF, STAFF_TEXT), FakePlan.of(PUBLIC, PUBLIC_TEXT)), KPIS, INDICATORS)


@dataclass
class FakeAssistant:
    settings: Settings = field(default_factory=lambda: Settings(_env_file=None))
    index: FakeIndex = field(default_factory=fake_index)
    mood: Mood = "well"
    asked: list[Question] = field(default_factory=list)
    words: tuple[PlainWord, ...] = ()
    pause: float = 0.0
    catalogs: Catalogs = field(init=False)

    def __post_init__(self) -> None:
        self.catalogs = Catalogs(cast("IndexReader", self.index), HashingEmbedder())

    def warm(self) -> None:
        """Have nothing to load."""

    def ask(self, question: Question, started: Callable[[str], None] | None = None) -> Answer:
        self.asked.append(question)
        for step in ("understand", "find_chunks", "compose"):
            if started:
                started(step)
            sleep(self.pause)
        if self.mood == "crash":
            raise RuntimeError("a secret stands at /srv/secret/place")
        if self.mood == "index":
            raise IndexDamagedError("/srv/secret/var/index: damaged; run `assistant ingest`")
        return self._answer(question)

    def _answer(self, question: Question) -> Answer:
        if len(question.text) > self.settings.question_limit:
            return self._declined(question, AnswerStatus.REFUSED, Reason.TOO_LONG, "質問は短くお願いします。")
        hits = self.index.search(question.text, access=question.access, plan_ids=question.plan_ids)
        if hits and hits[0].score >= _ENOUGH:
            return self._answered(question, hits[0])
        return self._declined(question, AnswerStatus.ABSTAINED, Reason.NOT_IN_PLANS, _NOT_FOUND)

    def _declined(self, question: Question, status: AnswerStatus, reason: Reason, text: str) -> Answer:
        suggestions = (_SUGGESTION,) if status is AnswerStatus.ABSTAINED else ()
        return Answer(
            status, reason, (), text, (), (), (), AnswerContext(question.text), suggestions, None, self._receipt()
        )

    def _answered(self, question: Question, hit: Hit) -> Answer:
        listed = hit.chunk.kind is ChunkKind.LIST
        shown = hit.chunk.sentences if listed else (hit.best,)
        citations = tuple(self._citation(n, hit, sentence, question.access) for n, sentence in enumerate(shown, 1))
        sentences = tuple(
            AnswerSentence(f"{'・' if listed else ''}{sentence.text}", (citation.marker,))
            for sentence, citation in zip(shown, citations, strict=True)
        )
        text = "\n".join(f"{s.text}[{s.markers[0]}]" for s in sentences)
        carried = (f"plan:{hit.chunk.plan_id}", f"topic:{question.history[-1]}") if question.history else ()
        kept = tuple(item for item in carried if item not in question.drop)
        context = AnswerContext(question.text, (hit.chunk.plan_id,), (citations[0].city,), carried=kept)
        notices = ("restated_source",) if citations[0].restated else ()
        return Answer(
            AnswerStatus.ANSWERED,
            None,
            notices,
            text,
            sentences,
            citations,
            (),
            context,
            (),
            None,
            self._receipt(),
            self.words,
        )

    def _citation(self, marker: int, hit: Hit, sentence: Sentence, access: Access) -> Citation:
        chunk = hit.chunk
        plan = self.index.plan(chunk.plan_id, access=access)
        quote = (self.index.text(chunk.plan_id, access=access) or "")[sentence.start : sentence.end]
        if plan is None:
            raise LookupError(chunk.plan_id)
        return Citation(
            marker=marker,
            plan_id=chunk.plan_id,
            plan_title=plan.manifest.title,
            city=plan.manifest.city,
            heading=chunk.heading,
            page=None,
            chunk_id=chunk.id,
            quote=quote,
            start=sentence.start,
            end=sentence.end,
            digest=hashlib.sha256(quote.encode()).hexdigest(),
            url=f"/sources/{chunk.plan_id}?start={sentence.start}&end={sentence.end}#{chunk.id}",
            restated=plan.manifest.restated,
            published=plan.manifest.published,
        )

    def _receipt(self) -> Receipt:
        seconds = {"understand": 0.001, "find_chunks": 0.02, "compose": 0.003}
        return Receipt(self.index.index_id, self.index.model_id, "extractive", "2025-04-01", seconds)
