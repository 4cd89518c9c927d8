"""A dump loads into an index that is the same; one that is broken or differs changes nothing."""

import json
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from corpus.access import Access
from index.dump.lines import Asked, Proof
from index.dump.loading import load
from index.dump.proof import Parity, proof_of
from index.dump.writing import dump
from index.embedders.hashing import HashingEmbedder
from index.engines.choice import engine_of
from index.errors import IndexDamagedError, IndexFault, IndexMismatchError
from index.reader import IndexReader


@pytest.fixture
def reader(index_folder: Path) -> Iterator[IndexReader]:
    with closing(engine_of(index_folder).open(HashingEmbedder())) as reader:
        yield reader


@pytest.fixture
def dumped(reader: IndexReader, tmp_path: Path) -> Path:
    path = tmp_path / "index.jsonl"
    dump(reader, path)
    return path


def test_a_loaded_dump_is_the_same_index_without_embedding(
    reader: IndexReader, dumped: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def embedded(*_: object) -> None:
        pytest.fail("a text was embedded anew")

    monkeypatch.setattr(HashingEmbedder, "encode_document", embedded)
    engine = engine_of(tmp_path / "other")
    parity = load(dumped, engine, HashingEmbedder())
    assert list(parity.faults()) == []
    assert parity.same_hits == len(parity.before.asked) > 200
    with closing(engine.open(HashingEmbedder())) as other:
        assert other.index_id == reader.index_id
        assert other.manifest.files == reader.manifest.files
        for plan_id in reader.manifest.plans:
            plan, words, vectors = other.prepared(plan_id)
            same_plan, same_words, same_vectors = reader.prepared(plan_id)
            assert (plan, words, vectors.tobytes()) == (same_plan, same_words, same_vectors.tobytes())


def test_a_dump_is_for_its_owner_alone_and_the_same_each_time(reader: IndexReader, dumped: Path) -> None:
    assert dumped.stat().st_mode & 0o777 == 0o600
    first = dumped.read_bytes()
    dump(reader, dumped)
    assert dumped.read_bytes() == first
    assert list(dumped.parent.glob(".*")) == []


def _changed(path: Path, number: int, change: str) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    content = json.loads(lines[number])
    match change:
        case "vectors":
            content["vectors"] = content["vectors"][:-256]
        case "text":
            content["plan"]["text"] = content["plan"]["text"].replace("475億円", "574億円")
        case "key":
            content["colour"] = "red"
        case "format":
            content["dump"] = 99
    lines[number] = json.dumps(content, ensure_ascii=False)
    path.write_text("\n".join(lines[: None if change != "end" else -1]) + "\n", encoding="utf-8")


@pytest.mark.parametrize(
    ("number", "change", "told"),
    [
        (1, "vectors", "line 2: "),
        (1, "key", r"line 2: broken \(1 faults\)"),
        (0, "format", "dump format 99, expected 1"),
        (0, "end", "4 lines, expected 5"),
    ],
)
def test_a_broken_dump_is_one_clear_line_and_the_live_index_stays(
    dumped: Path, index_folder: Path, number: int, change: str, told: str
) -> None:
    before = engine_of(index_folder).generation()
    _changed(dumped, number, change)
    with pytest.raises(IndexFault, match=told) as error:
        load(dumped, engine_of(index_folder), HashingEmbedder())
    assert "\n" not in str(error.value)
    assert engine_of(index_folder).generation() == before


def test_a_dump_that_does_not_give_what_it_promises_never_goes_live(dumped: Path, tmp_path: Path) -> None:
    engine = engine_of(tmp_path / "other")
    load(dumped, engine, HashingEmbedder())
    before = engine.generation()
    _changed(dumped, 1, "text")
    with pytest.raises(IndexDamagedError, match=r"the text of 2 plans is the same, expected 3\); the old one stays"):
        load(dumped, engine, HashingEmbedder())
    assert engine.generation() == before


def test_a_dump_of_another_model_is_refused(dumped: Path, tmp_path: Path) -> None:
    with pytest.raises(IndexMismatchError, match="dimension 64 instead of 32"):
        load(dumped, engine_of(tmp_path / "other"), HashingEmbedder(32))


def test_a_missing_dump_is_one_clear_line(tmp_path: Path) -> None:
    with pytest.raises(IndexFault, match=r"none\.jsonl: cannot be read \(No such file or directory\)"):
        load(tmp_path / "none.jsonl", engine_of(tmp_path / "other"), HashingEmbedder())


def test_questions_are_asked_with_both_eyes_and_headings_of_public_plans_alone(reader: IndexReader) -> None:
    asked = proof_of(reader).asked
    assert {one.access for one in asked} == set(Access)
    questions = {one.question for one in asked}
    assert "(1) 押印の見直し" in questions
    assert "1 内部の検討" not in questions
    assert proof_of(reader).asked == asked


@pytest.mark.parametrize(("same", "fault"), [(95, False), (94, True)])
def test_hits_may_differ_for_one_question_in_twenty(same: int, *, fault: bool) -> None:
    asked = [Asked(question=str(number), access=Access.PUBLIC, hits=("a", "b")) for number in range(100)]
    other = [one if at < same else one.model_copy(update={"hits": ("b", "a")}) for at, one in enumerate(asked)]
    before, after = (
        Proof(plans=1, sections=1, chunks=1, sentences=1, kpi_values=0, texts={"a": "x"}, asked=tuple(rows))
        for rows in (asked, other)
    )
    assert Parity(before, after).same_hits == same
    assert bool(list(Parity(before, after).faults())) is fault
