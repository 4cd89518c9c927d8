"""KPI values in tables by year: rows read, resolved with one another's evidence, and made records."""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from corpus.kpi.activity import paired_rows
from corpus.kpi.evidence import Known, Resolved, resolve
from corpus.kpi.extract import Found, Source, rejected
from corpus.kpi.names import Names, like, likeness
from corpus.kpi.record import KpiKind, KpiTable
from corpus.kpi.ways import Series, ways
from corpus.kpi.yearly.entry import Entry, Refused
from corpus.kpi.yearly.records import indicators_of, records_of
from corpus.kpi.yearly.rows import labelled_rows
from corpus.kpi.yearly.table import YearTable, labelled, year_tables
from corpus.kpi.yearly.words import words
from corpus.remarks.evidence import EvidenceCode

_ROUNDS = 2  # rows confirmed by other tables confirm their neighbours
_NAMES = {KpiTable.KPI: EvidenceCode.KPI_TABLE.template, KpiTable.ACTIVITY: EvidenceCode.ACTIVITY_TABLE.template}
_COMPARED = (KpiKind.TARGET, KpiKind.ACTUAL)
_Values = tuple[tuple[int, Decimal], ...]


@dataclass(frozen=True, slots=True)
class Solved:
    """A row and the best way to read it."""

    entry: Entry
    resolved: Resolved


def find_yearly(source: Source) -> Found:
    """Return the values in the plan's tables by year, in order of their place."""
    entries: list[Entry] = []
    refused: list[Refused] = []
    for table in year_tables(source):
        for item in _rows(table, len(entries)):
            if isinstance(item, Entry):
                entries.append(item)
            else:
                refused.append(item)
    entries = named(entries)
    last = last_reported(entries)
    solved = solve(entries, last)
    found = [records_of(source, item.entry, item.resolved, last) for item in solved]
    rejections = [rejected(source, item.start, item.reason) for item in refused]
    return Found(
        tuple(record for records, _ in found for record in records),
        indicators_of(entries, [records for records, _ in found]),
        (*rejections, *(item for _, items in found for item in items)),
    )


def _rows(table: YearTable, count: int) -> list[Entry | Refused]:
    if table.header.labelled:
        return list(paired_rows(table))
    return list(labelled_rows(table, count)) if labelled(table.rows) else []


def last_reported(entries: Sequence[Entry]) -> int | None:
    """Return the last year that most rows report actual values for, read as they stand; None where rows disagree."""
    ends = Counter(
        max(actual) for entry in entries if (actual := next(ways(entry.run)).values(entry.run, KpiKind.ACTUAL))
    )
    if not ends:
        return None
    year, count = max(ends.items(), key=lambda item: (item[1], item[0]))
    limits = words().evidence
    enough = count >= limits.least_rows and count >= limits.least_share * ends.total()
    return year if enough else None


def solve(entries: Sequence[Entry], last: int | None) -> list[Solved]:
    """Return the best reading of each row: first by itself, then with what the others have made certain."""
    solved: list[Solved] = []
    for entry in entries:
        solved.append(Solved(entry, resolve(entry.run, Known(last, _planned(entry, solved), _comments(entry, solved)))))
    for _ in range(_ROUNDS):
        edits, repeats = _edits(solved), _Repeats(solved, last)
        again: list[Solved] = []
        for place, item in enumerate(solved):
            known = Known(
                last,
                _planned(item.entry, solved),
                _comments(item.entry, solved),
                repeats.matcher(item.entry),
                edits[place],
            )
            again.append(Solved(item.entry, resolve(item.entry.run, known)))
        solved = again
    return solved


def _planned(entry: Entry, solved: Sequence[Solved]) -> int | None:
    """Return the first year that has a target in the row above an actual one, None where that is not certain."""
    if entry.planned is None or entry.planned >= len(solved) or solved[entry.planned].entry is entry:
        return None
    planned = solved[entry.planned]
    targets = planned.resolved.way.values(planned.entry.run, KpiKind.TARGET)
    return min(targets) if planned.resolved.certain and targets else None


def _comments(entry: Entry, solved: Sequence[Solved]) -> frozenset[int]:
    if entry.planned is None or entry.planned >= len(solved):
        return frozenset()
    return solved[entry.planned].entry.run.comment_years


