"""Cities and plans that a question names."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.steps.romanised import romanised_cities
from index.plans import PlanRecord
from index.tokens import municipalities

_LONG_ENOUGH = 3  # 津 alone, of 津市, stands in too many words


@dataclass(frozen=True, slots=True)
class Named:
    """What a question names: plans (by id), the words that named them, and municipalities without a plan here."""

    plan_ids: tuple[str, ...]
    words: tuple[str, ...]
    elsewhere: tuple[str, ...]


def named_in(text: str, plans: Sequence[PlanRecord]) -> Named:
    """Return the plans that a text names by title or city, and municipalities of which there is no plan.

    A title narrows to its plan; a city, with or without its last letter 市 or in Latin letters, means all of that
    city's plans.
    """
    ours = list(dict.fromkeys(plan.manifest.city for plan in plans))
    romanised = romanised_cities(text, ours)
    titled = [plan for plan in plans if plan.manifest.title in text or plan.manifest.id in text]
    cities = {plan.manifest.city: plan.manifest.city for plan in plans if plan.manifest.city in text}
    cities |= {city: city[:-1] for city in _short_names(text, plans) if city not in cities}
    cities |= {one.city: one.words for one in romanised if one.city in ours and one.city not in cities}
    chosen = titled or [plan for plan in plans if plan.manifest.city in cities]
    elsewhere = [name for name in municipalities(text) if not any(name in _names(plan) for plan in plans)]
    elsewhere += [one.words for one in romanised if one.city not in ours]
    spoken = [plan.manifest.title for plan in titled if plan.manifest.title in text] + list(cities.values())
    spoken += [one.words for one in romanised if one.city in ours]
    return Named(tuple(plan.manifest.id for plan in chosen), tuple(dict.fromkeys(spoken)), tuple(elsewhere))


def _short_names(text: str, plans: Sequence[PlanRecord]) -> list[str]:
    """Return cities named without 市, 町, 村 or 区, as in 「佐賀のDX」; not inside 佐賀県."""
    return [
        city
        for city in dict.fromkeys(plan.manifest.city for plan in plans)
        if len(city) >= _LONG_ENOUGH and city[:-1] in text and city[:-1] + "県" not in text
    ]


def _names(plan: PlanRecord) -> tuple[str, ...]:
    manifest = plan.manifest
    return (manifest.city, manifest.city[:-1], manifest.prefecture or "", manifest.title)
