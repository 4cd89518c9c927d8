"""What is said of an upload, in three languages."""

import pytest

from assistant.shapes import Reason
from assistant.turn import Language
from corpus.notice import NoticeCode
from web.staff.upload_notes import Told, told
from web.store.uploads import Note
from web.uploads.errors import UploadCode, UploadError
from web.wording import LANGUAGES, Wording

FIGURES = {"most": "500", "suffix": ".exe", "plan_id": "a", "plans": "b, c"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_has_a_text_that_its_figures_fill(language: Language) -> None:
    words = Wording.read(language)
    sentences = [told(Note(code, FIGURES), words).sentence for code in UploadCode]
    assert words("upload_errors.other") not in sentences
    assert len(set(sentences)) == len(UploadCode)
    assert {f"upload_notices.{code}" for code in NoticeCode} <= set(words.texts)
    assert {f"log_reasons.{reason}" for reason in Reason} <= set(words.texts)


def test_what_another_version_stored_is_told_in_general() -> None:
    words = Wording.read("ja")
    general = Told(words("upload_errors.other"), "a line")
    assert told(Note("unheard_of", {}, "a line"), words) == general
    assert told(Note("taken", {}, "a line"), words) == general
    assert told(Note("", {}, "a line"), words) == Told("", "a line")
    assert told(None, words) == Told("", "")


def test_causes_are_told_in_the_words_of_the_page_where_all_of_them_are_known() -> None:
    words = Wording.read("ja")
    lines = (
        "a: no text; put the plan's text beside plan.toml as .md or .txt",
        "b.docx: may hold macros; save it as .docx",
    )
    note = Note(UploadCode.FAILED, detail="; ".join(lines))
    said = [words(f"remark_refusals.{code}", file=file) for code, file in (("no_text", "a"), ("macros", "b.docx"))]
    assert told(note, words) == Told(words("upload_errors.failed"), "", " ".join(said))
    unknown = Note(UploadCode.FAILED, detail=f"{lines[0]}; something else; ask")
    assert told(unknown, words) == Told(words("upload_errors.failed"), unknown.detail)
    much = Note(UploadCode.FAILED, detail="; ".join(lines * 30))
    assert told(much, words).cause == "", "a list that nobody reads"


def test_an_error_tells_its_figures_in_one_line() -> None:
    error = UploadError(UploadCode.TAKEN, "a\nline", plan_id="x")
    assert str(error) == "upload refused (taken): plan_id = x: a line"
    assert (error.note.code, error.note.figures, error.note.detail) == ("taken", {"plan_id": "x"}, "a line")
