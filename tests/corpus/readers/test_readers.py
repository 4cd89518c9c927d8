import pytest

from corpus.errors import SourceError
from corpus.readers.markdown import read_markdown
from corpus.readers.plain import read_plain
from corpus.readers.registry import reader_for
from corpus.readers.source import decode


def test_readers_by_suffix() -> None:
    assert reader_for(".TXT") is read_plain
    assert reader_for(".md") is read_markdown
    assert reader_for(".pdf") is None


def test_form_feeds_start_pages_and_keep_offsets() -> None:
    source = read_plain("一\f二\f三".encode(), "a.txt")
    assert (source.text, source.pages) == ("一\n二\n三", (2, 4))
    assert read_plain("一".encode(), "a.txt").pages is None
    assert read_markdown("一\f二".encode(), "a.md").text == "一\n二"


@pytest.mark.parametrize(("data", "text"), [(b"a\r\nb\rc\n", "a\nb\nc\n"), (b"\xef\xbb\xbfa", "a"), (b"", "")])
def test_decode(data: bytes, text: str) -> None:
    assert decode(data, "a.txt") == text


@pytest.mark.parametrize("data", [b"a\x00b", b"\xff\xfe", "日本".encode("utf-16")])
def test_what_is_no_text(data: bytes) -> None:
    with pytest.raises(SourceError, match="save"):
        decode(data, "a.txt")
