"""Cards of the KPI explorer as HTML, each drawn once: fifty of them are most of the work of a page."""

from collections.abc import Callable
from dataclasses import dataclass, field

from assistant.turn import Language
from web import limits


@dataclass(frozen=True, slots=True)
class CardForm:
    """All that a card's HTML depends on, beside the index and the asker's access."""

    key: str
    year: int | None
    language: Language
    picked: bool


@dataclass(frozen=True, slots=True)
class DrawnCards:
    """The cards drawn from one open index for one access level; whoever holds it holds it for these alone."""

    kept: dict[CardForm, str] = field(default_factory=dict)

    def of(self, form: CardForm, draw: Callable[[], str]) -> str:
        """Return the HTML of a card: as it was drawn before, else as ``draw`` gives it.

        At ``KPI_CARDS`` all are let go: a year may be any number, and so no set of cards is the last.
        """
        drawn = self.kept.get(form)
        if drawn is None:
            if len(self.kept) >= limits.KPI_CARDS:
                self.kept.clear()
            drawn = self.kept[form] = draw()
        return drawn
