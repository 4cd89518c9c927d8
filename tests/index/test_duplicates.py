"""Hits that say the same are folded; neighbours are named."""

from corpus.plan import Chunk, ChunkKind, Sentence
from index.duplicates import folded, neighbours, said_by

SAYS = "窓口の予約は令和8年度までにすべての手続きで使えるようにします。"


def chunk(number: int, *texts: str, section: int = 1, plan: str = "morikawa-dx") -> Chunk:
    sentences = tuple(Sentence(text, 0, len(text)) for text in texts)
    id_ = f"{plan}.{section}.{number}"
    return Chunk(id_, plan, section, ChunkKind.PROSE, (), "".join(texts), 0, 1, None, sentences)


def test_the_same_sentence_in_another_width_is_the_same() -> None:
    wide = SAYS.replace("8", "８")
    assert said_by(chunk(1, SAYS), [0.9], 20) == said_by(chunk(2, "はじめに。", wide), [0.1, 0.9], 20)


def test_other_plans_short_sentences_and_no_meaning_are_never_the_same() -> None:
    assert said_by(chunk(1, SAYS), [0.9], 20) != said_by(chunk(1, SAYS, plan="tanizawa-kanko"), [0.9], 20)
    assert said_by(chunk(1, "検討します。"), [0.9], 20) is None
    assert said_by(chunk(1, SAYS), [0.0], 20) is None
    assert said_by(chunk(1), [], 20) is None


def test_worse_ones_are_counted_on_the_best() -> None:
    assert folded(["a", None, "a", "b", None, "a"]) == {0: 2, 1: 0, 3: 0, 4: 0}
    assert folded([]) == {}


def test_neighbours_stand_side_by_side_in_one_section() -> None:
    chunks = [chunk(2, SAYS), chunk(1, SAYS), chunk(1, SAYS, section=2)]
    assert neighbours(chunks, [11, 10, 12]) == [("morikawa-dx.1.1",), ("morikawa-dx.1.2",), ()]
