"""The verified sentences of an answer as numbered evidence for a language model."""

from dataclasses import dataclass

from assistant.llm.limits import is_instruction
from assistant.steps.claim_source import ClaimSource
from assistant.steps.screen import finding_of
from assistant.turn import AnswerSentence, Citation, Reason, Turn


@dataclass(frozen=True, slots=True)
class Evidence:
    """A verified sentence with the token issued for it, and the source that it rests on."""

    token: str
    sentence: AnswerSentence
    source: ClaimSource
    citation: Citation

    @property
    def text(self) -> str:
        """Return what the model may reword."""
        return self.sentence.text.removeprefix("・").removeprefix("- ")

    @property
    def city(self) -> str:
        """Return the city of the plan."""
        return self.citation.city

    @property
    def plan(self) -> str:
        """Return the plan's title."""
        return self.citation.plan_title

    @property
    def heading(self) -> str:
        """Return the heading path in one line."""
        return " > ".join(self.citation.heading)


def evidence_of(turn: Turn) -> tuple[Evidence, ...]:
    """Return the verified sentences that carry a fact, tokens e1, e2 … in order; none that speaks to a program.

    Neither the sentence may do that, nor the quote it rests on, its headings or the plan's title: a model that obeys
    would find its words backed by them.
    """
    frames = {draft.text for draft in turn.drafts if not draft.quoted}
    cited = {citation.marker: citation for citation in turn.citations}
    facts = [(one, cited[one.markers[0]]) for one in turn.sentences if one.text not in frames and one.markers]
    kept = [(one, citation) for one, citation in facts if not _speaks_to_programs(one, citation)]
    return tuple(_evidence(f"e{at}", one, citation) for at, (one, citation) in enumerate(kept, 1))


def _speaks_to_programs(sentence: AnswerSentence, citation: Citation) -> bool:
    return any(map(_is_attack, (sentence.text, citation.quote, citation.plan_title, *citation.heading)))


def _is_attack(text: str) -> bool:
    found = finding_of(text)
    return is_instruction(text) or (found is not None and found.reason is Reason.INSTRUCTION_ATTACK)


def _evidence(token: str, sentence: AnswerSentence, citation: Citation) -> Evidence:
    around = (citation.plan_title, *citation.heading)
    return Evidence(token, sentence, ClaimSource(citation.quote, around, citation.city), citation)
