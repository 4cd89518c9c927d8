"""Cities and plans that a question names."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.needles import Needles
from assistant.steps.romanised import keys_of_cities, romanised_in
from index.plans import PlanRecord
from index.tokens import municipalities

_LONG_ENOUGH = 3  # 津 alone, of 津市, stands in too many words
_KEPT = 8  # gazetteers: of each access level of the indexes that a process has open


@dataclass(frozen=True, slots=True)
class Named:
    """What a question names: plans (by id), the words that named them, and municipalities without a plan here."""

    plan_ids: tuple[str, ...]
    words: tuple[str, ...]
    elsewhere: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """The names of some plans, ready to be looked for: the work of a look-up grows with the text, not with the plans.

    ``short`` are the cities' names without their last letter, ``ours`` all names by which one of the plans is known.
    """

    plans: Sequence[PlanRecord]
    cities: tuple[str, ...]
    titled: Needles
    full: Needles
    short: Needles
    romanised: Mapping[str, str]
    ours: frozenset[str]

    @classmethod
    def of(cls, plans: Sequence[PlanRecord]) -> "Gazetteer":
        """Return the gazetteer of these plans."""
        cities = tuple(dict.fromkeys(plan.manifest.city for plan in plans))
        manifests = [plan.manifest for plan in plans]
        titles = [(name, at) for at, one in enumerate(manifests) for name in dict.fromkeys((one.title, one.id))]
        return cls(
            plans,
            cities,
            Needles.of(titles),
            Needles.of((city, at) for at, city in enumerate(cities)),
            Needles.of((city[:-1], at) for at, city in enumerate(cities) if len(city) >= _LONG_ENOUGH),
            keys_of_cities(cities),
            frozenset(name for plan in plans for name in _names(plan)),
        )

    def cities_in(self, text: str) -> dict[str, str]:
        """Return the cities that a text names, and how: in full, else without 市, 町, 村 or 区; not 佐賀 of 佐賀県."""
        full = [self.cities[at] for at in sorted(self.full.within(text))]
        short = (self.cities[at] for at in sorted(self.short.within(text)))
        return dict(zip(full, full, strict=True)) | {
            city: city[:-1] for city in short if city not in full and city[:-1] + "県" not in text
        }


@dataclass(slots=True)
class Gazetteers:
    """The gazetteers of the plans asked about last; an open index gives the same tuple of plans for each access."""

    kept: tuple[Gazetteer, ...] = ()

    def of(self, plans: Sequence[PlanRecord]) -> Gazetteer:
        """Return the gazetteer of these plans, the one made before where they are the same tuple."""
        made = next((one for one in self.kept if one.plans is plans), None)
        if made is None:
            made = Gazetteer.of(plans)
            self.kept = (made, *self.kept)[:_KEPT] if isinstance(plans, tuple) else self.kept
        return made


_GAZETTEERS = Gazetteers()


def named_in(text: str, plans: Sequence[PlanRecord]) -> Named:
    """Return the plans that a text names by title or city, and municipalities of which there is no plan.

    A title narrows to its plan; a city, with or without its last letter 市 or in Latin letters, means all of that
    city's plans.
    """
    known = _GAZETTEERS.of(plans)
    romanised = romanised_in(text, known.romanised)
    titled = [plans[at] for at in sorted(known.titled.within(text))]
    cities = known.cities_in(text)
    cities |= {one.city: one.words for one in romanised if one.city in known.cities and one.city not in cities}
    chosen = titled or ([plan for plan in plans if plan.manifest.city in cities] if cities else [])
    elsewhere = [name for name in municipalities(text) if name not in known.ours]
    elsewhere += [one.words for one in romanised if one.city not in known.cities]
    spoken = [plan.manifest.title for plan in titled if plan.manifest.title in text] + list(cities.values())
    spoken += [one.words for one in romanised if one.city in known.cities]
    return Named(tuple(plan.manifest.id for plan in chosen), tuple(dict.fromkeys(spoken)), tuple(elsewhere))


def _names(plan: PlanRecord) -> tuple[str, ...]:
    manifest = plan.manifest
    return (manifest.city, manifest.city[:-1], manifest.prefecture or "", manifest.title)
