"""The assistant put together: settings, an open index and the pipeline."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from assistant.answers import answer_of
from assistant.kpis.catalog import Catalogs
from assistant.personal_information import MASKED_NOTICE, mask_question
from assistant.pipeline import Run, Step, answer_steps, run_steps
from assistant.reader import reader_of
from assistant.settings import Settings
from assistant.steps.find_kpis import FindKpis
from assistant.steps.weigh_evidence import encode_ahead
from assistant.turn import Answer, AnswerContext, Question, Turn
from corpus.access import Access
from index.lexicon.translation import is_english
from index.reader import IndexReader

_FIRST = ("計画の目標", "What are the goals of the plan?")  # English has words of its own to load
_JAPAN = ZoneInfo("Asia/Tokyo")


@dataclass(frozen=True, slots=True)
class Assistant:
    """Answers questions over one open index generation; safe to call from several threads."""

    settings: Settings
    index: IndexReader
    steps: tuple[Step, ...]

    @classmethod
    def open(cls, settings: Settings) -> "Assistant":
        """Return an assistant over the index that the settings name.

        Raises:
            IndexFault: the index is missing, damaged, or was built with another model.

        """
        index = reader_of(settings)
        return cls(settings, index, answer_steps(index, settings))

    @property
    def catalogs(self) -> Catalogs:
        """Return the KPI catalogs that the steps look into, so that nobody embeds them a second time."""
        return next(step.run.catalogs for step in self.steps if isinstance(step.run, FindKpis))

    def warm(self) -> None:
        """Load what questions would wait for: the dictionary, keyword indexes, words and clauses, KPI catalogs."""
        searcher = self.index.searcher
        encode_ahead(searcher.warm(), searcher.embedder)
        for access in Access:
            self.catalogs.of(access)
            for question in _FIRST:
                self.run(Question(question, access))

    def ask(self, question: Question, started: Callable[[str], None] | None = None) -> Answer:
        """Return the answer to a question: declining is an answer too. ``started`` is told each step's name."""
        return answer_of(self.run(question, started), self.index)

    def run(self, question: Question, started: Callable[[str], None] | None = None) -> Run:
        """Return the finished run of a question, with all that the steps left: for those who look into answers.

        Personal data is masked first: no step, no context and no trace ever holds it.
        """
        today = question.today or datetime.datetime.now(_JAPAN).date()
        question, masked = mask_question(_sound(question))
        question = _in_its_language(question)
        notices = (MASKED_NOTICE,) if masked else ()
        turn = Turn(question, today, AnswerContext(standalone_question=question.text), notices=notices)
        return run_steps(self.steps, turn, started)


def _sound(question: Question) -> Question:
    """Return the question without half characters (lone surrogates), as broken bytes on a command line leave them."""
    return replace(
        question, text=_whole(question.text), history=tuple(map(_whole, question.history)),
        drop=tuple(map(_whole, question.drop)),
    )  # fmt: skip


def _whole(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8")


def _in_its_language(question: Question) -> Question:
    """Return the question; one in English that chose no other language is answered in English around the quotes."""
    english = question.language == "ja" and is_english(question.text)
    return replace(question, language="en") if english else question
