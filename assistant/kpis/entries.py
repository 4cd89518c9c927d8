"""The entries of a catalog, read plan by plan: no plan's text is kept, no text is taken apart twice."""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache

from assistant.kpis.entry import Entry
from assistant.kpis.names import kana_of
from assistant.kpis.series import Series, grouped
from corpus.access import Access
from corpus.japanese.width import fold
from index.reader import IndexReader
from index.tokens import words

_SHORTEST_ISSUE = 5  # letters; a shorter name stands in too many places
_NEAR = 400  # letters behind an issue in which its first project stands
_CODE = re.compile(r"【([^\W\d_]{2,8})\d")
_PLACED = 60  # letters of a section's title that may be an issue

Words = Callable[[str], tuple[str, ...]]


def entries_of(index: IndexReader, access: Access) -> tuple[Entry, ...]:
    """Return the entries of all KPI series in an index that this access sees, in the order of their keys."""
    plan_ids = [plan.manifest.id for plan in index.plans(access=access)]
    indicators = [(plan_id, one) for plan_id in plan_ids for one in index.indicators(plan_id, access=access)]
    by_plan: dict[str, list[Series]] = {}
    for series in grouped(index.kpis(access=access), indicators):
        by_plan.setdefault(series.plan_id, []).append(series)
    making = _Making()
    return tuple(entry for plan_id, own in by_plan.items() for entry in _of_plan(index, plan_id, own, access, making))


class _Making:
    """What was worked out of a text before: plans repeat their names, issues and titles."""

    def __init__(self) -> None:
        self.words: Words = cache(lambda text: tuple(words(text)))
        self.name_words: Words = cache(lambda name: tuple(dict.fromkeys(self.words(name))))
        self.kana = cache(kana_of)
        self.folded = cache(fold)
        self.said = cache(lambda texts: frozenset(word for text in texts for word in self.words(text)))


def _of_plan(
    index: IndexReader, plan_id: str, own: Sequence[Series], access: Access, making: _Making
) -> Iterator[Entry]:
    above = _titles_above(index, plan_id, {making.folded(one.issue) for one in own if one.issue}, access, making)
    issues = {one.issue for one in own if _has_codes_behind(one)}
    text = (index.text(plan_id, access=access) or "") if issues else ""
    codes = {issue: _codes_behind(text, issue) for issue in issues} if _CODE.search(text) else {}
    for series in own:
        behind = () if series.field else codes.get(series.issue, ())
        yield _entry(series, (*above.get(making.folded(series.issue), ()), *behind), making)


def _titles_above(
    index: IndexReader, plan_id: str, titles: set[str], access: Access, making: _Making
) -> dict[str, tuple[str, ...]]:
    """Return for each of these folded titles the titles right over sections of that title."""
    found: dict[str, dict[str, None]] = {}
    for section in index.sections(plan_id, access=access) if titles else ():
        for over, title in zip(section.heading, section.heading[1:], strict=False):
            if len(over) <= _PLACED and making.folded(title) in titles:
                found.setdefault(making.folded(title), {})[over] = None
    return {title: tuple(over) for title, over in found.items()}


def _has_codes_behind(series: Series) -> bool:
    return not series.field and len(series.issue) >= _SHORTEST_ISSUE


def _codes_behind(text: str, issue: str) -> tuple[str, ...]:
    """Return the letters of the project ids that follow an issue's name: 保福 of 【保福1-a-1-3】."""
    places = (found.end() for found in re.finditer(re.escape(issue), text))
    found = (_CODE.search(text, at, at + _NEAR) for at in places)
    return tuple(dict.fromkeys(code[1] for code in found if code))


def _entry(series: Series, placed: Sequence[str], making: _Making) -> Entry:
    about = series.about
    fields = tuple(dict.fromkeys(filter(None, (series.field, *placed))))
    said = [about.definition, about.formula, about.project_name] if about else []
    texts = (series.indicator, *filter(None, [" ".join(filter(None, (series.field, series.issue))), *said]))
    return Entry(
        series, making.folded(series.indicator), making.name_words(series.indicator), fields,
        making.said((*texts, *fields)), texts, making.kana(series.indicator),
    )  # fmt: skip
