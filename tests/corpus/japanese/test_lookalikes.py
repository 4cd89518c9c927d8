from hypothesis import given
from hypothesis import strategies as st

from corpus.japanese.lookalikes import as_meant, misread, shape
from tests.quality.rows import read_rows

LETTERS = st.text(alphabet="カ力エ工ロ口ニ二ー一八ハ卜ト市民サビス0lCT年。、の", max_size=40)


def test_letters_become_what_their_neighbours_call_for() -> None:
    wrong = [(text, as_meant(text)) for text, meant, _ in read_rows("lookalikes.tsv") if as_meant(text) != meant]
    assert wrong == []


def test_letters_that_look_alike_have_one_shape() -> None:
    assert shape("能力") == shape("能カ")
    assert shape("シヨン") == shape("ション")
    assert shape("ベンチ") == shape("べンチ")


@given(LETTERS)
def test_any_text_keeps_its_length_and_settles(text: str) -> None:
    assert len(as_meant(text)) == len(text)
    assert len(shape(text)) == len(text)
    assert shape(shape(text)) == shape(text)


def test_misread_letters_of_katakana_words_have_their_place() -> None:
    assert [match.start() for match in misread("窓口のサ一ビスとデジタ儿化")] == [4, 11]
    assert misread("窓口サービスと一覧、口コミ、チーム力、三カ所") == []
