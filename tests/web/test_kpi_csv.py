"""The values of the explorer's list as CSV."""

import csv
import io
from dataclasses import replace
from decimal import Decimal

import pytest

from corpus.kpi.record import KpiKind
from corpus.kpi.tables import KPI_HEADER
from tests.web.client import Client
from tests.web.kpi_town import HALLS, RECORDS, app_of, fake_of
from tests.web.towns import PUBLIC, SECRETS, kpi
from web.kpi_csv import kpi_download


def rows(text: str) -> list[dict[str, str]]:
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


def test_the_list_of_the_filters_as_a_file() -> None:
    client = Client(app_of(fake_of()))
    response = client.get("/kpis.csv?field=施設&sort=name")
    assert response.headers["content-type"] == "text/csv; charset=utf-8"
    assert response.headers["content-disposition"] == 'attachment; filename="kpis.csv"'
    assert response.content.startswith(b"\xef\xbb\xbf")
    found = rows(response.text)
    assert tuple(found[0]) == tuple(KPI_HEADER)
    assert {row["field"] for row in found} == {"施設"}
    assert len(found) == 4
    assert {row["plan_id"] for row in found} == {PUBLIC.id}
    assert [row for row in rows(client.get("/kpis.csv").text) if set(row.values()) & set(SECRETS)] == []


def test_a_year_chooses_indicators_and_all_their_values_come() -> None:
    found = rows(Client(app_of(fake_of())).get("/kpis.csv?year=2025").text)
    assert {row["fiscal_year"] for row in found} == {"2024", "2025", ""}


def test_values_come_as_they_were() -> None:
    one = next(record for record in RECORDS if record.indicator == HALLS)
    row = rows(kpi_download([one]))[0]
    assert {name: row[name] for name in ("indicator", "fiscal_year", "kind", "value", "unit", "certainty")} == {
        "indicator": HALLS, "fiscal_year": "2024", "kind": "actual", "value": "1200", "unit": "%",
        "certainty": "certain",
    }  # fmt: skip


@pytest.mark.parametrize(
    "lead", ["=1+1", "+1", "-1", "@A1", "\tx", "\rx", " =1", "　＝1", "＝1", "＋1", "－1", "＠x", "−5"]
)
def test_no_text_is_a_formula(lead: str) -> None:
    one = kpi(PUBLIC, lead, 2024, KpiKind.ACTUAL, "-5", field=lead)
    row = rows(kpi_download([replace(one, raw="-5", unit=lead, period=lead)]))[0]
    assert [row[name] for name in ("indicator", "field", "unit", "period")] == [f"'{lead}"] * 4
    assert (row["raw"], row["value"]) == ("'-5", "-5"), "a number stays one"


def test_commas_quotes_and_lines_stay_in_their_cell() -> None:
    odd = 'a,"b"\nc'
    one = replace(kpi(PUBLIC, odd, None, KpiKind.TARGET, None), value=Decimal("1E+3"))
    row = rows(kpi_download([one]))[0]
    assert (row["indicator"], row["fiscal_year"], row["value"]) == (odd, "", "1000")
