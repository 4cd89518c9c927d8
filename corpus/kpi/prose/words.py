"""The words by which running text says values: the content of ``prose.toml``."""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from corpus.kpi.record import KpiKind

_VERBS = (("exceeding", "超"), ("below", "未満"), ("keeping", "維持"))


@dataclass(frozen=True, slots=True)
class ProseWords:
    """Words and patterns of ``prose.toml``; ``units`` maps the end of a measure's name to the units of its values."""

    units: dict[str, frozenset[str]]
    bare: frozenset[str]
    never: tuple[str, ...]
    city: tuple[str, ...]
    time: re.Pattern[str]
    kana: tuple[str, ...]
    longest: int
    particle: re.Pattern[str]
    after_year: re.Pattern[str]
    before: re.Pattern[str]
    after: re.Pattern[str]
    tail: re.Pattern[str]
    verbs: tuple[tuple[re.Pattern[str], str], ...]
    kinds: dict[KpiKind, tuple[str, ...]]
    lists: tuple[str, ...]
    limits: frozenset[str]
    veto: tuple[str, ...]
    sections: tuple[str, ...]
    line_name: re.Pattern[str]
    line_kinds: dict[str, KpiKind]
    reach: int

    def units_of(self, name: str) -> frozenset[str]:
        """Return the units that a value of ``name`` can have, none where it names no measure."""
        return next((units for ending, units in self.units.items() if name.endswith(ending)), frozenset())


@cache
def prose_words() -> ProseWords:
    """Return the words of ``prose.toml``."""
    data = tomllib.loads(files("corpus.kpi.prose").joinpath("prose.toml").read_text(encoding="utf-8"))
    names, links, kinds, lines = data["names"], data["links"], data["kinds"], data["lines"]
    endings = {ending: frozenset(item["units"]) for item in data["measure"] for ending in item["endings"]}
    return ProseWords(
        units=dict(sorted(endings.items(), key=lambda item: -len(item[0]))),
        bare=frozenset(names["bare"]),
        never=tuple(names["never"]),
        city=tuple(names["city"]),
        time=re.compile(names["time"]),
        kana=tuple(names["kana"]),
        longest=names["longest"],
        particle=re.compile(links["particle"] + "$"),
        after_year=re.compile(links["after_year"]),
        before=re.compile(rf"(?:{_either(links['before'])})+$"),
        after=re.compile(_either(links["after"])),
        tail=re.compile(links["tail"]),
        verbs=tuple((re.compile(links[verb]), said) for verb, said in _VERBS),
        kinds={kind: tuple(kinds[kind.value]) for kind in (KpiKind.TARGET, KpiKind.FORECAST)},
        lists=tuple(kinds["lists"]),
        limits=frozenset(kinds["limits"]),
        veto=tuple(data["veto"]["words"]),
        sections=tuple(data["veto"]["sections"]),
        line_name=re.compile(rf"(?:{lines['name']})\s*[:]\s*(?P<name>\S.*)"),
        line_kinds={
            word: kind for kind in (KpiKind.TARGET, KpiKind.BASELINE, KpiKind.ACTUAL) for word in lines[kind.value]
        },
        reach=lines["reach"],
    )


def _either(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
