"""Example questions for the empty chat page, made from the headings of the plans that the asker may see."""

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice, zip_longest
from operator import itemgetter
from pathlib import Path
from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, Field

from corpus.access import Access
from corpus.plan import Section
from index.plans import PlanRecord
from index.reader import IndexReader
from web import limits

_NUMBERING: Final = re.compile(
    r"^(?:第[0-9０-９一二三四五六七八九十]+[章節部編項]|[0-9０-９]+(?:[.．－-][0-9０-９]+)*(?:[.．)）]|(?=[\s　]))"
    r"|[ア-ンA-Za-zＡ-Ｚ][.．)）、]|[(（][0-9０-９ア-ン一二三四五六七八九十]+[)）]|[①-⑳■□●○◎◆◇▶▼・])[\s　]*"
)
_SHORTEST: Final = 3


class ExampleRules(BaseModel):
    """The content of ``examples.toml``."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    preferred: Annotated[tuple[str, ...], Field(min_length=1)]
    skipped: tuple[str, ...]

    @classmethod
    def read(cls) -> "ExampleRules":
        """Return the rules that ship with this room."""
        return cls.model_validate(tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8")))

    def rank(self, heading: str) -> int | None:
        """Return how well a heading suits, 0 best; None where it does not."""
        if not _SHORTEST <= len(heading) <= limits.HEADING_CHARACTERS or any(word in heading for word in self.skipped):
            return None
        return next((n for n, word in enumerate(self.preferred) if word in heading), len(self.preferred))


@dataclass(frozen=True, slots=True)
class ExampleHeading:
    """A heading to ask about, without its number, and the city whose plan has it."""

    city: str
    heading: str


class ExampleHeadings:
    """Finds example headings once for each access level and remembers them: an open index never changes."""

    def __init__(self, index: IndexReader) -> None:
        self._index = index
        self._rules = ExampleRules.read()
        self._found: dict[Access, tuple[ExampleHeading, ...]] = {}

    def seen_by(self, access: Access) -> tuple[ExampleHeading, ...]:
        """Return up to ``EXAMPLES`` headings, the best of each plan in turn."""
        if access not in self._found:
            self._found[access] = tuple(islice(self._in_turn(access), limits.EXAMPLES))
        return self._found[access]

    def _in_turn(self, access: Access) -> Iterator[ExampleHeading]:
        plans = [self._best(plan, access) for plan in self._index.plans(access=access)]
        return (heading for heading in chain.from_iterable(zip_longest(*plans)) if heading is not None)

    def _best(self, plan: PlanRecord, access: Access) -> Sequence[ExampleHeading]:
        sections = self._index.sections(plan.manifest.id, access=access)
        titles = dict.fromkeys(_bare(section.title) for section in sections if _has_text(section))
        ranked = [(rank, title) for title in titles if (rank := self._rules.rank(title)) is not None]
        return [ExampleHeading(plan.manifest.city, title) for _, title in sorted(ranked, key=itemgetter(0))]


def _bare(title: str) -> str:
    previous = None
    while previous != title:
        previous, title = title, _NUMBERING.sub("", title)
    return title.strip()


def _has_text(section: Section) -> bool:
    return not section.contents and section.end - section.start > 2 * len(section.title)
