"""An answer as a file, a passage for the panel, a search inside a plan, its glossary."""

from tests.web.client import Client
from tests.web.fake_assistant import FakeAssistant
from tests.web.towns import PUBLIC, PUBLIC_TEXT
from web.glossary import kana

FORM = {"question": "推進会議は年に何回開きますか", "history": ["手続きに使う時間は"]}
QUOTE = "副市長が議長となる推進会議を、年に四回開きます。"


def test_markdown_holds_answer_source_receipt_and_standing(client: Client) -> None:
    response = client.post("/export.md", data=FORM)
    assert response.headers["content-type"] == "text/markdown; charset=utf-8"
    assert 'filename="answer.md"' in response.headers["content-disposition"]
    assert response.headers["cache-control"] == "no-store"
    for words in (f"# {FORM['question']}", f"> {QUOTE}", "（言い換え）", "fake-index-1", "公式サービスではありません"):
        assert words in response.text


def test_json_is_the_answer_of_the_contract(client: Client, fake: FakeAssistant) -> None:
    content = client.post("/export.json", data={**FORM, "drop": [f"plan:{PUBLIC.id}"], "language": "en"}).json()
    assert content["answer"]["citations"][0]["quote"] == QUOTE
    assert content["answer"]["context"]["carried"] == ["topic:手続きに使う時間は"]
    assert "not an official service" in content["statement"]
    assert (fake.asked[0].history, fake.asked[0].drop) == (("手続きに使う時間は",), (f"plan:{PUBLIC.id}",))


def test_an_export_without_a_question_is_refused(client: Client) -> None:
    assert client.post("/export.md", data={"question": " "}).status_code == 422


def test_passage_is_a_piece_with_its_quotation(client: Client) -> None:
    start = PUBLIC_TEXT.index(QUOTE)
    span = {"start": start, "end": start + len(QUOTE), "part": "passage"}
    piece = client.get(f"/sources/{PUBLIC.id}", params=span).text
    assert "<html" not in piece
    assert f"<mark>{QUOTE}</mark>" in piece
    assert f"「{QUOTE}」\n出典：みどり野市「みどり野市くらし便利計画」" in piece
    assert "※言い換え" in piece
    assert "&lt;script&gt;" in piece
    assert client.get("/sources/nothing", params=span).status_code == 404


def test_search_inside_a_plan(client: Client) -> None:
    page = client.get(f"/sources/{PUBLIC.id}", params={"q": "推進 会議"}).text
    assert "「推進 会議」は1か所にあります。" in page
    assert "<b>推進会議</b>" in page
    page = client.get(f"/sources/{PUBLIC.id}", params={"q": "手続きの時間を減らす<b>"}).text
    assert "という言葉は、この計画にはありません。" in page
    assert "意味の近い箇所" in page
    assert "減らす&lt;b&gt;" in page


def test_terms_in_kanji_are_read_in_hiragana() -> None:
    assert [kana(term) for term in ("基幹業務", "AI", "クラウド")] == ["きかんぎょうむ", "", ""]
