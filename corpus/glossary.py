"""Glossaries that are no tables: 「用語：説明」 in paragraphs or items."""

import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files

from corpus.outline.labels import rules
from corpus.passages import Passage, PassageKind
from corpus.plan import Section, Sentence, SentenceKind

_TEXT = {PassageKind.PROSE, PassageKind.ITEM, PassageKind.REMARK, PassageKind.NOTE}


def is_glossary(section: Section) -> bool:
    """Return whether a section stands under a heading such as 用語集."""
    return any(word in title for title in section.heading for word in rules().glossary)


def with_entries(passages: Sequence[Passage], *, glossary: bool) -> list[Passage]:
    """Return the passages with 「用語：説明」 and what goes on after it as one entry each.

    In a glossary every such passage is an entry; elsewhere a run of at least three is, where most explain a word.
    """
    result: list[Passage] = []
    for run in _runs(passages):
        opens = [bool(_said(passage)) for passage in run]
        if any(opens) and (glossary or _explains(run)):
            result.extend(_entries(run))
        else:
            result.extend(run)
    return result


@cache
def _patterns() -> tuple[re.Pattern[str], int, re.Pattern[str]]:
    data = tomllib.loads(files("corpus.outline").joinpath("labels.toml").read_text(encoding="utf-8"))["entry"]
    return re.compile(data["pattern"]), data["fewest"], re.compile(data["explains"])


def _runs(passages: Sequence[Passage]) -> Iterator[list[Passage]]:
    run: list[Passage] = []
    for passage in passages:
        if run and (passage.kind in _TEXT) != (run[-1].kind in _TEXT):
            yield run
            run = []
        run.append(passage)
    if run:
        yield run


def _said(passage: Passage) -> re.Match[str] | None:
    if passage.kind not in _TEXT or not passage.sentences:
        return None
    return _patterns()[0].match(passage.sentences[0].text)


def _explains(run: Sequence[Passage]) -> bool:
    _, fewest, explains = _patterns()
    said = [match for passage in run if (match := _said(passage))]
    if len(said) < fewest or len(said) < len(run):
        return False
    return 2 * sum(1 for passage in run if explains.search(passage.sentences[-1].text)) > len(run)


def _entries(run: Sequence[Passage]) -> Iterator[Passage]:
    entry: list[Passage] = []
    for passage in run:
        if _said(passage) and entry:
            yield _joined(entry)
            entry = []
        if entry or _said(passage):
            entry.append(passage)
        else:
            yield passage
    if entry:
        yield _joined(entry)


def _joined(parts: Sequence[Passage]) -> Passage:
    said = [sentence for part in parts for sentence in part.sentences]
    sentence = Sentence("".join(item.text for item in said), said[0].start, said[-1].end, SentenceKind.ENTRY)
    return Passage(PassageKind.ENTRY, parts[0].start, parts[-1].end, (sentence,))
