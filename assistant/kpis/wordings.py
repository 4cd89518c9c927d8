"""Sentences about KPI values, filled from the wording files, each with the records that it rests on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.kpis.numbers import apart, number, points_in, said, time_of, year_in
from assistant.kpis.series import Series
from assistant.phrases import phrase
from assistant.turn import KpiDifference, KpiDraft, KpiVerdict, Language
from corpus.kpi.record import KpiKind, KpiRecord


@dataclass(frozen=True, slots=True)
class Wording:
    """Writes drafts in one language; ``cities`` by plan id."""

    language: Language
    cities: Mapping[str, str]

    def say(self, key: str, **names: object) -> str:
        """Return one of our sentences."""
        return phrase(self.language, "kpi", key, **names)

    def of(self, series: Series) -> str:
        """Return what tells an indicator from others of its name: its field, and project where it has one."""
        project = self.say("project", ids=series.project_id.replace(";", "・")) if series.project_id else ""
        what = "、".join(filter(None, (series.field or series.issue, project)))
        return self.say("of", what=what) if what else ""

    def name(self, series: Series) -> str:
        """Return an indicator with its city and field."""
        city = self.cities.get(series.plan_id, "")
        return self.say("name", city=city, indicator=series.indicator, of=self.of(series))

    def kind(self, record: KpiRecord) -> str:
        """Return what a value states: a target, an actual value."""
        return self.say(record.kind.value)

    def time(self, record: KpiRecord) -> str:
        """Return the time of a value with の where a kind follows it; nothing where none is recorded."""
        time = time_of(record, self.language)
        return f"{time}の" if time and self.language != "en" else time

    def value(self, series: Series, record: KpiRecord) -> KpiDraft:
        """Return one value in a sentence."""
        time = self.time(record) or ("the plan" if self.language == "en" else "")
        text = self.say(
            "value", name=self.name(series), time=time, kind=self.kind(record), value=said(record, self.language)
        )
        return KpiDraft(text, (record,))

    def both(self, series: Series, year: int, target: KpiRecord, actual: KpiRecord) -> KpiDraft:
        """Return target and actual of a year in a sentence."""
        return self._pair("values", series, year, target, actual)

    def verdict(self, series: Series, judged: KpiVerdict, target: KpiRecord, actual: KpiRecord) -> KpiDraft:
        """Return whether a target was reached, with both numbers."""
        return self._pair(judged.verdict or "undecided", series, judged.fiscal_year, target, actual)

    def _pair(self, key: str, series: Series, year: int, target: KpiRecord, actual: KpiRecord) -> KpiDraft:
        text = self.say(
            key, name=self.name(series), time=year_in(year, self.language), target=said(target, self.language),
            actual=said(actual, self.language),
        )  # fmt: skip
        return KpiDraft(text, (target, actual))

    def change(self, series: Series, earlier: KpiRecord, later: KpiRecord) -> KpiDraft:
        """Return how a value changed, with the sum and its operands."""
        value, by, total = self._difference(later, earlier)
        key = "up" if value > 0 else "down" if value < 0 else "same"
        text = self.say(
            key, name=self.name(series), kind=self.kind(later), earlier=time_of(earlier, self.language),
            first=said(earlier, self.language), later=time_of(later, self.language),
            second=said(later, self.language), by=by, sum=total,
        )  # fmt: skip
        return KpiDraft(text, (earlier, later), (KpiDifference(1, 0),))

    def gap(self, series: Series, year: int, target: KpiRecord, actual: KpiRecord) -> KpiDraft:
        """Return by how much a year's value is above or below its target."""
        value, by, total = self._difference(actual, target)
        key = "over" if value > 0 else "short" if value < 0 else "level"
        text = self.say(
            key, name=self.name(series), time=year_in(year, self.language), actual=said(actual, self.language),
            target=said(target, self.language), by=by, sum=total,
        )  # fmt: skip
        return KpiDraft(text, (target, actual), (KpiDifference(1, 0),))

    def _difference(self, later: KpiRecord, earlier: KpiRecord) -> tuple[int, str, str]:
        """Return the sign of the difference, its size in words, and the sum."""
        value, unit = apart(later, earlier)
        shown = points_in(unit, self.language)
        by = f"{number(abs(value))}{shown}"
        total = self.say(
            "sum", later=said(later, self.language), earlier=said(earlier, self.language),
            difference=f"{number(value)}{shown}",
        )  # fmt: skip
        return (value > 0) - (value < 0), by, total

    def rows(self, series: Series, records: Sequence[KpiRecord]) -> list[KpiDraft]:
        """Return a line that names the series and one line a year, target beside actual where both are among them."""
        kinds = list(dict.fromkeys(self.kind(record) for record in records))
        head = self.say("series", name=self.name(series), kind="・".join(kinds))
        by_time: dict[str, list[KpiRecord]] = {}
        for record in records:
            by_time.setdefault(time_of(record, self.language), []).append(record)
        return [KpiDraft(head, tuple(records)), *(self._row(time, group) for time, group in by_time.items())]

    def _row(self, time: str, group: Sequence[KpiRecord]) -> KpiDraft:
        target = next((one for one in group if one.kind is KpiKind.TARGET), None)
        actual = next((one for one in group if one.kind is KpiKind.ACTUAL), None)
        if target and actual:
            text = self.say(
                "row_both", time=time, target=said(target, self.language), actual=said(actual, self.language)
            )
            return KpiDraft(text, (target, actual))
        text = self.say("row", time=time or self.kind(group[0]), value=said(group[0], self.language))
        return KpiDraft(text, (group[0],))

    def item(self, series: Series, target: KpiRecord, actual: KpiRecord, key: str = "item") -> KpiDraft:
        """Return one line about an indicator of a list: ``item`` or ``not_judged``."""
        text = self.say(
            key, indicator=series.indicator, of=self.of(series), target=said(target, self.language),
            actual=said(actual, self.language),
        )  # fmt: skip
        return KpiDraft(text, (target, actual))

    def question(self, series: Series, record: KpiRecord) -> str:
        """Return a question that this value answers."""
        city, time = self.cities.get(series.plan_id, ""), time_of(record, "ja")
        of = Wording("ja", self.cities).of(series)
        return phrase(
            self.language, "kpi", "question", city=city, indicator=series.indicator, of=of,
            time=f"{time}の" if time else "", kind=phrase("ja", "kpi", record.kind.value),
        )  # fmt: skip
