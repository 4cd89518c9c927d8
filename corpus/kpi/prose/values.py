"""Values in running text: a measure's name and one quantity, directly connected."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from corpus.japanese.era import YearMention, find_years
from corpus.japanese.numerals import Quantity, find_quantities
from corpus.kpi.prose.names import Name, bare_end, name_before
from corpus.kpi.prose.words import prose_words
from corpus.remarks.evidence import EvidenceCode
from corpus.remarks.grammar import line_of

# 45%、48%、50% are values of several years or things.
_FOR_YEAR = re.compile(r"(?:末|中|決算|時点|現在)*(?:までに|に(?:は|おいて|おける)?|では?|は)、?")
_ENUMERATED = re.compile(r"[、・,]\s?(?:約|令和|平成|昭和|[RH])?\s?\d")


@dataclass(frozen=True, slots=True)
class Said:
    """A value said in a sentence: ``start``/``end`` span its number, unit and qualifiers; ``link`` the particle before.

    ``year`` is the year said with it, ``period`` the words of time with its name, ``doubt`` why it is unsure.
    """

    name: str
    quantity: Quantity
    qualifier: str
    start: int
    end: int
    link: str
    year: YearMention | None
    period: str
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a quantity stands: ``start``/``end`` with its qualifiers, ``link_end`` the end of what connects it."""

    start: int
    end: int
    qualifier: str
    year: YearMention | None
    link_end: int


def values_said(sentence: str, city: str, *, listed: bool) -> list[Said]:
    """Return the values that a sentence in matching form says, in order; none where it is no plain statement.

    ``listed``: the sentence is a line of a list, where a name may be followed by its value without a particle.
    """
    if any(word in sentence for word in prose_words().veto):
        return []
    years = find_years(sentence)
    quantities = [
        found for found in find_quantities(sentence) if found.unit or "." in sentence[found.start : found.end]
    ]
    series = _series(sentence, quantities, years, city)
    if len(series) > 1:
        return series
    said: list[Said] = []
    for quantity in quantities:
        found = _said(sentence, quantity, years, city, listed=listed)
        if found is not None:
            said.append(_dated(_with_time(found, said, sentence), years, sentence))
    return said or series


def _said(sentence: str, quantity: Quantity, years: list[YearMention], city: str, *, listed: bool) -> Said | None:
    place = _place(sentence, quantity, years)
    if place is None or quantity.part:
        return None
    particle = prose_words().particle.search(sentence, 0, place.link_end)
    if particle is None and not (listed and place.year is None):
        return None
    name = name_before(
        sentence, particle.start() if particle else len(sentence[: place.link_end].rstrip()), years, city
    )
    if name is None or not _fits(name.text, quantity) or (place.year and name.time):
        return None
    year = place.year or name.time
    link = particle[0][0] if particle else ""
    return Said(name.text, quantity, place.qualifier, place.start, place.end, link, year, name.period)


def _place(sentence: str, quantity: Quantity, years: list[YearMention]) -> _Place | None:
    """Return where a quantity stands, or None where what follows makes it another noun's."""
    words = prose_words()
    before = words.before.search(sentence, max(0, quantity.start - 12), quantity.start)
    start = before.start() if before else quantity.start
    after = words.after.match(sentence, quantity.end)
    end = after.end() if after else quantity.end
    if not words.tail.match(sentence, end) or _ENUMERATED.match(sentence, end):
        return None
    verb = next((said for pattern, said in words.verbs if pattern.match(sentence[end : end + 6])), "")
    qualifier = "・".join(filter(None, [before[0] if before else "", after[0] if after else "", verb]))
    year = next((year for year in reversed(years) if _beside(sentence, year, start)), None)
    return _Place(start, end, qualifier, year, year.start if year else start)


def _beside(sentence: str, year: YearMention, start: int) -> bool:
    return year.end <= start and not year.part and bool(prose_words().after_year.fullmatch(sentence, year.end, start))


def _fits(name: str, quantity: Quantity) -> bool:
    return quantity.base[1] in prose_words().units_of(bare_end(name))


def _with_time(found: Said, before: list[Said], sentence: str) -> Said:
    """Return a value with the year of the one right before it, where it has none: Aは2%、Bは3%."""
    if found.year or found.period or not before or found.link != before[-1].link:
        return found
    last = before[-1]
    between = sentence[last.end : found.start]
    parallel = between.startswith(("、", "で、")) and between.count("、") == 1
    return replace(found, year=last.year, period=last.period) if parallel else found


def _dated(found: Said, years: list[YearMention], sentence: str) -> Said:
    """Return a value with the year said before its name (令和11年度までに…を); doubtful where another may be meant."""
    earlier = [year for year in years if year.end <= found.start]
    if found.year or not earlier or sentence[earlier[-1].start : earlier[-1].end] in found.period:
        return found
    between = sentence[earlier[-1].end : found.start]
    if (
        len(earlier) == 1
        and not earlier[0].part
        and _FOR_YEAR.match(between)
        and "、" not in _FOR_YEAR.sub("", between, count=1)
    ):
        return replace(found, year=earlier[0])
    return replace(found, doubt=line_of(EvidenceCode.OTHER_YEAR))


def _series(sentence: str, quantities: list[Quantity], years: list[YearMention], city: str) -> list[Said]:
    """Return the values of one measure by year: 「…額は、平成26年度の475億円から令和5年度には906億円に」."""
    pairs = [(quantity, year) for quantity in quantities if (year := _year_of(sentence, quantity, years))]
    if not pairs or len(pairs) != sum(1 for quantity in quantities if quantity.unit and not _spans_time(quantity)):
        return []
    name = _topic(sentence, pairs[0][1].start, years, city)
    if not prose_words().tail.match(sentence, pairs[-1][0].end):
        return []
    if name is None or name.time or not all(_fits(name.text, quantity) for quantity, _ in pairs):
        return []
    doubt = line_of(EvidenceCode.CLAUSES)
    return [
        Said(name.text, quantity, "", quantity.start, quantity.end, "は", year, "", doubt) for quantity, year in pairs
    ]


def _year_of(sentence: str, quantity: Quantity, years: list[YearMention]) -> YearMention | None:
    return next((year for year in reversed(years) if _beside(sentence, year, quantity.start)), None)


def _spans_time(quantity: Quantity) -> bool:
    return quantity.base[1] in {"年", "か月", "日", "月"}


def _topic(sentence: str, before: int, years: list[YearMention], city: str) -> Name | None:
    """Return the one measure that the sentence speaks of before ``before``; None where there are several or none."""
    names = [name for end in _topic_ends(sentence, before) if (name := name_before(sentence, end, years, city))]
    return names[0] if len({name.text for name in names}) == 1 else None


def _topic_ends(sentence: str, before: int) -> Iterator[int]:
    for at in range(1, before):
        if sentence.startswith(("は", "が", "の推移", "を見ると", "について"), at):
            yield at
