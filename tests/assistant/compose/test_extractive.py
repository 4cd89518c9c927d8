"""Answers in the shape that was asked for: a definition, a whole list, or sentences that are read together."""

from collections.abc import Iterator

import pytest

from assistant.assembly import Assistant
from assistant.compose.extractive import compose
from assistant.steps.find_chunks import find_chunks
from assistant.steps.understand import understand
from assistant.steps.verify import verify
from assistant.turn import AnswerContext, Question, Turn
from corpus.access import Access
from tests.assistant.compose.composing import opened


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """Return an assistant over the invented plans."""
    with opened(tmp_path_factory.mktemp("composing")) as assistant:
        yield assistant


def _said(assistant: Assistant, text: str, *plan_ids: str) -> list[str]:
    """Return the lines of the answer as composed and verified, whatever the evidence weighs."""
    index, settings = assistant.index, assistant.settings
    question = Question(text, Access.PUBLIC, plan_ids)
    turn = Turn(question, assistant.run(question).turn.today, AnswerContext(standalone_question=text))
    turn = find_chunks(understand(turn, index=index, settings=settings), index=index)
    return [sentence.text for sentence in verify(compose(turn, index=index), index=index).sentences]


def test_a_definition_is_the_glossary_entry_alone(assistant: Assistant) -> None:
    lines = _said(assistant, "川辺市のテレワークとは何ですか")
    assert lines[1:] == ["テレワーク（在宅勤務）：家で働くことです。"]


def test_a_term_within_a_longer_one_is_not_asked_for(assistant: Assistant) -> None:
    assert [line[:6] for line in _said(assistant, "川辺市のノンコア業務とは何ですか")[1:]] == ["ノンコア業務"]
    both = _said(assistant, "川辺市のコア業務とノンコア業務の意味は？")[1:]
    assert [line.partition("：")[0] for line in both] == ["コア業務", "ノンコア業務"]


def test_the_list_of_the_number_asked_for_is_whole_and_counted(assistant: Assistant) -> None:
    lines = _said(assistant, "川辺市の防災の3つの備えは？")
    assert "次の3件" in lines[0]
    assert lines[1:] == ["・堤防を高くします。", "・避難所に毛布を置きます。", "・防災の訓練を毎年行います。"]


def test_a_list_of_another_number_is_not_counted_out(assistant: Assistant) -> None:
    assert "次の" not in _said(assistant, "川辺市の防災の5つの備えは？")[0].removesuffix("次のとおりです。")


def test_headings_under_a_heading_are_a_list(assistant: Assistant) -> None:
    lines = _said(assistant, "川辺市の見守りの2つの視点は？")
    assert "次の2件" in lines[0]
    assert lines[1:] == ["・地域で見守る", "・家庭で見守る"]


def test_a_pointing_sentence_brings_what_it_points_at(assistant: Assistant) -> None:
    lines = _said(assistant, "川辺市の訓練を休日に行いますか")
    at = lines.index("そのため、訓練を休日に行います。")
    assert lines[at - 1] == "訓練の参加者が減りました。"


def test_two_plans_are_answered_one_after_the_other(assistant: Assistant) -> None:
    lines = _said(assistant, "防災の訓練は？", "kawabe-sogo", "yamate-sogo")
    cities = [line[:3] for line in lines if line.endswith("次のとおりです。") and "「" in line]
    assert sorted(cities) == ["山手市", "川辺市"]


def test_only_the_first_heading_of_a_plan_names_the_plan(assistant: Assistant) -> None:
    lines = _said(assistant, "川辺市の見守りと公園の費用")
    assert sum("「川辺市計画」" in line for line in lines) == 1
    assert any(line.startswith("「") and line.endswith("には次のように書かれています。") for line in lines)


def test_nothing_is_said_twice_and_the_length_is_kept(assistant: Assistant) -> None:
    lines = _said(assistant, "防災の訓練と公園の費用と見守り")
    assert len(lines) == len(set(lines))
    assert sum(map(len, lines)) <= 510
