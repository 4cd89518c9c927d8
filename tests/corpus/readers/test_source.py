import pytest

from corpus.errors import SourceError
from corpus.readers.source import decode, with_line_ends


@pytest.mark.parametrize(("data", "text"), [(b"a\r\nb\rc\n", "a\nb\nc\n"), (b"\xef\xbb\xbfa", "a"), (b"", "")])
def test_decode(data: bytes, text: str) -> None:
    assert decode(data, "plan.toml") == text


@pytest.mark.parametrize("data", [b"a\x00b", b"\xff\xfe", "日本".encode("utf-16"), "日本".encode("cp932")])
def test_what_is_not_utf_8(data: bytes) -> None:
    with pytest.raises(SourceError, match="save"):
        decode(data, "plan.toml")


def test_line_ends_of_every_system() -> None:
    assert with_line_ends("一\r\n二\r三\v四\x85五\u2028六\u2029七\n\r八\f九") == "一\n二\n三\n四\n五\n六\n七\n\n八\f九"
