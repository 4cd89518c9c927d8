"""The amounts of a text, each with what it is bound to: bounds, year, city and the words before it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from assistant.steps.claim_settings import claim_settings
from assistant.steps.claim_source import ClaimSource, sentences_of, without_numbers
from corpus.display import CELL_SEPARATOR
from corpus.japanese.era import YearMention, find_years
from corpus.japanese.numerals import Quantity, find_quantities
from corpus.japanese.width import fold
from index.tokens import municipalities, words

YearGroup = frozenset[tuple[int, bool]]  # a year, or both ends of a range
_YEAR_TERM = re.compile(r"(?:fy|y)?\d+")
_SUFFIX = re.compile(r"の[^、。，（）()]*?(?=と|や|及び|並びに|、|。|，|$|\d)")
_HIRAGANA = re.compile("[ぁ-ん]")
_FOLLOWING = 40  # letters that say of what a number is that opens its sentence: 「(3)は、…」
_NEAR = 12  # letters around a number in which its bounds stand


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with its unit, or both ends of a range, as ``said``.

    ``years`` are the years that it may be of, each alone enough; ``bound`` says that its own sentence names one.
    ``labels`` are the words that say of what it is, else those of the amount before; ``cities`` are those that it may
    be of; ``line`` numbers its sentence.
    """

    said: str
    keys: tuple[tuple[Decimal, str], ...]
    bounds: frozenset[str]
    years: frozenset[YearGroup]
    bound: bool
    labels: frozenset[str]
    cities: frozenset[str]
    line: int

    @property
    def unit(self) -> str:
        """Return the unit, by which amounts are rivals."""
        return self.keys[-1][1]


@dataclass(frozen=True, slots=True)
class _Span:
    start: int
    end: int
    years: YearGroup


def year_groups(text: str) -> list[_Span]:
    """Return the years that a text names, in order, the ends of a range together."""
    groups: list[_Span] = []
    for mention in find_years(text):
        one = (mention.year, mention.fiscal)
        if mention.part == "end" and groups:
            last = groups.pop()
            groups.append(_Span(last.start, mention.end, last.years | {one}))
        else:
            groups.append(_Span(mention.start, mention.end, frozenset({one})))
    return groups


def amounts_of(source: ClaimSource) -> list[Amount]:
    """Return the amounts of a source: one without a year of its own may be of the last named, or of a heading's."""
    header = next((text for text in source.around if "\t" in text or "|" in text or CELL_SEPARATOR in text), "")
    headings = [text for text in source.around if text != header]
    heading = frozenset(span.years for text in headings for span in year_groups(text) if len(span.years) == 1)
    found: list[Amount] = []
    last: frozenset[YearGroup] = frozenset()
    for line, sentence in enumerate(source.sentences):
        if CELL_SEPARATOR in sentence:
            row = list(_row_amounts(sentence, _cells(header), line))
            header = header if row else sentence
        else:
            row = list(sentence_amounts(sentence, line))
            groups = year_groups(sentence)
            last = frozenset({groups[-1].years}) if groups else last
        cities = frozenset({source.city} if source.city else ())
        found += [replace(one, years=one.years or last | heading, cities=one.cities or cities) for one in row]
    around = (one for text in headings for one in sentence_amounts(text, -1))
    return found + [one for one in around if one.unit]  # a bare number counts headings


def sentence_amounts(text: str, line: int = 0) -> Iterator[Amount]:
    """Yield the amounts of one sentence; ``years`` is empty where the sentence names none."""
    groups = year_groups(text)
    taken = _directly_after(text, groups)
    begin = 0
    labels: frozenset[str] = frozenset()
    for parts in _quantities(text):
        start, end = parts[0].start, parts[-1].end
        suffix = _SUFFIX.match(text, end)
        said = text[begin:start] + " " + (suffix[0] if suffix else "")
        said = said if begin or words(said) else text[end : end + _FOLLOWING]
        begin = suffix.end() if suffix else end
        labels = _following(labels, _labels(said))
        group = taken.get(end) or _nearest(start, end, [one for one in groups if one not in taken.values()])
        yield Amount(
            text[start:end], tuple(part.base for part in parts), _bounds(text, start, end),
            frozenset({group.years}) if group else frozenset(), group is not None, labels,
            frozenset(municipalities(text[:start])[-1:]), line,
        )  # fmt: skip


