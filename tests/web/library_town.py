"""A plan with indicators over several years, indexed for real: questions about it are answered with figures."""

from pathlib import Path

from assistant.assembly import Assistant
from assistant.settings import Settings
from corpus.ingest import find_plan_folders
from index.build import ingest
from index.embedders.hashing import HashingEmbedder
from tests.conftest import quiet
from tests.plans import KPI_HEADER, PUBLIC, write_plan

PLAN, LENT = "morikawa-tosho", "図書館の貸出冊数"
COURSE = "図書館の貸出冊数の推移を教えてください"
MET = "図書館の貸出冊数は目標を達成しましたか"
ALL = "図書館のKPIの一覧"
ACTUAL = {2022: 1000, 2023: 1100, 2024: 1250}
TARGET = {2023: 1150, 2024: 1200, 2025: 1300}
OTHERS = ("おはなし会の回数", "自習室の席数", "移動図書館の停車場所", "読書会の参加者数")


def library_assistant(folder: Path) -> Assistant:
    """Return an assistant over the one plan, made in an empty folder."""
    place = write_plan(folder, PLAN, "森川市", PUBLIC, title="森川市図書館計画")
    rows = [_row(LENT, year, "actual", value, "冊") for year, value in ACTUAL.items()]
    rows += [_row(LENT, year, "target", value, "冊") for year, value in TARGET.items()]
    rows += [_row(name, 2024, "actual", 12, "回") for name in OTHERS]
    (place / "kpi.csv").write_text(KPI_HEADER + "".join(rows), encoding="utf-8")
    ingest(find_plan_folders([folder]), folder / "index", HashingEmbedder(), quiet)
    settings = Settings(_env_file=None, index=folder / "index", model="hashing", web_db=folder / "web.db")
    return Assistant.open(settings)


def _row(indicator: str, year: int, kind: str, value: int, unit: str) -> str:
    return f"{PLAN},kpi,図書館,読書,{indicator},,{year},,{kind},{value},{unit},{value:d}{unit},,certain\n"
