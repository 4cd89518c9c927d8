"""The side by side: every method is asked the same, and judged by the rule that the result states."""

from collections.abc import Sequence
from importlib.util import find_spec

import pytest
from langchain_core.documents import Document

from assistant.assembly import Assistant
from eval import peer_methods, peers
from eval.cases import Gold, PassageCase
from eval.errors import EvalError
from eval.tasks.search import SearchScores
from index.tokens import words


def piece(plan_id: str, text: str) -> Document:
    return Document(text, metadata={"plan_id": plan_id})


PIECES = [
    piece("a", "市の借入金の残高は 475億円 です"),
    piece("b", "別の市の残高は 475億円 です"),
    piece("b", "バスは 8便 とします"),
]


def case(question: str, *facts: str, plan_id: str = "morikawa-dx", plan_ids: Sequence[str] = ()) -> PassageCase:
    gold = Gold(plan_id=plan_id, heading="財政", facts=tuple((fact,) for fact in facts))
    return PassageCase(
        id="x-1", half="report", question=question, wording="plain", audience="citizen", difficulty="easy",
        type="figure", plan_ids=tuple(plan_ids), kind="passage", gold=(gold,),
    )  # fmt: skip


CASES = [
    case("森川市の借入金の残高はいくらですか", "475億円"),
    case("コミュニティバスは平日に何便ですか", "8便", plan_id="tanizawa-kanko", plan_ids=["tanizawa-kanko"]),
]


LIBRARIES = ["langchain_chroma", "langchain_text_splitters", "haystack", "txtai"]
TEXTS = {"morikawa-dx": "残高は475億円です。\n\n" * 60, "tanizawa-kanko": "バスは1日に8便とします。"}


def needs(*libraries: str) -> None:
    for name in libraries:
        if find_spec(name) is None:
            pytest.skip(f"{name} is not installed; `make peers` installs it")


def library_of(method: str) -> str:
    libraries = {"langchain": "langchain_chroma", "plain": "bm25s"}
    start = method.partition("_")[0]
    return libraries.get(start, start)


def test_every_method_is_asked_every_question(assistant: Assistant) -> None:
    needs(*LIBRARIES)
    scores = peers.compare(assistant.index, CASES, TEXTS)
    libraries = [one.method.split(",")[0] for one in scores]
    assert libraries == [
        *["our search"] * 2, *["LangChain + Chroma"] * 2, *["Haystack"] * 3, *["txtai"] * 3, *["bm25s"] * 2,
    ]  # fmt: skip
    assert len({one.method for one in scores}) == len(scores)
    assert all(len(one.at_5) == len(CASES) for one in scores)
    assert [one.method for one in scores[2:] if "our words" in one.method and one.at_5 != (1.0, 1.0)] == []
    assert scores[2].at_5 == (1.0, 1.0)


def test_japanese_separators_cut_between_sentences() -> None:
    needs("langchain_text_splitters")
    text = "残高は475億円です。" * 90
    plain = peer_methods.split({"a": text})
    japanese = peer_methods.split({"a": text}, peer_methods.JAPANESE)
    assert all(len(one.page_content) <= 500 for one in plain + japanese)
    assert not all(one.page_content.strip("。").startswith("残高") for one in plain)
    assert all(one.page_content.strip("。").startswith("残高") for one in japanese)


def test_two_stores_of_chroma_are_apart(assistant: Assistant) -> None:
    needs("langchain_chroma")
    embedder = assistant.index.searcher.embedder
    peer_methods.langchain_chroma(PIECES[:1], embedder)
    second = peer_methods.langchain_chroma(PIECES[1:], embedder)
    assert {found.metadata["plan_id"] for found in second("借入金の残高", ())} == {"b"}


@pytest.mark.parametrize("name", ["langchain_chroma", "haystack_vectors", "txtai_vectors"])
def test_vectors_find_within_the_chosen_plans(assistant: Assistant, name: str) -> None:
    needs(library_of(name))
    find = getattr(peer_methods, name)(PIECES, assistant.index.searcher.embedder)
    assert find("借入金の残高", ())[0].page_content in {one.page_content for one in PIECES[:2]}
    assert [found.page_content for found in find("借入金の残高", ["a"])] == [PIECES[0].page_content]


@pytest.mark.parametrize("name", ["haystack_bm25", "txtai_bm25", "plain_bm25"])
def test_bm25_by_our_words_finds_what_shares_one_within_the_chosen_plans(name: str) -> None:
    needs(library_of(name))
    find = getattr(peer_methods, name)(PIECES, words)
    assert {found.metadata["plan_id"] for found in find("残高はいくらですか", ())} == {"a", "b"}
    assert find("残高はいくらですか", ["b"]) == [PIECES[1]]
    assert find("温泉", ()) == []
    assert find("です。", ()) == []


@pytest.mark.parametrize("name", ["haystack_bm25", "txtai_bm25", "plain_bm25"])
def test_bm25_by_its_own_tokens_finds_within_the_chosen_plans(name: str) -> None:
    needs(library_of(name))
    find = getattr(peer_methods, name)(PIECES)
    assert {found.metadata["plan_id"] for found in find("475億円", ["a"])} == {"a"}
    assert {found.page_content for found in find("475億円", ())} >= {one.page_content for one in PIECES[:2]}
    assert find("＊", ()) == []


def test_haystack_sends_no_telemetry() -> None:
    needs("haystack")
    assert peer_methods.library("haystack.telemetry._telemetry").telemetry is None


def test_names_choose_the_plan_and_leave_the_words(assistant: Assistant) -> None:
    asked: list[tuple[str, Sequence[str]]] = []

    def find(words: str, plan_ids: Sequence[str]) -> list[Document]:
        asked.append((words, plan_ids))
        return [piece("tanizawa-kanko", "8便"), piece("morikawa-dx", "475億円")]

    scores = peers.score(assistant.index, CASES, "method", find)
    assert asked[0] == (" の借入金の残高はいくらですか", ("morikawa-dx",))
    assert asked[1][1] == ("tanizawa-kanko",)
    assert (scores.at_1, scores.at_5, scores.reciprocal) == ((0.0, 1.0), (1.0, 1.0), (0.5, 1.0))


@pytest.mark.parametrize(
    ("text", "holds"), [("475億円", True), ("475 億円と2割", True), ("2割", True), ("３割", False), ("", False)]
)
def test_half_of_the_facts_and_the_right_plan_are_enough(text: str, holds: bool) -> None:  # noqa: FBT001
    one = case("？", "475億円", "2割")
    assert peers._holds(piece("morikawa-dx", text), one) is holds
    assert not peers._holds(piece("tanizawa-kanko", text), one)


def test_a_row_a_method_and_the_interval_is_paired() -> None:
    ours = SearchScores("ours", (1.0, 0.0), (1.0, 1.0), (1.0, 0.5))
    theirs = SearchScores("theirs", (0.0, 0.0), (0.0, 0.0), (0.0, 0.0))
    head, first, second = peers.rows([ours, theirs])
    assert len(head) == len(first) == len(second)
    assert first[:6] == ("ours", "0.500", "1.000", "0.750", "2", "[+0.000, +0.000]")
    assert second[4:6] == ("2", "[-1.000, -1.000]")


def test_what_is_not_installed_is_told_with_the_way_out() -> None:
    with pytest.raises(EvalError, match="no_such_library is not installed; run `make peers`"):
        peer_methods.library("no_such_library")