def _row_amounts(row: str, header: Sequence[str], line: int) -> Iterator[Amount]:
    """Yield the amounts of a table's row: of the year of their cell, else of their column, else of their row."""
    cells = _cells(row)
    labels = _labels(" ".join(cell for cell in cells if not find_quantities(cell)))
    own = [group.years for cell in cells for group in year_groups(cell)]
    for place, cell in enumerate(cells):
        above = year_groups(header[place]) if len(header) == len(cells) else []
        for amount in sentence_amounts(cell, line):
            years = amount.years or frozenset({above[0].years} if above else own[:1])
            yield replace(amount, years=years, bound=bool(years), labels=amount.labels | labels)


def _cells(row: str) -> list[str]:
    return [cell.strip() for cell in re.split(r"[\t|／]", row.strip("|"))] if row else []


def _quantities(text: str) -> Iterator[tuple[Quantity, ...]]:
    """Yield the quantities that are no years, the two ends of a range together (but not of 「50%から60%に」)."""
    years = find_years(text)
    found = [one for one in find_quantities(text) if not _in_year(one, years)]
    place = 0
    while place < len(found):
        one = found[place]
        pair = found[place : place + 2]
        if one.part == "start" and len(pair) > 1 and "から" not in text[one.end : pair[1].start]:
            yield tuple(pair)
        else:
            pair = [one]
            yield (one,)
        place += len(pair)


def _in_year(one: Quantity, years: Sequence[YearMention]) -> bool:
    return any(year.start <= one.start < year.end for year in years)


def _directly_after(text: str, groups: Sequence[_Span]) -> dict[int, _Span]:
    """Return the years that stand in brackets right after an amount, by the amount's end: 「50%（令和5年度）」."""
    ends = [parts[-1].end for parts in _quantities(text)]
    return {
        end: group for end in ends for group in groups
        if group.start > end and re.fullmatch(r"\s?[（(\[]\s?", text[end : group.start])
    }  # fmt: skip


def _nearest(start: int, end: int, groups: Sequence[_Span]) -> _Span | None:
    before = [group for group in groups if group.end <= start]
    after = [group for group in groups if group.start >= end]
    return before[-1] if before else after[0] if after else None


def _bounds(text: str, start: int, end: int) -> frozenset[str]:
    before, after = text[max(0, start - _NEAR) : start].rstrip(), text[end : end + _NEAR].lstrip()
    return frozenset(
        name
        for name, bound in claim_settings().bounds.items()
        if before.endswith(bound.before) or any(_opens(after, word) for word in bound.after)
    )


def _opens(text: str, word: str) -> bool:
    """Return whether a text opens with a word; 強 and 弱 not as a part of 強化 or 弱者."""
    return text.startswith(word) and not (len(word) == 1 and re.match("[一-鿿ぁ-ん]", text[1:2] or "。") is not None)


def _labels(said: str) -> frozenset[str]:
    return frozenset(term for term in words(fold(without_numbers(said))) if not _YEAR_TERM.fullmatch(term))


def _following(before: frozenset[str], own: frozenset[str]) -> frozenset[str]:
    """Return the labels of an amount: its own, with those before where they hold no noun (「10kmから始め、20km」)."""
    return own if any(_HIRAGANA.search(term) is None for term in own) else before | own


def claim_amounts(text: str) -> list[Amount]:
    """Return the amounts of a claim, sentence by sentence."""
    return [amount for line, one in enumerate(sentences_of(text)) for amount in sentence_amounts(one, line)]
