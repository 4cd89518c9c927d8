"""The words of an answer as paragraphs and lists."""

from dataclasses import replace

from assistant.turn import Answer, AnswerSentence, Citation, Question
from corpus.access import Access
from tests.web.fake_assistant import FakeAssistant
from web.answer_text import by_place, to_blocks

ANSWERED = FakeAssistant().ask(Question("推進会議は年に何回開きますか", Access.PUBLIC))
DECLINED = FakeAssistant().ask(Question("空飛ぶ車の駐車料金", Access.PUBLIC))
CITED = ANSWERED.citations[0]


def saying(*texts: str) -> Answer:
    return replace(ANSWERED, sentences=tuple(AnswerSentence(text, (1,)) for text in texts))


def shape(answer: Answer) -> list[tuple[bool, list[str]]]:
    return [(block.bullets, [line.text for line in block.lines]) for block in to_blocks(answer)]


def test_items_in_a_row_are_one_list_without_their_marks() -> None:
    answer = saying("三つあります。", "・窓口", "- 予約", "* 連絡", "以上です。", "・公表")
    expected = [
        (False, ["三つあります。"]),
        (True, ["窓口", "予約", "連絡"]),
        (False, ["以上です。"]),
        (True, ["公表"]),
    ]
    assert shape(answer) == expected


def test_sentences_beside_each_other_stay_paragraphs() -> None:
    assert shape(saying("一つ目。", "二つ目。")) == [(False, ["一つ目。"]), (False, ["二つ目。"])]
    assert shape(saying("*重要*な点です。")) == [(False, ["*重要*な点です。"])]


def test_each_line_has_its_citations_and_a_marker_without_one_is_left_out() -> None:
    answer = replace(ANSWERED, sentences=(AnswerSentence("年に四回です。", (1, 7)),))
    assert to_blocks(answer)[0].lines[0].citations == (CITED,)


def test_a_declining_answer_says_its_text_without_the_questions_that_stand_as_buttons() -> None:
    lines = [text for _, texts in shape(DECLINED) for text in texts]
    assert lines == ["お尋ねの内容は、調べた計画には書かれていません。", "次のことならお答えできます。"]


def test_neighbouring_citations_of_one_place_stand_together() -> None:
    elsewhere = replace(CITED, marker=2, heading=("別の章",))
    citations: tuple[Citation, ...] = (CITED, replace(CITED, marker=3), elsewhere, replace(CITED, marker=4))
    assert [[one.marker for one in place] for place in by_place(citations)] == [[1, 3], [2], [4]]
