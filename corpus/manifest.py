"""``plan.toml``: what a plan is, checked strictly."""

import tomllib
from pathlib import Path

from pydantic import ValidationError

from corpus.errors import PlanFolderError, SourceError
from corpus.plan import PlanManifest
from corpus.readers.files import checked_file, read_bytes
from corpus.readers.source import decode

NAME = "plan.toml"
# More than any manifest needs.
_LONGEST = 64_000

_MISSING = "is missing; add it, for example {example}"
_EXAMPLES = {
    "id": 'id = "saga-smart"',
    "title": 'title = "佐賀市スマート行政推進プラン"',
    "city": 'city = "佐賀市"',
    "language": 'language = "ja"',
    "access": 'access = "public"',
}


def read_manifest(folder: Path) -> PlanManifest:
    """Return the manifest of a plan folder. Raises PlanFolderError that names the key and the way out."""
    path = folder / NAME
    if not path.exists():
        raise PlanFolderError(f"{folder}: no {NAME}; add one with id, title, city, language and access")
    try:
        text = decode(read_bytes(checked_file(folder, path)), str(path))
    except SourceError as error:
        raise PlanFolderError(str(error)) from error
    if len(text) > _LONGEST:
        raise PlanFolderError(f"{path}: longer than {_LONGEST} characters; a manifest holds a few lines")
    return _parse(path, text)


def _parse(path: Path, text: str) -> PlanManifest:
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise PlanFolderError(f"{path}: broken TOML ({error}); texts stand in quotation marks") from error
    try:
        return PlanManifest.model_validate(content)
    except ValidationError as error:
        raise PlanFolderError(f"{path}: {_said(error)}") from error


def _said(error: ValidationError) -> str:
    """Return what is wrong with the first key, and how many more are wrong, in one line."""
    problems = error.errors(include_url=False)
    first = problems[0]
    key = ".".join(map(str, first["loc"]))
    if first["type"] == "missing":
        said = f"{key} {_MISSING.format(example=_EXAMPLES[key])}"
    elif first["type"] == "extra_forbidden":
        said = f"unknown key {key}; remove it (known: {', '.join(PlanManifest.model_fields)})"
    else:
        shown = str(first["input"]).replace("\n", " ")[:60]
        said = f"{key} = {shown}: {first['msg']}; correct it"
    return said if len(problems) == 1 else f"{said} (and {len(problems) - 1} more)"
