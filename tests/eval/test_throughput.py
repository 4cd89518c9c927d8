"""Answers a second are told by how many processes gave them, and one wrong answer fails the run."""

from contextlib import nullcontext
from pathlib import Path

import pytest
import typer

from eval import throughput
from eval.soak import Asked, Soak


@pytest.mark.parametrize("fault", ["", "HTTP 500: 何？"])
def test_one_process_and_two_are_measured(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, fault: str) -> None:
    served: list[int] = []

    def serving(*_: object, workers: int, log: Path) -> nullcontext[tuple[str, int]]:
        served.append(workers)
        assert log.parent.is_dir()
        return nullcontext(("127.0.0.1:1", 1))

    run = Soak((Asked(0.1, 1, ""), Asked(0.3, 2, fault)), 0.5, (100.0, 110.0, 115.5))
    monkeypatch.setattr(throughput, "serving", serving)
    monkeypatch.setattr(throughput, "soak_server", lambda *_: run)
    with pytest.raises(typer.Exit) if fault else nullcontext():
        throughput.throughput(seconds=1, threads=4, index=str(tmp_path), output=tmp_path)
    (written,) = tmp_path.glob("20*-throughput.md")
    text = written.read_text(encoding="utf-8")
    assert served == [1, 2]
    errors = int(bool(fault))
    assert f"| 1 | 4 | 4.0 (n = 2) | – | p50 200, p95 290 | 3 | {errors} | 116 |" in text
    assert f"| 2 | 4 | 4.0 (n = 2) | 60 | p50 200, p95 290 | 3 | {errors} | 116 |" in text
    assert ("- 1 x HTTP 500: 何？" in text) == bool(fault)
