"""What nobody sends by accident."""

import json
from collections.abc import AsyncIterator

import pytest

from tests.web.client import PAGE, Client, error_of
from tests.web.fake_assistant import FakeAssistant

TAGS = '"><script>alert(1)</script><img src=x onerror=alert(2)>{{ 7*7 }}'
ODD = ("\u202e逆さ\u202c", "👨‍👩‍👧‍👦🏴󠁧󠁢󠁥󠁮󠁧󠁿", "が" + "\u3099" * 200, "\ufeff\u200b零幅", "𠮷野家", "ﾊﾝｶｸ", "\U0010ffff")


@pytest.mark.parametrize("question", [TAGS, *ODD])
def test_odd_questions_are_shown_as_they_are_and_never_run(client: Client, question: str) -> None:
    page = client.post("/ask", data={"question": question, "history": [question]}).text
    assert page.count("<script") == 1, "our own"
    assert "<img" not in page
    assert "onerror" not in page.replace("onerror=alert(2)&gt;", "")
    assert question is not TAGS or "{{ 7*7 }}" in page
    assert client.post("/api/ask", json={"question": question}).status_code == 200


def test_control_characters_become_blanks(client: Client, fake: FakeAssistant) -> None:
    client.post("/api/ask", json={"question": "会議\x00は\x1b[2J\x85いつ\tか\n"})
    assert fake.asked[0].text == "会議 は [2J いつ\tか"
    assert client.post("/ask", content=b"question=%00%E4%BC%9A", headers=_form()).status_code == 200
    assert client.get("/api/search", params={"q": "\x00会議"}).status_code == 200
    assert client.get("/api/plans/a%00b/text").status_code == 404
    assert client.get("/sources/%ff%fe").status_code == 404


def test_half_a_surrogate_pair_is_refused(client: Client) -> None:
    content = json.dumps({"question": "会議\ud800"}).encode()
    response = client.post("/api/ask", content=content, headers={"content-type": "application/json"})
    assert (response.status_code, error_of(response)["field"]) == (422, "question")


@pytest.mark.parametrize("address", ["/api/ask", "/ask", "/api/ask/stream", "/", "/nowhere"])
def test_ten_megabytes_are_refused_before_they_are_read(client: Client, address: str) -> None:
    response = client.post(address, content=b"x" * 10_000_000, headers=_form())
    assert (response.status_code, error_of(response)["code"]) == (413, "too_large")


@pytest.mark.parametrize("address", ["/api/ask", "/ask"])
def test_ten_megabytes_in_pieces_are_refused_under_way(client: Client, address: str) -> None:
    sent = 0

    async def pieces() -> AsyncIterator[bytes]:
        nonlocal sent
        for _ in range(1_000):
            sent += 10_000
            yield b"x" * 10_000

    response = client.post(address, content=pieces(), headers=_form())
    assert (response.status_code, error_of(response)["code"]) == (413, "too_large")
    assert sent < 200_000


def test_a_browser_gets_a_page_for_a_body_too_large(client: Client) -> None:
    response = client.post("/ask", content=b"x" * 100_000, headers={**_form(), **PAGE})
    assert (response.status_code, response.headers["content-type"]) == (413, "text/html; charset=utf-8")
    assert "大きすぎます" in response.text


@pytest.mark.parametrize("rows", [101, 1_000])
def test_a_long_history_is_refused(client: Client, rows: int) -> None:
    page = client.post("/ask", data={"question": "会議は？", "history": ["前"] * rows}, headers=PAGE)
    assert page.status_code in {400, 422}
    response = client.post("/api/ask", json={"question": "会議は？", "history": ["前"] * rows})
    assert (response.status_code, error_of(response)["field"]) == (422, "history")


@pytest.mark.parametrize(
    "data", [{"question": "会議は？", "access": "staff"}, {"question": "会議は？", "language": "x"}]
)
def test_a_form_with_foreign_fields_is_refused(client: Client, fake: FakeAssistant, data: dict[str, str]) -> None:
    assert client.post("/ask", data=data, headers=PAGE).status_code == 422
    assert not fake.asked


def test_a_file_in_place_of_words_is_refused(client: Client) -> None:
    body = b'--b\r\ncontent-disposition: form-data; name="question"; filename="x"\r\n\r\nx\r\n--b--\r\n'
    response = client.post("/ask", content=body, headers={"content-type": "multipart/form-data; boundary=b"})
    assert response.status_code == 422


def _form() -> dict[str, str]:
    return {"content-type": "application/x-www-form-urlencoded"}
