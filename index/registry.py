"""Reading a registry of models: one TOML table a name."""

import tomllib
from pathlib import Path
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from index.errors import ModelError

Entry = TypeVar("Entry")


def read_registry(file: Path, models: Path, kind: TypeAdapter[Entry]) -> dict[str, Entry]:
    """Return the entries of a registry, and of the file of the same name in the models' folder, by name.

    Raises:
        ModelError: a file cannot be read, an entry has an unknown, missing or wrong key, or a name stands twice.

    """
    entries = _entries(file, kind)
    own = models / file.name
    if not own.is_file():
        return entries
    added = _entries(own, kind)
    if twice := sorted(entries.keys() & added.keys()):
        raise ModelError(f"{own}: {twice[0]!r} already stands in {file}; take another name")
    return entries | added


def _entries(file: Path, kind: TypeAdapter[Entry]) -> dict[str, Entry]:
    try:
        tables = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ModelError(f"{file}: not readable as TOML ({error}); correct it") from error
    return {name: _entry(file, name, table, kind) for name, table in tables.items()}


def _entry(file: Path, name: str, table: Any, kind: TypeAdapter[Entry]) -> Entry:  # noqa: ANN401 (whatever TOML holds)
    try:
        return kind.validate_python(table)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        key = first["loc"][-1] if first["loc"] else "the table"
        raise ModelError(f"{file}: [{name}] {key}: {first['msg']}; correct this entry") from error
