"""The check of numbers and years: those of the sources, each bound to its own year, city and subject."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from assistant.steps.claim_amounts import Amount, YearGroup, amounts_of, claim_amounts, year_groups
from assistant.steps.claim_source import ClaimSource, without_numbers
from corpus.display import CELL_SEPARATOR
from corpus.japanese.era import YearMention, find_years
from index.tokens import words

_CLAUSE = re.compile(r"[、，。；;]")


def unsupported_amounts(text: str, sources: Sequence[ClaimSource]) -> list[str]:
    """Return the amounts of a text that stand in no source with the same unit, bounds, year, city and subject."""
    given = [(place, amount) for place, source in enumerate(sources) for amount in amounts_of(source)]
    return [amount.said for amount in claim_amounts(text) if not _holds(amount, given)]


def unsupported_years(text: str, sources: Sequence[ClaimSource]) -> list[str]:
    """Return the years of a text that no source names: 年度 is not 年, a range needs both ends, a month its month."""
    texts = [part for source in sources for part in (source.text, *source.around)]
    mentions = [mention for part in texts for mention in find_years(part)]
    groups = {group.years for part in texts for group in year_groups(part)}
    alone = [text[m.start : m.end] for m in find_years(text) if not any(_same(m, other) for other in mentions)]
    ranges = [text[g.start : g.end] for g in year_groups(text) if len(g.years) > 1 and g.years not in groups]
    return alone or ranges


def misdated(text: str, sources: Sequence[ClaimSource]) -> list[str]:
    """Return the words of a text that its sources say of other years only."""
    told: dict[str, set[YearGroup | None]] = defaultdict(set)
    for source in sources:
        for sentence in (*source.sentences, *source.around):
            for years, word in _dated_words(sentence):
                told[word].add(years)
    return [
        word
        for years, word in _dated_words(text)
        if years is not None and told[word] and None not in told[word] and years not in told[word]
    ]


def _same(mention: YearMention, other: YearMention) -> bool:
    same = (mention.year, mention.fiscal) == (other.year, other.fiscal)
    return same and mention.month in (None, other.month)


def _holds(claim: Amount, given: Sequence[tuple[int, Amount]]) -> bool:
    """Return whether an amount of a source backs the claim better than any rival of the same unit does."""
    backing = [(place, one) for place, one in given if one.keys == claim.keys and _fits(claim, one)]
    backing = [(place, one) for place, one in backing if claim.bound or not _needs_year(place, one, given)]
    rivals = [one for _, one in given if one.unit == claim.unit and one.keys != claim.keys and _fits_year(claim, one)]
    return any(not _swapped(claim, one, rivals) for _, one in backing)


def _fits(claim: Amount, one: Amount) -> bool:
    cities = not claim.cities or not one.cities or bool(claim.cities & one.cities)
    return claim.bounds == one.bounds and _fits_year(claim, one) and cities


def _fits_year(claim: Amount, one: Amount) -> bool:
    return not claim.years or bool(claim.years & one.years)


def _needs_year(place: int, one: Amount, given: Sequence[tuple[int, Amount]]) -> bool:
    """Return whether the amount's own sentence tells it from others of its unit by the year alone."""
    return one.bound and any(
        other.bound and other.unit == one.unit and other.keys != one.keys and other.years != one.years
        for where, other in given
        if where == place and other.line == one.line
    )


def _swapped(claim: Amount, one: Amount, rivals: Sequence[Amount]) -> bool:
    """Return whether the claim's words fit a rival better: 「相談は50件」 of 「相談は48件、申請は50件」."""
    fit = _fit(claim, one)
    return any(_fit(claim, rival) >= fit and bool(claim.labels & (rival.labels - one.labels)) for rival in rivals)


def _fit(claim: Amount, one: Amount) -> float:
    return len(claim.labels & one.labels) / len(one.labels) if one.labels else 0.0


def _dated_words(text: str) -> Iterator[tuple[YearGroup | None, str]]:
    """Yield the content words of a sentence with the year that their clause is of, None where none is.

    What stands before the first year of a clause may be of every year: 「利用率は令和5年度に…」.
    """
    if CELL_SEPARATOR in text:
        yield from ((None, word) for word in words(text))
        return
    years: YearGroup | None = None
    for clause in _CLAUSE.split(text):
        groups = year_groups(clause)
        topic = groups[0].start if groups else 0
        yield from ((None, word) for word in words(without_numbers(clause[:topic])))
        starts = [topic, *(group.start for group in groups[1:]), len(clause)]
        for place, (start, end) in enumerate(pairwise(starts)):
            years = groups[place].years if groups else years
            yield from ((years, word) for word in words(without_numbers(clause[start:end])))
