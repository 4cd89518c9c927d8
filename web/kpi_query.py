"""The query of the KPI explorer, and the addresses that its links lead to."""

from enum import StrEnum
from typing import Annotated, Final
from urllib.parse import urlencode

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from assistant.turn import Language
from corpus.kpi.record import KpiTable
from web.kpi_keys import LENGTH
from web.schemas import Line
from web.series import VerdictChoice

COMPARED: Final = 6
"""Series side by side: more lines than that cannot be told apart."""

FILTERS: Final = ("q", "city", "plan", "field", "issue", "indicator", "table", "year", "verdict")


class SortOrder(StrEnum):
    """In which order the explorer lists indicators; without one as printed, or by fit where words are searched."""

    NAME = "name"
    FIELD = "field"
    LATEST = "latest"
    GAP = "gap"


def _blank_is_none(value: object) -> object:
    return None if isinstance(value, str) and not value.strip() else value


Blank = BeforeValidator(_blank_is_none)
Year = Annotated[int, Field(ge=1868, le=2200)]
Words = Annotated[Line | None, Blank]
Key = Annotated[str, Field(pattern=f"^[0-9a-f]{{{LENGTH}}}$")]
Keys = Annotated[tuple[Key, ...], Field(max_length=100)]


class PageQuery(BaseModel):
    """What every page takes; unknown keys pass, links get them added on their way."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    language: Language = "ja"


class ExplorerQuery(PageQuery):
    """Filters, order and page of the explorer; a form sends what was left open as empty. ``key``: to compare."""

    q: Words = None
    city: Words = None
    plan: Words = None
    field: Words = None
    issue: Words = None
    indicator: Words = None
    table: Annotated[KpiTable | None, Blank] = None
    year: Annotated[Year | None, Blank] = None
    verdict: Annotated[VerdictChoice | None, Blank] = None
    sort: Annotated[SortOrder | None, Blank] = None
    page: Annotated[int, Field(ge=1)] = 1
    key: Keys = ()

    @property
    def filters(self) -> dict[str, str]:
        """Return the filters that are set, as they stand in an address."""
        return {name: str(value) for name in FILTERS if (value := getattr(self, name)) is not None}

    def address(self, path: str = "/kpis", **changes: str | int | None) -> str:
        """Return the address of this list with changes; None takes a filter off, and the page starts over."""
        kept: dict[str, str | int | None] = {**self.filters, "sort": self.sort and self.sort.value}
        named = {name: value for name, value in {**kept, **changes}.items() if value is not None}
        return _address(path, [*named.items(), *(("key", key) for key in self.key)])


class DetailQuery(PageQuery):
    """Which indicator of a plan: its key, or as many of its names as tell it from the others."""

    key: Annotated[Key | None, Blank] = None
    table: Annotated[KpiTable | None, Blank] = None
    field: Line | None = None
    issue: Line | None = None
    indicator: Line | None = None
    project: Line | None = None
    unit: Line | None = None


class CompareQuery(PageQuery):
    """The keys of the series to compare; what is named twice counts once."""

    key: Keys = ()

    @property
    def keys(self) -> tuple[str, ...]:
        """Return the keys, each once, in order."""
        return tuple(dict.fromkeys(self.key))


def detail_address(plan_id: str, key: str) -> str:
    """Return the address of an indicator's page."""
    return _address(f"/kpis/{plan_id}", [("key", key)])


def compare_address(keys: tuple[str, ...]) -> str:
    """Return the address of a comparison."""
    return _address("/kpis/compare", [("key", key) for key in keys])


def source_address(plan_id: str, start: int, end: int) -> str:
    """Return the address where a span of a plan's text is marked."""
    return _address(f"/sources/{plan_id}", [("start", start), ("end", end)], "#cited")


def _address(path: str, pairs: list[tuple[str, str | int]], anchor: str = "") -> str:
    query = urlencode(pairs)
    return f"{path}?{query}{anchor}" if query else f"{path}{anchor}"
