"""``plan.toml``: what a plan is, checked strictly."""

import tomllib
from pathlib import Path

from pydantic import ValidationError

from corpus.errors import PlanFolderError, SourceError
from corpus.plan import PlanManifest
from corpus.readers.files import checked_file, read_bytes
from corpus.readers.source import decode
from corpus.remarks.causes import CauseCode
from corpus.remarks.grammar import line_of
from corpus.remarks.refusals import RefusalCode

NAME = "plan.toml"
# More than any manifest needs.
_LONGEST = 64_000

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
        raise PlanFolderError(line_of(RefusalCode.NO_MANIFEST, file=folder))
    try:
        text = decode(read_bytes(checked_file(folder, path)), str(path))
    except SourceError as error:
        raise PlanFolderError(str(error)) from error
    if len(text) > _LONGEST:
        raise PlanFolderError(line_of(RefusalCode.LONG_MANIFEST, file=path, most=_LONGEST))
    return _parse(path, text)


def _parse(path: Path, text: str) -> PlanManifest:
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise PlanFolderError(line_of(RefusalCode.TOML, file=path, reason=error)) from error
    try:
        return PlanManifest.model_validate(content)
    except ValidationError as error:
        raise PlanFolderError(_said(error, path)) from error


def _said(error: ValidationError, path: Path) -> str:
    """Return what is wrong with the first key, and how many more are wrong, in one line."""
    problems = error.errors(include_url=False)
    first = problems[0]
    key = ".".join(map(str, first["loc"]))
    if first["type"] == "missing":
        said = line_of(CauseCode.KEY_MISSING, field=key, example=_EXAMPLES[key])
    elif first["type"] == "extra_forbidden":
        said = line_of(CauseCode.KEY_UNKNOWN, text=key, known=", ".join(PlanManifest.model_fields))
    else:
        shown = str(first["input"]).replace("\n", " ")[:60]
        said = line_of(CauseCode.KEY, field=key, input=shown, reason=first["msg"])
    folder = str(path).removesuffix(NAME)
    if len(problems) == 1:
        return line_of(RefusalCode.MANIFEST, said, folder=folder)
    return line_of(RefusalCode.MANIFEST_MORE, said, folder=folder, count=len(problems) - 1)
