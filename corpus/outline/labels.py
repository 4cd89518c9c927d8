"""Labels: short lines that stand alone and may be headings."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from corpus.display import clean, one_line
from corpus.japanese.width import fold
from corpus.layout.blocks import Block, BlockKind

_LETTER = re.compile(r"[ぁ-んァ-ヺ一-鿿]")
_NUMBER = re.compile(
    r"^(?:第?[\d一二三四五六七八九十]+[編部章節項]?|[(（]?\d+[)）]|[①-⑳]|[ア-ン](?=[.．、]))[.．、\s]*"
)
_MOST_LINES = 2  # 「2040年」 and 「目指す姿」 are one label
_LONGEST_ENTRY = 160
_LONGEST_REMARK = 60
_AROUND = re.compile(r"^[\W_]+|[\W_]+$")


@dataclass(frozen=True, slots=True)
class LabelRules:
    """What a bare heading may look like: the content of ``labels.toml``."""

    contents: frozenset[str]
    unnamed_contents: str
    top: frozenset[str]
    glossary: tuple[str, ...]
    longest: int
    longest_bracketed: int
    repeated: int
    never: re.Pattern[str]
    sentence_end: re.Pattern[str]
    bracketed: re.Pattern[str]
    statement: re.Pattern[str]
    entry: re.Pattern[str]
    linked: re.Pattern[str]
    fewest: int


@cache
def rules() -> LabelRules:
    """Return the rules of ``labels.toml``."""
    data = tomllib.loads(files("corpus.outline").joinpath("labels.toml").read_text(encoding="utf-8"))
    titles, label, contents = data["titles"], data["label"], data["contents_line"]
    return LabelRules(
        contents=frozenset(titles["contents"]),
        unnamed_contents=titles["unnamed_contents"],
        top=frozenset(titles["top"]),
        glossary=tuple(titles["glossary"]),
        longest=label["longest"],
        longest_bracketed=label["longest_bracketed"],
        repeated=label["repeated"],
        never=re.compile("|".join(f"(?:{pattern})" for pattern in label["never"])),
        sentence_end=re.compile(label["sentence_end"]),
        bracketed=re.compile(label["bracketed"]),
        statement=re.compile(label["statement"]),
        entry=re.compile(contents["entry"]),
        linked=re.compile(contents["linked"]),
        fewest=contents["fewest"],
    )


def title_of(text: str, block: Block) -> str:
    """Return a block's text as a title: display text on one line (「## **04** 推進項目」 -> 「04 推進項目」)."""
    source = block.lines[0].text
    marks = len(source) - len(source.lstrip("# \t\u3000")) if block.kind is BlockKind.HASH else 0
    return one_line(clean(text, block.start + marks, block.end).text).strip()


def label_of(text: str, block: Block) -> str | None:
    """Return the title where a paragraph looks like a bare heading, judged by itself, else None."""
    length = block.end - block.start
    if block.kind is not BlockKind.PARAGRAPH or len(block.lines) > _MOST_LINES or length > rules().longest_bracketed:
        return None
    source = block.lines[0].text
    if block.lines[-1].text[-1] in "。．":
        return None
    title = title_of(text, block)
    if source.startswith("**") or not _LETTER.search(title) or rules().statement.fullmatch(title):
        return None
    if rules().bracketed.fullmatch(title):
        return title
    short = len(title) <= rules().longest
    plain = not rules().never.match(title) and not rules().sentence_end.search(title)
    return title if short and plain and not source.isdecimal() else None


def is_remark(block: Block) -> bool:
    """Return whether a paragraph is a short line that says no sentence: a caption, a slogan, a date, a signature."""
    text = block.lines[0].text
    single = block.kind is BlockKind.PARAGRAPH and len(block.lines) == 1 and len(text) <= _LONGEST_REMARK
    return single and "。" not in text and not rules().sentence_end.search(text)


def is_bracketed(title: str) -> bool:
    """Return whether a line is all in brackets: 【R8】, 《…》×《…》."""
    return bool(rules().bracketed.fullmatch(title))


@lru_cache(maxsize=1024)
def key_of(title: str) -> str:
    """Return what two titles share that differ in number, brackets and widths: 「(1)財政　運営」 and 「財政運営」."""
    return fold(_AROUND.sub("", _NUMBER.sub("", title)))


def is_contents(title: str) -> bool:
    """Return whether a title names a table of contents."""
    return key_of(title) in rules().contents


def is_top(title: str) -> bool:
    """Return whether a title names a part of its own at the front or back, such as 【資料編】."""
    return key_of(title) in rules().top


def is_entry(line: str) -> bool:
    """Return whether a line is an entry of a table of contents: 「1. はじめに……3」."""
    may_be = len(line) <= _LONGEST_ENTRY and (line[-1].isalnum() or line[-1] in ")\t")
    return may_be and bool(rules().entry.fullmatch(line) or rules().linked.fullmatch(line))
