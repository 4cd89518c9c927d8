"""The words of the pages."""

import re
from pathlib import Path

import pytest

from assistant.turn import AnswerStatus, Language
from web.errors import CODES
from web.wording import LANGUAGES, Wording, language_named

WEB = Path(__file__).parents[2] / "web"
JAPANESE = Wording.read("ja")
MADE_OF_PARTS = (
    *("status.", "notices.", "errors.", "languages.", "stages.", "chips.", "feedback.", "upload_states.", "kpi_kinds."),
    *("upload_errors.", "upload_notices.", "log_reasons.", "remark_"),
    *("source.draft", "source.adopted", "source.ended"),
)


@pytest.mark.parametrize("language", LANGUAGES)
def test_same_keys_and_same_names_in_every_language(language: Language) -> None:
    texts = Wording.read(language).texts
    assert list(texts) == list(JAPANESE.texts)
    for key, text in texts.items():
        assert text.strip()
        assert re.findall(r"\{\w+\}", text) == re.findall(r"\{\w+\}", JAPANESE.texts[key]) or language == "en"
        assert set(re.findall(r"\{\w+\}", text)) == set(re.findall(r"\{\w+\}", JAPANESE.texts[key]))


def test_every_text_is_used() -> None:
    files = [*WEB.glob("*.py"), *WEB.glob("templates/*.html")]
    used = "".join(path.read_text(encoding="utf-8") for path in files)
    unused = [key for key in JAPANESE.texts if f'"{key}"' not in used and not key.startswith(MADE_OF_PARTS)]
    assert [key for key in unused if key not in {"answer.extractive", "answer.llm", "source.full"}] == []


def test_every_status_and_error_has_a_text() -> None:
    assert {f"status.{status}" for status in AnswerStatus} <= set(JAPANESE.texts)
    assert {f"errors.{code}" for code in (*CODES.values(), "internal")} <= set(JAPANESE.texts)
    assert JAPANESE.known("notices.unheard_of", "notices.other") == "notices.other"


def test_languages() -> None:
    assert [Wording.read(language).html_lang for language in LANGUAGES] == ["ja", "en", "ja"]
    assert [language_named(name) for name in ("easy", "fr", None)] == ["easy", "ja", "ja"]
    with pytest.raises(KeyError):
        JAPANESE("no.such.text")
