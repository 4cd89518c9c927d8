"""Series of one indicator that several tables state: survey results in one, the target in another."""

import re
from collections.abc import Sequence
from dataclasses import replace

from corpus.japanese.width import fold
from corpus.kpi.record import KpiKind, KpiRecord, KpiTable
from corpus.remarks.evidence import EvidenceCode
from corpus.remarks.grammar import line_of

_ENDING = re.compile(r"の?(?:割合|比率|率|数)$")
_NOT_NAME = re.compile(r"[^\w]+")


def linked(records: Sequence[KpiRecord], *, figures: bool = False) -> list[KpiRecord]:
    """Return the records, those of table kpi under the name and place at which their indicator's target stands.

    「…している市民」 and 「…している市民の割合」 are one indicator. A name with several such places is left alone.
    ``figures``: records of table figure with the very name of a target are moved to it too.
    """
    targets: dict[str, set[tuple[str, str, str]]] = {}
    for record in records:
        if record.kind is KpiKind.TARGET and record.table is KpiTable.KPI:
            targets.setdefault(_stem(record.indicator), set()).add((record.field, record.issue, record.indicator))
    homes = {stem: next(iter(places)) for stem, places in targets.items() if len(places) == 1}
    return [_moved(record, homes, figures=figures) for record in records]


def _moved(record: KpiRecord, homes: dict[str, tuple[str, str, str]], *, figures: bool) -> KpiRecord:
    home = homes.get(_stem(record.indicator))
    if home is None or home == (record.field, record.issue, record.indicator):
        return record
    if record.table is not KpiTable.KPI and not (figures and home[2] == record.indicator):
        return record
    evidence = f"{record.evidence}; {line_of(EvidenceCode.RENAMED)}"
    return replace(record, table=KpiTable.KPI, field=home[0], issue=home[1], indicator=home[2], evidence=evidence)


def _stem(name: str) -> str:
    return _NOT_NAME.sub("", _ENDING.sub("", fold(name)))
