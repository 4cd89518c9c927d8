"""Reading web pages of tests."""

from corpus.notice import NoticeCode
from corpus.readers.webpage.reader import read_webpage


def read(body: str) -> str:
    """Return the text of a page with this body."""
    return read_webpage(f"<!DOCTYPE html><html><body>{body}</body></html>".encode(), "計画.html").text


def noticed(body: str) -> dict[NoticeCode, str]:
    """Return the notices of a page by their codes."""
    source = read_webpage(body.encode(), "/var/plans/計画.html")
    assert {notice.file for notice in source.notices} <= {"計画.html"}
    return {notice.code: notice.message for notice in source.notices}
