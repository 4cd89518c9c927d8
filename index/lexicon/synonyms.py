"""A city's own words: ``synonyms.toml`` beside the plan folders."""

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from corpus.errors import SourceError
from corpus.readers.files import checked_file, read_bytes
from corpus.readers.source import decode
from index.lexicon.concepts import ConceptRow
from index.tokens import words

NAME = "synonyms.toml"
_TABLE = "concept"
_SHAPE = '[[concept]] with formal = ["…"] and everyday = ["…"]'


@dataclass(frozen=True, slots=True)
class Synonyms:
    """The concepts of the files in order, each once, and one line for each fault; a faulty concept is left out."""

    concepts: tuple[ConceptRow, ...]
    faults: tuple[str, ...]


def read_synonyms(plan_folders: Sequence[Path]) -> Synonyms:
    """Return the words of every ``synonyms.toml`` that stands beside one of these plan folders."""
    files = dict.fromkeys(folder.absolute().parent.resolve() / NAME for folder in plan_folders)
    found = [one for path in sorted(files) if path.exists() for one in _read(path)]
    rows = dict.fromkeys(one for one in found if isinstance(one, ConceptRow))
    return Synonyms(tuple(rows), tuple(one for one in found if isinstance(one, str)))


def _read(path: Path) -> Iterator[ConceptRow | str]:
    """Yield each concept of a file, or what is wrong with it in one line."""
    try:
        content = tomllib.loads(decode(read_bytes(checked_file(path.parent, path)), str(path)))
    except SourceError as error:
        yield str(error)
        return
    except tomllib.TOMLDecodeError as error:
        yield f"{path}: broken TOML ({error}); write {_SHAPE}"
        return
    yield from (f"{path}: unknown key {key}; remove it (known: {_TABLE})" for key in content if key != _TABLE)
    entries = content.get(_TABLE, [])
    if not isinstance(entries, list):
        yield f"{path}: {_TABLE} is no list of tables; write {_SHAPE}"
        return
    for number, entry in enumerate(entries, 1):
        yield from _concept(f"{path}: {_TABLE} {number}", entry)


def _concept(place: str, entry: object) -> Iterator[ConceptRow | str]:
    try:
        row = ConceptRow.model_validate(entry)
    except ValidationError as error:
        for problem in error.errors(include_url=False):
            key = ".".join(map(str, problem["loc"])) or "entry"
            yield f"{place}, {key}: {problem['msg']}; write {_SHAPE}"
        return
    empty = [text for text in (*row.formal, *row.everyday) if not words(text)]
    yield from (f"{place}: 「{text}」 holds no word to search for; remove it" for text in empty)
    if not empty:
        yield row
