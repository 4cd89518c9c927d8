"""Rows of the table tests."""

from pathlib import Path


def read_rows(name: str) -> list[tuple[str, ...]]:
    """Return the rows of a table without its heading row, blank cells filled up; every text once."""
    lines = (Path(__file__).parent / name).read_text(encoding="utf-8").split("\n")
    width = lines[0].count("\t")
    rows = [tuple((line + "\t" * width).split("\t")[: width + 1]) for line in lines[1:] if line.strip()]
    if len({row[0] for row in rows}) != len(rows):
        message = f"{name}: a text stands there twice"
        raise ValueError(message)
    return rows
