"""KPI series of the bundled plans, read without an index."""

from pathlib import Path

import pytest

from assistant.kpis.series import Series, grouped
from corpus.ingest import read_plan

DOCUMENTS = Path(__file__).parents[3] / "corpus" / "documents"


@pytest.fixture(scope="session")
def series() -> tuple[Series, ...]:
    """Return the KPI series of two bundled plans."""
    plans = [read_plan(DOCUMENTS / name) for name in ("sasebo-dx", "nagareyama-keiei")]
    indicators = [(plan.manifest.id, one) for plan in plans for one in plan.indicators]
    return grouped([record for plan in plans for record in plan.kpis], indicators)
