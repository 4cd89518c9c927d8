"""A run folder: what was asked, of what, and every answer as it was given.

<run>/config.json     RunConfig; written last, so a folder without it is no run
<run>/versions.json   RunVersions
<run>/cases.jsonl     the cases asked, in order
<run>/answers.jsonl   a row an answer, in the order in which they came
<run>/sources/<plan_id>.txt   the plans' texts, so that scoring needs no assistant
<run>/chunks.jsonl    the plans' chunks, where they were at hand: at which step evidence was lost
<run>/scores.json     what ``assistant eval score`` made of it
"""

import datetime
import json
import platform
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import distributions, requires
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from corpus.plan import Chunk, PlanId
from eval.answer_file import AnswerRow
from eval.cases import AnyCase, Half, read_cases
from eval.errors import RunError
from eval.rows import read_rows

RUNS = Path("var/eval")
TODAY = datetime.date(2026, 11, 22)  # the day on which the bundled questions are asked, whenever they are
_PLAN_ID: TypeAdapter[str] = TypeAdapter(PlanId)
_PROJECT = "plan-assistant"
_REQUIRED = re.compile(r"[^A-Za-z0-9._-]")  # what ends the name of a requirement
_CHUNK: TypeAdapter[Chunk] = TypeAdapter(Chunk)
_UNSAFE = re.compile(r"[^a-z0-9]+")


class RunConfig(BaseModel):
    """The content of ``config.json``: how the answers were had."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    asked: Literal["in_process", "http", "file"]
    sets: tuple[str, ...] = ()
    half: Half | None = None
    base_url: str | None = None
    index: str | None = None
    answer_files: tuple[str, ...] = ()
    today: datetime.date = TODAY
    top: Annotated[int, Field(ge=1, le=100)] = 10
    workers: Annotated[int, Field(ge=1)] = 1
    timeout_seconds: Annotated[float, Field(gt=0)] = 60


class RunVersions(BaseModel):
    """The content of ``versions.json``: the index that was asked, and what ran on the asker's side."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    index_id: str
    python: str
    platform: str
    packages: dict[str, str]

    @classmethod
    def of(cls, index_id: str) -> "RunVersions":
        """Return the versions of this process: of the project and of what it names as its requirements."""
        names = [_REQUIRED.split(text)[0] for text in requires(_PROJECT) or ()]
        installed = {found.metadata["Name"].lower(): found.version for found in distributions()}
        packages = {name: installed[name] for name in sorted({_PROJECT, *names}) if name in installed}
        return cls(index_id=index_id, python=platform.python_version(), platform=platform.platform(), packages=packages)


@dataclass(frozen=True, slots=True)
class RunFolder:
    """A run on disk."""

    path: Path
    config: RunConfig
    versions: RunVersions

    @classmethod
    def create(
        cls, path: Path, config: RunConfig, versions: RunVersions, cases: Sequence[AnyCase],
        sources: Mapping[str, str], chunks: Mapping[str, tuple[Chunk, ...]],
    ) -> "RunFolder":  # fmt: skip
        """Return a new run without answers.

        Raises:
            RunError: something else stands at that place, or a plan id is none.

        """
        if path.exists() and (not path.is_dir() or any(path.iterdir())):
            raise RunError(f"{path}: there is something already; name a new folder, or continue a run with --resume")
        (path / "sources").mkdir(parents=True, exist_ok=True)
        for plan_id, text in sources.items():
            (path / "sources" / f"{_checked(plan_id)}.txt").write_bytes(text.encode())
        (path / "cases.jsonl").write_text("".join(f"{case.model_dump_json()}\n" for case in cases), encoding="utf-8")
        lines = (json.dumps(_CHUNK.dump_python(chunk, mode="json"), ensure_ascii=False) for chunk in _flat(chunks))
        (path / "chunks.jsonl").write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        (path / "answers.jsonl").touch()
        write_whole(path / "versions.json", versions.model_dump_json(indent=1))
        write_whole(path / "config.json", config.model_dump_json(indent=1))
        return cls(path, config, versions)

    @classmethod
    def open(cls, path: Path) -> "RunFolder":
        """Return the run that stands there.

        Raises:
            RunError: there is none, or a file of it is broken.

        """
        config, versions = path / "config.json", path / "versions.json"
        try:
            return cls(
                path,
                RunConfig.model_validate_json(config.read_bytes()),
                RunVersions.model_validate_json(versions.read_bytes()),
            )
        except OSError as error:
            raise RunError(f"{path}: no run there; `assistant eval run` makes one") from error
        except ValidationError as error:
            first = error.errors(include_url=False)[0]
            place = ".".join(map(str, first["loc"]))
            raise RunError(f"{path}: config.json or versions.json: {place}: {first['msg']}; run it anew") from error

    def cases(self) -> list[AnyCase]:
        """Return the cases asked, in order."""
        return read_cases([self.path / "cases.jsonl"])

    def rows(self) -> list[AnswerRow]:
        """Return the answers in the order of the cases; a case that was not asked has none."""
        found = {row.id: row for _, row in read_rows(self.path / "answers.jsonl")}
        return [found[case.id] for case in self.cases() if case.id in found]

    def sources(self) -> dict[str, str]:
        """Return the plans' texts by plan id."""
        return {path.stem: path.read_bytes().decode() for path in sorted((self.path / "sources").glob("*.txt"))}

    def chunks(self) -> dict[str, list[Chunk]] | None:
        """Return the plans' chunks by plan id, None where they were not at hand."""
        found: dict[str, list[Chunk]] = {}
        for line in (self.path / "chunks.jsonl").read_bytes().split(b"\n"):
            if line.strip():
                chunk = _CHUNK.validate_json(line)
                found.setdefault(chunk.plan_id, []).append(chunk)
        return found or None


def run_path(name: str, now: datetime.datetime) -> Path:
    """Return where a new run goes: ``var/eval/<YYYYmmdd-HHMMSS>-<name>``, with a number where that is taken."""
    stem = f"{now:%Y%m%d-%H%M%S}-{_UNSAFE.sub('-', name.lower()).strip('-') or 'run'}"
    path, number = RUNS / stem, 2
    while path.exists():
        path, number = RUNS / f"{stem}-{number}", number + 1
    return path


def newest_run() -> Path:
    """Return the newest run of ``var/eval``.

    Raises:
        RunError: there is none.

    """
    found = sorted(path.parent for path in RUNS.glob("*/config.json"))
    if not found:
        raise RunError(f"{RUNS}: no run there; `assistant eval run` makes one")
    return found[-1]


def write_whole(path: Path, text: str) -> None:
    """Write a text with a line end at its end; the file appears only when complete."""
    temporary = path.with_name(f".{path.name}.part")
    temporary.write_text(text + "\n", encoding="utf-8")
    temporary.replace(path)


def _flat(chunks: Mapping[str, tuple[Chunk, ...]]) -> Iterator[Chunk]:
    for of_plan in chunks.values():
        yield from of_plan


def _checked(plan_id: str) -> str:
    try:
        return _PLAN_ID.validate_python(plan_id)
    except ValidationError as error:
        message = f"plan id {plan_id[:80]!r} is none of ours (docs/plan-folder.md); its text cannot be kept"
        raise RunError(message) from error
