"""The verified sentences of an answer as numbered evidence for a language model."""

from dataclasses import dataclass

from assistant.llm.limits import is_instruction
from assistant.steps.claim_source import ClaimSource
from assistant.turn import AnswerSentence, Citation, Turn


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
    """Return the verified sentences that carry a fact, tokens e1, e2 … in order; none that speaks to a program."""
    frames = {draft.text for draft in turn.drafts if not draft.quoted}
    cited = {citation.marker: citation for citation in turn.citations}
    kept = [one for one in turn.sentences if one.text not in frames and one.markers and not is_instruction(one.text)]
    return tuple(_evidence(f"e{at}", one, cited[one.markers[0]]) for at, one in enumerate(kept, 1))


def _evidence(token: str, sentence: AnswerSentence, citation: Citation) -> Evidence:
    around = (citation.plan_title, *citation.heading)
    return Evidence(token, sentence, ClaimSource(citation.quote, around, citation.city), citation)
