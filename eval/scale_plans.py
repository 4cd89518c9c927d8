"""Plan folders of fictional cities, as many as a measurement needs; the same seed gives the same plans."""

import random
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

_FILE = Path(__file__).with_name("scale.toml")
_YEARS = range(2020, 2036)


class Shape(BaseModel):
    """How large a plan is, and how many a city has."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    plans_a_city: int = Field(ge=1)
    chapters: int = Field(ge=1)
    sections: int = Field(ge=1)
    sentences: int = Field(ge=1)
    indicators: int = Field(ge=1)

    @property
    def chunks(self) -> int:
        """Return about how many chunks a plan has: its sections and a table a chapter."""
        return self.chapters * (self.sections + 1)


class Names(BaseModel):
    """Parts of the names of cities, places and plans."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    first: tuple[str, ...]
    last: tuple[str, ...]
    places: tuple[str, ...]
    kinds: tuple[str, ...]


class Text(BaseModel):
    """Templates of headings, sentences and questions."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    titles: tuple[str, ...]
    sentences: tuple[str, ...]
    questions: tuple[str, ...]


class ScaleSettings(BaseModel):
    """The content of ``scale.toml``."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    shape: Shape
    names: Names
    words: dict[str, tuple[str, ...]]
    text: Text
    goals: dict[str, tuple[str, str]]


@dataclass(frozen=True, slots=True)
class FictionalPlan:
    """A plan that was written: its id, its city and its folder."""

    id: str
    city: str
    folder: Path


@cache
def scale_settings() -> ScaleSettings:
    """Return the settings of ``scale.toml``."""
    return ScaleSettings.model_validate(tomllib.loads(_FILE.read_text(encoding="utf-8")))


def write_plans(folder: Path, chunks: int, seed: int, settings: ScaleSettings) -> tuple[FictionalPlan, ...]:
    """Write plan folders of about that many chunks together, at least one, below a folder; return them in order."""
    count = max(1, round(chunks / settings.shape.chunks))
    cities = _cities(-(-count // settings.shape.plans_a_city), settings.names, random.Random(seed))  # noqa: S311 (text)
    return tuple(_write(folder, number, cities, seed, settings) for number in range(count))


def questions(count: int, seed: int, settings: ScaleSettings) -> tuple[str, ...]:
    """Return questions about what the plans tell of, the same ones for the same seed."""
    chance = random.Random(f"questions {seed}")  # noqa: S311 (text)
    return tuple(_filled(settings.text.questions, chance, settings) for _ in range(count))


def _cities(count: int, names: Names, chance: random.Random) -> Sequence[str]:
    """Return names of cities, each once; numbered quarters where the names do not suffice."""
    pairs = [f"{first}{last}" for first in names.first for last in names.last if first != last]
    chance.shuffle(pairs)
    return [
        f"{pairs[at % len(pairs)]}{names.places[at // len(pairs)] if at >= len(pairs) else ''}市" for at in range(count)
    ]


def _write(folder: Path, number: int, cities: Sequence[str], seed: int, settings: ScaleSettings) -> FictionalPlan:
    id_ = f"scale-{number:05d}"
    city, kind = cities[number // settings.shape.plans_a_city], settings.names.kinds[number % len(settings.names.kinds)]
    chance = random.Random(f"{seed} {number}")  # noqa: S311 (text)
    place = folder / id_
    place.mkdir(parents=True)
    (place / "plan.toml").write_text(
        f'id = "{id_}"\ntitle = "{city}{kind}"\ncity = "{city}"\nkind = "{kind}"\nlanguage = "ja"\naccess = "public"\n',
        encoding="utf-8",
    )
    for chapter in range(1, settings.shape.chapters + 1):
        lines = "\n".join(_chapter(chapter, chance, settings))
        (place / f"{chapter:02d}.md").write_text(lines, encoding="utf-8")
    return FictionalPlan(id_, city, place)


def _chapter(number: int, chance: random.Random, settings: ScaleSettings) -> Iterator[str]:
    theme = chance.choice(settings.words["theme"])
    yield from (f"# 第{number}章 {theme}", "")
    for section in range(1, settings.shape.sections + 1):
        yield from (f"## {number}.{section} {_filled(settings.text.titles, chance, settings)}", "")
        count = settings.shape.sentences
        yield from ("".join(_filled(settings.text.sentences, chance, settings) for _ in range(count)), "")
    yield from (f"## {number}.{settings.shape.sections + 1} {theme}の指標", "", *_table(chance, settings), "")


def _table(chance: random.Random, settings: ScaleSettings) -> Iterator[str]:
    yield from ("| 指標 | 単位 | 令和6年度実績 | 令和10年度目標 |", "|---|---|---|---|")
    for _ in range(settings.shape.indicators):
        name = _filled(("{thing}の{act}数",), chance, settings)
        actual = chance.randrange(10, 500)
        target = actual + chance.randrange(1, 100)
        yield f"| {name} | {chance.choice(settings.words['unit'])} | {actual} | {target} |"


def _filled(templates: Sequence[str], chance: random.Random, settings: ScaleSettings) -> str:
    names = settings.names
    words = {name: chance.choice(choices) for name, choices in settings.words.items()}
    town = chance.choice(names.first) + chance.choice(names.last) + chance.choice(names.places)
    return chance.choice(templates).format(
        **words, town=town, number=chance.randrange(2, 1_000), year=chance.choice(_YEARS)
    )
