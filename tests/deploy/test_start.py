"""The start script of the image: secrets from files, an index that is up to date, then the program."""

import os
import subprocess
from pathlib import Path

import pytest

START = Path(__file__).resolve().parents[2] / "deploy" / "start.sh"
FAKE = '#!/bin/sh\necho "$* secret=$ASSISTANT_SECRET password=$PGPASSWORD"\n[ "$1" != "$FAILING" ]\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    program = tmp_path / "assistant"
    program.write_text(FAKE)
    program.chmod(0o755)
    (tmp_path / "session").write_text("s p'a\"ce\n")
    (tmp_path / "database").write_text("$(echo no)")
    return tmp_path


def start(folder: Path, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
    environment = {
        "PATH": f"{folder}:{os.environ['PATH']}",
        "ASSISTANT_SECRET_FILE": str(folder / "session"),
        "PGPASSWORD_FILE": str(folder / "database"),
        **more,
    }
    return subprocess.run(
        ["sh", str(START), *words], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


def test_serve_ingests_first_and_secrets_come_from_files(folder: Path) -> None:
    secrets = "secret=s p'a\"ce password=$(echo no)"
    for words in ((), ("serve",), ("serve", "--workers", "2")):
        done = start(folder, *words)
        assert done.returncode == 0
        assert done.stdout.splitlines() == [f"ingest {secrets}", f"{' '.join(words) or 'serve'} {secrets}"]


def test_other_commands_do_not_ingest(folder: Path) -> None:
    done = start(folder, "web", "backup", "/data/a b.tar.gz")
    assert [line.partition(" secret")[0] for line in done.stdout.splitlines()] == ["web backup /data/a b.tar.gz"]


def test_a_failed_ingest_serves_the_index_before(folder: Path) -> None:
    done = start(folder, "serve", FAILING="ingest")
    assert (done.returncode, len(done.stdout.splitlines())) == (0, 2)
    assert "as it is" in done.stderr
    assert start(folder, "serve", FAILING="serve").returncode == 1


def test_a_secret_that_cannot_be_read_starts_nothing(folder: Path) -> None:
    (folder / "session").unlink()
    done = start(folder, "serve")
    assert (done.returncode != 0, done.stdout) == (True, "")
