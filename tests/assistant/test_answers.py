"""Whole answers over the small plans: cited, checked, silent where they must be."""

import datetime
import hashlib
import json

import pytest

from assistant.assembly import Assistant
from assistant.export import answer_json
from assistant.turn import Answer, AnswerStatus, Language, Question, Reason
from corpus.access import Access

QUESTIONS = [
    "押印を省く手続きは何件ですか",
    "窓口の改善の3つの柱は？",
    "フレイルとは何ですか",
    "市の借入金の残高はいくらですか",
    "谷沢市の観光客の目標は？",
    "コミュニティバスは1日に何便？",
]


def _ask(assistant: Assistant, text: str, access: Access = Access.PUBLIC, **rest: object) -> Answer:
    return assistant.ask(Question(text, access, **rest))  # type: ignore[arg-type]


@pytest.mark.parametrize("text", QUESTIONS)
def test_every_quote_is_the_plans_text_and_every_sentence_is_cited(assistant: Assistant, text: str) -> None:
    answer = _ask(assistant, text)
    assert answer.status is AnswerStatus.ANSWERED
    for citation in answer.citations:
        plan = assistant.index.text(citation.plan_id, access=Access.PUBLIC)
        assert plan is not None
        assert plan[citation.start : citation.end] == citation.quote
        assert citation.digest == hashlib.sha256(citation.quote.encode()).hexdigest()
        assert citation.url.startswith(f"/sources/{citation.plan_id}?start={citation.start}&end={citation.end}#")
    issued = {citation.marker for citation in answer.citations}
    assert answer.sentences
    assert all(sentence.markers and set(sentence.markers) <= issued for sentence in answer.sentences)


def test_a_list_is_whole_in_order_and_counted(assistant: Assistant) -> None:
    answer = _ask(assistant, "森川市の窓口の改善の3つの柱は？")
    items = [sentence.text for sentence in answer.sentences if sentence.text.startswith("・")]
    assert [item[1:6] for item in items] == ["行かなくて", "書かなくて", "待たなくて"]
    assert "次の3件" in answer.sentences[0].text
    assert len({marker for sentence in answer.sentences for marker in sentence.markers}) == 1


@pytest.mark.parametrize("text", ["押印は令和6年度に何件？", "押印はR6に何件？", "押印は2024年度に何件？"])
def test_a_year_is_one_year_in_every_notation(assistant: Assistant, text: str) -> None:
    answer = _ask(assistant, text)
    assert answer.context.fiscal_years == (2024,)
    assert "120件" in answer.text


def test_a_named_city_chooses_its_plans(assistant: Assistant) -> None:
    answer = _ask(assistant, "谷沢市ではどんなことをしますか")
    assert answer.context.plan_ids == ("tanizawa-kanko",)
    assert answer.context.cities == ("谷沢市",)
    assert {citation.plan_id for citation in answer.citations} <= {"tanizawa-kanko"}


def test_another_city_is_declined_by_name(assistant: Assistant) -> None:
    answer = _ask(assistant, "横浜市の押印の見直しは？")
    assert (answer.status, answer.reason) == (AnswerStatus.ABSTAINED, Reason.OTHER_CITY)
    assert "横浜市" in answer.text
    assert answer.citations == ()


def test_a_question_over_the_limit_is_refused_kindly(assistant: Assistant) -> None:
    answer = _ask(assistant, "窓口" * 151)
    assert (answer.status, answer.reason) == (AnswerStatus.REFUSED, Reason.TOO_LONG)
    assert "300文字" in answer.text


@pytest.mark.parametrize("text", ["", "　", "。。？", "\u200b", "のは"])
def test_nothing_to_search_for_is_refused(assistant: Assistant, text: str) -> None:
    assert _ask(assistant, text).status in (AnswerStatus.REFUSED, AnswerStatus.ABSTAINED)


@pytest.mark.parametrize(
    "text", ["😀押印\u202e😀", "𠮷野家の押印", "押印\x00件", "ハ゛ス の便数", "<script>押印</script>"]
)
def test_odd_letters_do_no_harm(assistant: Assistant, text: str) -> None:
    assert _ask(assistant, text).status in AnswerStatus


def test_a_draft_says_so_in_notices_and_in_the_last_line(assistant: Assistant) -> None:
    answer = _ask(assistant, "谷沢市のコミュニティバスの便数は平日1日に何便？")
    assert answer.notices == ("draft_plan",)
    assert answer.text.splitlines()[-1].startswith("※この計画は案")


def test_the_public_learns_nothing_of_a_staff_plan(assistant: Assistant) -> None:
    answer = _ask(assistant, "庁舎の移転候補地はどこですか", plan_ids=("morikawa-naibu",))
    whole = json.dumps(answer_json(answer), ensure_ascii=False)
    assert not any(word in whole for word in ("緑町", "旧工場", "内部計画"))
    staff = _ask(assistant, "庁舎の移転候補地はどこですか", access=Access.STAFF)
    assert "緑町" in staff.text


def test_the_same_question_gives_the_same_answer(assistant: Assistant) -> None:
    def stable(text: str) -> dict[str, object]:
        answer = answer_json(_ask(assistant, text, today=datetime.date(2026, 4, 1)))
        answer["receipt"].pop("seconds")
        return answer

    assert [stable(text) for text in QUESTIONS] == [stable(text) for text in QUESTIONS]


@pytest.mark.parametrize("language", ["ja", "en", "easy"])
def test_the_frame_follows_the_language_and_the_quote_stays(assistant: Assistant, language: Language) -> None:
    answer = _ask(assistant, "押印を省く手続きは何件ですか", language=language)
    assert answer.status is AnswerStatus.ANSWERED
    assert any(",120,件," in citation.quote for citation in answer.citations)
    assert "120" in answer.text


def test_the_json_has_the_keys_of_the_contract(assistant: Assistant) -> None:
    answer = answer_json(_ask(assistant, QUESTIONS[0]))
    assert list(answer) == [
        "status", "reason", "notices", "text", "sentences", "citations", "kpis", "context", "suggestions", "contact",
        "receipt", "words",
    ]  # fmt: skip
    assert set(answer["citations"][0]) == {
        "marker", "plan_id", "plan_title", "city", "heading", "page", "chunk_id", "quote", "start", "end", "digest",
        "url", "restated", "published",
    }  # fmt: skip
    assert set(answer["receipt"]) == {"index_id", "model", "answerer", "today", "seconds"}
    assert answer["contact"] == "企画課"
    assert len(answer["text"]) <= 600


def test_an_abstention_suggests_what_the_plans_answer(assistant: Assistant) -> None:
    answer = _ask(assistant, "宇宙エレベーターの建設費は？")
    assert answer.status is AnswerStatus.ABSTAINED
    assert answer.reason in (Reason.WEAK_EVIDENCE, Reason.NOT_IN_PLANS)
    assert len(answer.suggestions) <= 3
    for suggestion in answer.suggestions:
        assert _ask(assistant, suggestion).status is AnswerStatus.ANSWERED


def test_half_characters_do_no_harm(assistant: Assistant) -> None:
    answer = _ask(assistant, "押印を省く\udce3手続きは何件ですか", history=("森川市\udc81の目標は",))
    assert answer.status in AnswerStatus
    assert "\udce3" not in answer.context.standalone_question
