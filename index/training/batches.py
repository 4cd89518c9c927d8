"""The order in which examples are learnt: batches of one kind each, mixed, seeded, with words left out at random."""

import math
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice

from index.training.examples import Bag, Example, Examples, SectionBags
from index.training.settings import TrainingSettings

Pairs = tuple[tuple[Bag, Bag], ...]


@dataclass(frozen=True, slots=True)
class Questions:
    """Questions with their passages; those of indicators are ``names``."""

    examples: tuple[Example, ...]
    names: bool


@dataclass(frozen=True, slots=True)
class PlanQuestions:
    """Questions about the sections of some plans; ``targets`` gives the place of each one's section."""

    sections: tuple[SectionBags, ...]
    questions: tuple[Bag, ...]
    targets: tuple[int, ...]


Batch = Questions | PlanQuestions
_TOGETHER = 2  # plans whose sections are told apart in one batch


@dataclass(frozen=True, slots=True)
class Batches:
    """The batches of one epoch after another; ``chance`` decides their order and the words left out."""

    examples: Examples
    settings: TrainingSettings
    chance: random.Random

    def epoch(self) -> Iterator[tuple[Batch, Pairs]]:
        """Yield every batch once, in a new order, each with its share of the concepts as everyday and formal words."""
        batches: list[Batch] = [*self._questions(self.examples.questions, names=False), *self._plans()]
        if self.settings.indicators:
            batches += self._questions(self.examples.names, names=True)
        self.chance.shuffle(batches)
        concepts = list(self._concepts())
        self.chance.shuffle(concepts)
        share = math.ceil(len(concepts) / max(1, len(batches)))
        for at, batch in enumerate(batches or [Questions((), names=False)]):
            yield batch, tuple(concepts[at * share : (at + 1) * share] if share else concepts)

    def _questions(self, examples: Sequence[Example], *, names: bool) -> Iterator[Questions]:
        order = self.chance.sample(examples, len(examples))
        for first in range(0, len(order), self.settings.batch):
            yield Questions(tuple(map(self._thinned, order[first : first + self.settings.batch])), names)

    def _plans(self) -> Iterator[PlanQuestions]:
        order = iter(self.chance.sample(self.examples.plans, len(self.examples.plans)))
        while self.settings.plans and (plans := tuple(islice(order, _TOGETHER))):
            sections = tuple(chain.from_iterable(plans))
            asked = [(bag, at) for at, section in enumerate(sections) for bag in section.questions]
            self.chance.shuffle(asked)
            for first in range(0, len(asked), self.settings.plan_batch):
                some = asked[first : first + self.settings.plan_batch]
                thinned = tuple(SectionBags(tuple(map(self._thin, one.sentences)), ()) for one in sections)
                yield PlanQuestions(thinned, tuple(self._thin(bag) for bag, _ in some), tuple(at for _, at in some))

    def _concepts(self) -> Iterator[tuple[Bag, Bag]]:
        for concept in self.examples.concepts:
            for everyday in concept.everyday:
                yield everyday, self.chance.choice(concept.formal)
            if len(concept.formal) > 1:
                one, other = self.chance.sample(concept.formal, 2)
                yield one, other

    def _thinned(self, one: Example) -> Example:
        return Example(self._thin(one.question), self._thin(one.passage), self._thin(one.near), one.source)

    def _thin(self, bag: Bag) -> Bag:
        return tuple(word for word in bag if self.chance.random() >= self.settings.dropout) or bag
