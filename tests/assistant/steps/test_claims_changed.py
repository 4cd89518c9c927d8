"""Sentences of the bundled plans, whole and changed by a digit, a year or a denial: what was changed must be seen."""

import random
import re
from pathlib import Path

import pytest

from assistant.steps.claim_source import ClaimSource
from assistant.steps.claims import unsupported

_DOCUMENTS = Path(__file__).parents[3] / "corpus" / "documents"
_DENIALS = (
    ("します。", "しません。"),
    ("できます。", "できません。"),
    ("しました。", "していません。"),
    ("ます。", "ません。"),
)


@pytest.fixture(scope="module")
def sentences() -> list[str]:
    """Return 200 sentences of prose, the same each time."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(_DOCUMENTS.glob("*/*.md"))]
    found = [one for text in texts for one in re.findall(r"(?m)(?:^|(?<=。))[^。\n#|>*-][^。\n|]{15,150}。", text)]
    return random.Random(7).sample(sorted(set(found)), 200)  # noqa: S311 (a sample, no secret)


def _seen(pairs: list[tuple[str, str]]) -> float:
    return sum(bool(unsupported(changed, [ClaimSource(one)])) for changed, one in pairs) / len(pairs)


def test_a_sentence_backs_itself(sentences: list[str]) -> None:
    assert _seen([(one, one) for one in sentences]) <= 0.01


def test_a_changed_digit_is_seen(sentences: list[str]) -> None:
    draw = random.Random(7)  # noqa: S311 (a sample, no secret)
    pairs = []
    for one in sentences:
        if digits := list(re.finditer(r"\d", one)):
            at = draw.choice(digits).start()
            pairs.append((one[:at] + str((int(one[at]) + draw.randint(1, 8)) % 10) + one[at + 1 :], one))
    assert len(pairs) > 30
    assert _seen(pairs) >= 0.98


def test_a_changed_year_is_seen(sentences: list[str]) -> None:
    pairs = [(re.sub(r"(令和)(\d+)", r"\g<1>1\2", one), one) for one in sentences if re.search(r"令和\d", one)]
    assert pairs
    assert _seen(pairs) == 1


def test_a_denial_is_seen(sentences: list[str]) -> None:
    ends = [(one, pair) for one in sentences if (pair := next((p for p in _DENIALS if one.endswith(p[0])), None))]
    pairs = [(one.removesuffix(says) + denies, one) for one, (says, denies) in ends]
    assert len(pairs) > 50
    assert _seen(pairs) >= 0.98
