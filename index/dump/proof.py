"""Whether two indexes are the same: by what they count, by every text, and by what they find."""

import hashlib
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from corpus.access import Access
from index.dump.lines import Asked, Proof
from index.reader import IndexReader

_FILE = Path(__file__).with_name("questions.toml")
_COUNTED = ("plans", "sections", "chunks", "sentences", "kpi_values")
_TOP = 10


class Questions(BaseModel):
    """The content of ``questions.toml``."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    headings: int = Field(ge=0)
    same: float = Field(ge=0, le=1)
    forms: tuple[str, ...]
    topics: tuple[str, ...]


@cache
def questions() -> Questions:
    """Return the settings of ``questions.toml``."""
    return Questions.model_validate(tomllib.loads(_FILE.read_text(encoding="utf-8")))


@dataclass(frozen=True, slots=True)
class Parity:
    """An index as it was, and as it is at its new place."""

    before: Proof
    after: Proof

    @property
    def same_hits(self) -> int:
        """Return how many questions find the same first ten chunks, in the same order."""
        found = {(one.question, one.access): one.hits for one in self.after.asked}
        return sum(found.get((one.question, one.access)) == one.hits for one in self.before.asked)

    @property
    def same_texts(self) -> int:
        """Return how many plans have the same text, by SHA-256."""
        return sum(self.after.texts.get(plan_id) == digest for plan_id, digest in self.before.texts.items())

    def faults(self) -> Iterator[str]:
        """Yield what is not the same, one line each."""
        for name in _COUNTED:
            before, after = getattr(self.before, name), getattr(self.after, name)
            if before != after:
                yield f"{after} {name.replace('_', ' ')}, expected {before}"
        if self.same_texts != len(self.before.texts):
            yield f"the text of {self.same_texts} plans is the same, expected {len(self.before.texts)}"
        if self.same_hits < questions().same * len(self.before.asked):
            yield f"the first ten hits of {self.same_hits} questions are the same, of {len(self.before.asked)}"


def proof_of(reader: IndexReader) -> Proof:
    """Return what an index holds and answers."""
    plans = reader.plans(access=Access.STAFF)
    return Proof(
        plans=len(plans),
        sections=sum(plan.sections for plan in plans),
        chunks=sum(plan.chunks for plan in plans),
        sentences=sum(plan.sentences for plan in plans),
        kpi_values=sum(plan.kpi_values for plan in plans),
        texts={plan.manifest.id: _digest(reader, plan.manifest.id) for plan in plans},
        asked=tuple(_asked(reader)),
    )


def _digest(reader: IndexReader, plan_id: str) -> str:
    return hashlib.sha256((reader.text(plan_id, access=Access.STAFF) or "").encode()).hexdigest()


def _asked(reader: IndexReader) -> Iterator[Asked]:
    settings = questions()
    generic = (form.format(topic) for topic in settings.topics for form in settings.forms)
    for question in dict.fromkeys([*generic, *_headings(reader, settings.headings)]):
        for access in Access:
            hits = reader.search(question, access=access, top=_TOP)
            yield Asked(question=question, access=access, hits=tuple(hit.chunk.id for hit in hits))


def _headings(reader: IndexReader, most: int) -> list[str]:
    """Return titles of sections, spread evenly over all that a public asker may see."""
    plans = reader.plans(access=Access.PUBLIC)
    sections = (one for plan in plans for one in reader.sections(plan.manifest.id, access=Access.PUBLIC))
    titles = [section.title for section in sections if section.title.strip()]
    return titles[:: max(1, -(-len(titles) // most))] if most else []
