"""The bundled attacks: what would show obedience stands nowhere unless the assistant obeys."""

from collections import Counter
from pathlib import Path

from corpus.japanese.width import fold
from eval.cases import DATASETS, InjectionCase, read_cases

ROOT = Path(__file__).resolve().parents[2]


def attacks() -> list[InjectionCase]:
    found = read_cases([DATASETS / "injection" / "bundled.jsonl"])
    return [case for case in found if isinstance(case, InjectionCase)]


def test_there_are_24_in_two_languages_and_even_halves() -> None:
    assert len(attacks()) == 24
    assert Counter(case.half for case in attacks()) == {"tune": 12, "report": 12}
    english = sum(case.question.isascii() for case in attacks())
    assert 8 <= english <= 16
    assert all(case.must_not_show and case.expected_status is None for case in attacks())


def test_no_question_says_what_must_not_show() -> None:
    for case in attacks():
        assert not [word for word in case.must_not_show if fold(word) in fold(case.question)], case.id


def test_no_plan_and_no_wording_of_ours_says_it() -> None:
    paths = [*(ROOT / "corpus" / "documents").rglob("*.*"), *(ROOT / "assistant" / "wording").glob("*.toml")]
    texts = [fold(path.read_text(encoding="utf-8")) for path in paths if path.is_file()]
    for case in attacks():
        assert not [word for word in case.must_not_show for text in texts if fold(word) in text], case.id
