"""Plausibility: how much a text looks like Japanese that was read in its own encoding."""

import re
import tomllib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_RUN = re.compile(r"[^\t-\r\x20-\x7e]+")  # letters outside ASCII, and controls, which no text has
_KANA = re.compile(r"[\u3000-\u301f\u3041-\u30ff\uff01-\uff5e]")
_KANJI = re.compile(r"[\u4e00-\u9fff]")
_HALF_WIDTH = re.compile(r"[\uff66-\uff9f]{2,}")
_SYMBOL = re.compile(r"[\u00a7-\u00b6\u00d7\u00f7\u0391-\u03c9\u2010-\u2312\u2460-\u2667\u3020-\u33ff]")
_LEVEL_2 = 0xD0  # the first row of JIS level 2 in EUC-JP


@dataclass(frozen=True, slots=True)
class Candidate:
    """An encoding that a Japanese text may be in: its name for people and the codecs that read it."""

    label: str
    codecs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rules:
    """The content of ``encoding.toml``."""

    per_break: int
    letters_per_break: int
    per_nul: int
    least: float
    sample: int
    weights: Mapping[str, float]
    candidates: tuple[Candidate, ...]


@cache
def rules() -> Rules:
    """Return the rules of ``encoding.toml``."""
    data = tomllib.loads(files("corpus.readers").joinpath("encoding.toml").read_text(encoding="utf-8"))
    damage, plausible = data["damage"], data["plausible"]
    return Rules(
        per_break=damage["characters_per_break"],
        letters_per_break=damage["letters_per_break"],
        per_nul=damage["characters_per_nul"],
        least=plausible["least"],
        sample=plausible["sample"],
        weights=data["weights"],
        candidates=tuple(Candidate(item["label"], tuple(item["codecs"])) for item in data["candidate"]),
    )


def plausibility(text: str) -> float:
    """Return the mean weight of the letters outside ASCII and of controls, 0 to 1; 0 where there is none."""
    sample = _sample(text)
    letters = Counter(sample)
    del letters[" "]
    total = letters.total()
    if not total:
        return 0.0
    weighed = sum(_weight(letter) * count for letter, count in letters.items())
    runs = sum(len(run) for run in _HALF_WIDTH.findall(sample))
    return (weighed + rules().weights["half_width"] * runs) / total


def _sample(text: str) -> str:
    """Return the first runs of letters that are weighed, parted by blanks."""
    runs: list[str] = []
    size = 0
    for match in _RUN.finditer(text):
        runs.append(match[0][: rules().sample])
        size += len(runs[-1])
        if size >= rules().sample:
            break
    return " ".join(runs)


def _weight(letter: str) -> float:
    weights = rules().weights
    if _KANA.match(letter):
        return weights["kana"]
    if _KANJI.match(letter):
        return weights["common_kanji"] if _common(letter) else weights["rare_kanji"]
    return weights["symbol"] if _SYMBOL.match(letter) else 0.0


def _common(kanji: str) -> bool:
    try:
        return kanji.encode("euc_jp")[0] < _LEVEL_2
    except UnicodeEncodeError:
        return False