def _edits(solved: Sequence[Solved]) -> list[frozenset[str]]:
    """Return for each row the repairs that another table confirms for other rows of its own table."""
    confirmed = [_confirmed(item) for item in solved]
    blocks: dict[int, Counter[str]] = defaultdict(Counter)
    for item, edit in zip(solved, confirmed, strict=True):
        blocks[item.entry.block].update([edit] if edit else [])
    return [
        frozenset(other for other, count in blocks[item.entry.block].items() if count > (other == edit))
        for item, edit in zip(solved, confirmed, strict=True)
    ]


def _confirmed(item: Solved) -> str:
    told = item.resolved.certain and set(_NAMES.values()) & set(item.resolved.evidence)
    return item.resolved.way.edit if told else ""


class _Repeats:
    """The values of the rows that are certain, by which other tables that repeat them are found."""

    __slots__ = ("_last", "_rows")

    def __init__(self, solved: Sequence[Solved], last: int | None) -> None:
        self._last = last
        self._rows: dict[tuple[KpiKind, _Values], list[Entry]] = defaultdict(list)
        for item in solved:
            for kind in _COMPARED if item.resolved.certain else ():
                if values := self._values(item.resolved.way.values(item.entry.run, kind), kind):
                    self._rows[kind, values].append(item.entry)

    def matcher(self, entry: Entry) -> Callable[[Mapping[KpiKind, Series]], str]:
        """Return what names the other table that repeats values of ``entry``, "" where none does."""

        def name(series: Mapping[KpiKind, Series]) -> str:
            for kind in _COMPARED:
                values = self._values(series.get(kind, {}), kind)
                for other in self._rows.get((kind, values), ()):
                    if other.table is not entry.table and telling(values, related=_related(entry.names, other.names)):
                        return _NAMES[other.table]
            return ""

        return name

    def _values(self, series: Series, kind: KpiKind) -> _Values:
        """Return a series without actual values of years that were not over, as it is compared."""
        last = self._last if kind is KpiKind.ACTUAL else None
        return tuple(sorted((year, value) for year, value in series.items() if last is None or year <= last))


def _related(mine: Names, theirs: Names) -> bool:
    limits = words().evidence
    issue = likeness(mine.issue, theirs.issue) >= limits.same_issue
    return issue or likeness(mine.indicator, theirs.indicator) >= limits.same_indicator


def telling(values: _Values, *, related: bool) -> bool:
    """Return whether equal values of two rows are enough to be no chance.

    ``related`` tells whether the rows share an issue or a name; those that do not need more kinds of values.
    """
    limits = words().evidence
    kinds = len({value for _, value in values})
    return len(values) >= limits.least_values and kinds >= (limits.least_kinds if related else limits.own_kinds)


def named(entries: Sequence[Entry]) -> list[Entry]:
    """Return the rows with issues and fields that KPI tables leave out and project tables say."""
    projects = [entry.names for entry in entries if entry.table is KpiTable.ACTIVITY and entry.names.issue]
    fields = {names.issue: names.field for names in projects}
    issues = {names.indicator: names.issue for names in projects}
    limits = words().evidence
    result = []
    for entry in entries:
        names = entry.names
        if entry.table is KpiTable.KPI and not names.issue:
            found = like(names.indicator, issues, limits.same_indicator)
            names = replace(names, issue=issues.get(found, ""))
        if entry.table is KpiTable.KPI and not names.field:
            found = like(names.issue, fields, limits.same_issue)
            names = replace(names, field=fields.get(found, ""))
        result.append(replace(entry, names=names))
    return _of_one_field(result)


def _of_one_field(entries: Sequence[Entry]) -> list[Entry]:
    """Return the rows of KPI tables with the one field that the other rows of their table have."""
    fields: dict[int, set[str]] = defaultdict(set)
    for entry in entries:
        fields[entry.block].update({entry.names.field} - {""})
    shared = {block: next(iter(names)) for block, names in fields.items() if len(names) == 1}
    return [
        replace(entry, names=replace(entry.names, field=shared[entry.block]))
        if entry.table is KpiTable.KPI and not entry.names.field and entry.block in shared
        else entry
        for entry in entries
    ]
