"""A Dockerfile read into instructions, and what is wrong with one by the rules that matter here."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

_TAGGED: Final = re.compile(r"[\w./-]+:\d[\w.-]*(@sha256:[0-9a-f]{64})?")
_SECRET: Final = re.compile(r"SECRET|PASSWORD|TOKEN|_KEY|ACCOUNTS")


@dataclass(frozen=True, slots=True)
class Instruction:
    """One instruction; ``stage`` counts from 0."""

    name: str
    words: str
    stage: int

    @property
    def options(self) -> list[str]:
        """Return the words that begin with two hyphens before the first other word."""
        found = []
        for word in self.words.split():
            if not word.startswith("--"):
                break
            found.append(word)
        return found

    @property
    def arguments(self) -> list[str]:
        """Return the words after the options."""
        return self.words.split()[len(self.options) :]


def read(text: str) -> list[Instruction]:
    """Return the instructions in order, continued lines joined, comments left out."""
    lines = [line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    found: list[Instruction] = []
    stage = -1
    for line in re.sub(r"\\\n\s*", " ", "\n".join(lines)).splitlines():
        name, _, words = line.strip().partition(" ")
        stage += name == "FROM"
        found.append(Instruction(name, words.strip(), stage))
    return found


def complaints(text: str) -> list[str]:
    """Return what is wrong with a Dockerfile, one line each."""
    instructions = read(text)
    return [*_of_each(instructions), *_of_the_last_stage(instructions)]


def _of_each(instructions: list[Instruction]) -> Iterator[str]:
    stages = {one.words.split(" AS ")[1] for one in instructions if one.name == "FROM" and " AS " in one.words}
    for one in instructions:
        if one.name == "FROM" and not _TAGGED.fullmatch(one.arguments[0]) and one.arguments[0] not in stages:
            yield f"FROM {one.arguments[0]}: name a version"
        if one.name == "ADD":
            yield f"ADD {one.words}: COPY takes nothing from the network"
        if one.name == "RUN" and "apt-get install" in one.words:
            if "rm -rf /var/lib/apt/lists" not in one.words:
                yield "apt-get install: remove its lists in the same RUN"
            if "--no-install-recommends" not in one.words:
                yield "apt-get install: --no-install-recommends"
        if one.name == "RUN" and re.search(r"curl|wget|sudo|pip install (?!.*--constraint)", one.words):
            yield f"RUN {one.words}: only pinned packages from the package index, no sudo"
        if one.name in ("ENV", "ARG") and _SECRET.search(one.words):
            yield f"{one.name} {one.words}: a secret would stay in the image"


def _of_the_last_stage(instructions: list[Instruction]) -> Iterator[str]:
    last = [one for one in instructions if one.stage == instructions[-1].stage]
    users = [at for at, one in enumerate(last) if one.name == "USER"]
    if not users or re.match(r"(root|0)\b", last[users[-1]].words):
        yield "USER: not root"
    elif any(one.name in ("RUN", "COPY") for one in last[users[-1] :]):
        yield "USER: nothing is written after it"
    for one in last:
        if one.name == "COPY" and not any(option.startswith("--chown=") for option in one.options):
            yield f"COPY {one.words}: say whose it is"
        if one.name in ("CMD", "ENTRYPOINT") and not isinstance(json.loads(one.words), list):
            yield f"{one.name}: a list of words, so that signals reach the program"
    if not any(one.name == "HEALTHCHECK" and "/readyz" in one.words for one in last):
        yield "HEALTHCHECK: ask /readyz"
