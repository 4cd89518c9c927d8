"""sasebo-dx's KPI values were read twice, independently: what both readings agree on is what may be certain."""

import csv
from pathlib import Path

from corpus.japanese.width import fold

ROOT = Path(__file__).resolve().parents[2]
Key = tuple[str, ...]
Row = dict[str, str]


def _rows(path: Path) -> dict[Key, list[Row]]:
    found: dict[Key, list[Row]] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            names = (row["table"], *(fold(row[name]) for name in ("field", "issue", "indicator")))
            found.setdefault((*names, row["project_id"], row["fiscal_year"], row["kind"]), []).append(row)
    return found


def _agreed(one: list[Row], other: list[Row]) -> bool:
    same = len(one) == len(other) == 1
    return same and all(one[0][name] == other[0][name] for name in ("value", "qualifier"))


def test_every_certain_value_stands_in_both_readings_as_certain() -> None:
    first, second = (_rows(ROOT / "docs" / "readings" / f"sasebo-dx-{number}.csv") for number in (1, 2))
    bundled = _rows(ROOT / "corpus" / "documents" / "sasebo-dx" / "kpi.csv")
    certain = {key: rows for key, rows in bundled.items() if rows[0]["certainty"] == "certain"}
    assert len(certain) == 676
    for key, rows in certain.items():
        assert _agreed(first[key], second[key]), key
        assert _agreed(first[key], rows), key
        assert first[key][0]["certainty"] == second[key][0]["certainty"] == "certain", key


def test_the_two_readings_agree_on_808_of_830_cells() -> None:
    first, second = (_rows(ROOT / "docs" / "readings" / f"sasebo-dx-{number}.csv") for number in (1, 2))
    keys = first.keys() | second.keys()
    assert (sum(_agreed(first.get(key, []), second.get(key, [])) for key in keys), len(keys)) == (808, 830)
