"""Attacks where a reader of the document cannot see them: they do not come into the plan's text at all."""

import zipfile
from io import BytesIO

import pytest

from corpus.readers.pdf.reader import read_pdf
from corpus.readers.webpage.reader import read_webpage
from corpus.readers.word.reader import read_word
from tests.corpus.readers.pdf.pdf_pages import HEIGHT, Sheet, pdf
from tests.corpus.readers.word.word_file import paragraph, word_file
from tests.security.attacking import attacks

SEEN = "市民の相談を受け付けます。"
TEXTS = [one.text for one in attacks("document") if one.kind == "override" and "<" not in one.text]


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("how", [{"mode": 3}, {"colour": "1 1 1"}, {"size": 0.5}, {"y": HEIGHT + 50}], ids=str)
def test_hidden_text_of_a_pdf(text: str, how: dict[str, object]) -> None:
    given = dict(how)
    y = float(str(given.pop("y", 200)))
    sheet = Sheet().text(60, 100, SEEN).text(60, y, text, **given)  # type: ignore[arg-type]
    assert read_pdf(pdf(sheet), "a.pdf").text.strip() == SEEN


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize(
    "around",
    [
        "<!-- {} -->",
        '<meta name="description" content="{}">',
        "<script>{}</script>",
        "<style>{}</style>",
        "<template>{}</template>",
        "<p hidden>{}</p>",
        '<p style="display: none">{}</p>',
        '<p style="visibility:hidden">{}</p>',
        '<input type="hidden" value="{}">',
        '<p data-note="{}"></p>',
    ],
)
def test_hidden_text_of_a_web_page(text: str, around: str) -> None:
    body = f"<html><body><p>{SEEN}</p>{around.format(text.replace(chr(34), ''))}</body></html>"
    assert read_webpage(body.encode(), "a.html").text.strip() == SEEN


@pytest.mark.parametrize("text", TEXTS)
def test_hidden_text_and_properties_of_a_word_file(text: str) -> None:
    hidden = paragraph(text, run="<w:vanish/>")
    assert read_word(word_file(paragraph(SEEN) + hidden), "a.docx").text.strip() == SEEN
    about = f'<?xml version="1.0"?><p xmlns="urn:x"><title>{text}</title></p>'
    out = BytesIO(word_file(paragraph(SEEN)))
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("docProps/core.xml", about)
    assert read_word(out.getvalue(), "a.docx").text.strip() == SEEN
