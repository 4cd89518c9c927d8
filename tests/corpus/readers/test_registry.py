from corpus.readers.delimited import read_delimited
from corpus.readers.plain import read_plain
from corpus.readers.registry import READERS, reader_for
from corpus.readers.workbook.reader import read_workbook


def test_readers_by_suffix() -> None:
    assert reader_for(".TXT") is read_plain
    assert reader_for(".csv") is reader_for(".tsv") is read_delimited
    assert reader_for(".xlsx") is read_workbook
    assert reader_for(".xls") is None
    assert all(suffix == suffix.lower() and suffix.startswith(".") for suffix in READERS)
