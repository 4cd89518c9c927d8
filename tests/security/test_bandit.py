"""What bandit finds in our rooms is answered, each kind with a reason; nothing else is found."""

import json
import subprocess
import sys
import tomllib
from fnmatch import fnmatch
from pathlib import Path

import pytest
from pydantic import BaseModel, ConfigDict

pytest.importorskip("bandit", reason="bandit is not installed: pip install -e '.[test]'")
ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("corpus", "index", "assistant", "web", "eval")


class BanditAnswer(BaseModel):
    """One entry of ``bandit.toml``."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    test: str
    files: tuple[str, ...]
    reason: str

    def fits(self, test: str, file: str) -> bool:
        """Return whether a finding is answered by this."""
        return test == self.test and any(fnmatch(file, pattern) for pattern in self.files)


def test_every_finding_is_answered_and_every_answer_needed() -> None:
    content = tomllib.loads(Path(__file__).with_name("bandit.toml").read_text(encoding="utf-8"))
    answers = [BanditAnswer.model_validate(one) for one in content["answer"]]
    done = subprocess.run(
        [sys.executable, "-m", "bandit", "--quiet", "--format", "json", "--recursive", *ROOMS],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    report = json.loads(done.stdout)
    found = {(one["test_id"], one["filename"].removeprefix("./")) for one in report["results"]}
    assert report["errors"] == []
    assert [one for one in sorted(found) if not any(answer.fits(*one) for answer in answers)] == []
    assert [answer.test for answer in answers if not any(answer.fits(*one) for one in found)] == []
