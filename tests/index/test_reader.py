"""The open index: search, look-ups, and what a public asker must not learn."""

import shutil
import threading
from contextlib import closing
from pathlib import Path

import pytest

from assistant.assembly import Assistant
from corpus.access import Access
from corpus.ingest import find_plan_folders
from index.build import ingest
from index.embedders.hashing import HashingEmbedder
from index.engines.choice import engine_of
from index.errors import IndexFault
from index.generation import current_generation
from index.reader import IndexReader
from tests.conftest import quiet
from tests.plans import KPI_HEADER, STAFF, write_plan

SECRET = ("緑町", "旧工場", "早期退職", "秘密裏")


@pytest.fixture(scope="module")
def reader(assistant: Assistant) -> IndexReader:
    return assistant.index


def test_a_hit_is_an_exact_slice_with_its_ranks(reader: IndexReader) -> None:
    hits = reader.search("押印を省く手続きは何件？", access=Access.PUBLIC)
    first = hits[0]
    text = reader.text(first.chunk.plan_id, access=Access.PUBLIC)
    assert text is not None
    assert first.chunk.plan_id == "morikawa-dx"
    assert first.chunk.heading[-1] == "(1) 押印の見直し"
    assert text[first.chunk.start : first.chunk.end] == first.chunk.text
    assert text[first.best.start : first.best.end] in first.chunk.text
    assert [hit.rank for hit in hits] == list(range(1, len(hits) + 1))
    assert first.lexical_rank == 1
    assert 0 < first.coverage <= 1


def test_years_are_found_in_every_notation(reader: IndexReader) -> None:
    for year in ("R6", "令和６年度", "2024年度", "令和六年度"):
        assert reader.search(f"{year}まで", access=Access.PUBLIC)[0].chunk.heading[-1] == "(1) 押印の見直し"


def test_a_choice_of_plans_restricts_every_arm(reader: IndexReader) -> None:
    hits = reader.search("窓口の押印", access=Access.PUBLIC, plan_ids=["tanizawa-kanko"])
    assert {hit.chunk.plan_id for hit in hits} == {"tanizawa-kanko"}
    assert reader.search("窓口の押印", access=Access.PUBLIC, plan_ids=["no-such-plan"]) == ()
    assert reader.search("庁舎の移転", access=Access.PUBLIC, plan_ids=["morikawa-naibu"]) == ()


@pytest.mark.parametrize("question", ["", "　", "。。。", "\n"])
def test_an_empty_question_finds_nothing_and_does_not_fail(reader: IndexReader, question: str) -> None:
    assert reader.search(question, access=Access.PUBLIC)[:0] == ()


@pytest.mark.parametrize("question", ["庁舎の移転候補地", "早期退職の募集は何人", "緑町", "森川市内部計画"])
def test_nothing_of_a_staff_plan_shows_to_the_public(reader: IndexReader, question: str) -> None:
    for hit in reader.search(question, access=Access.PUBLIC, top=50):
        assert not any(word in hit.chunk.text for word in SECRET)
    assert reader.search(question, access=Access.STAFF)[0].chunk.plan_id in ("morikawa-naibu", "morikawa-dx")


def test_look_ups_treat_hidden_and_absent_alike(reader: IndexReader) -> None:
    hidden = reader.search("庁舎の移転", access=Access.STAFF)[0].chunk
    assert reader.chunk(hidden.id, access=Access.STAFF) == hidden
    for plan_id, chunk_id in (("morikawa-naibu", hidden.id), ("no-such-plan", "no-such-plan.0.0")):
        assert reader.plan(plan_id, access=Access.PUBLIC) is None
        assert reader.text(plan_id, access=Access.PUBLIC) is None
        assert reader.span(plan_id, 0, 5, access=Access.PUBLIC) is None
        assert reader.sections(plan_id, access=Access.PUBLIC) == ()
        assert reader.chunks(plan_id, access=Access.PUBLIC) == ()
        assert reader.chunk(chunk_id, access=Access.PUBLIC) is None
        assert reader.kpis(access=Access.PUBLIC, plan_ids=[plan_id]) == ()


def test_scores_of_public_plans_do_not_depend_on_staff_plans(reader: IndexReader) -> None:
    words = reader.searcher.arms[Access.PUBLIC].words
    assert words.size < reader.searcher.arms[Access.STAFF].words.size
    assert words.idf("退職") == words.idf("どこにもない語")


def test_kpi_records_are_filtered_in_the_query(reader: IndexReader) -> None:
    found = reader.kpis(access=Access.PUBLIC, fiscal_year=2024)
    assert [(record.kind.value, str(record.value), record.unit) for record in found] == [
        ("target", "120", "件"),
        ("actual", "96", "件"),
    ]
    text = reader.text("morikawa-dx", access=Access.PUBLIC) or ""
    assert text[found[0].start : found[0].end].startswith("morikawa-dx,kpi,窓口")
    assert reader.kpis(access=Access.PUBLIC, fiscal_year=2030) == ()


def test_kpi_records_are_found_by_their_spans_to_the_letter(reader: IndexReader) -> None:
    first, second, *_ = reader.kpis(access=Access.PUBLIC, plan_ids=["morikawa-dx"])
    spans = [(second.start, second.end), (first.start, first.end), (first.start, first.end - 1), (0, 5)]
    assert reader.kpis_at("morikawa-dx", spans, access=Access.PUBLIC) == (first, second)
    assert reader.kpis_at("morikawa-dx", [(first.start, first.end - 1)], access=Access.STAFF) == ()
    assert reader.kpis_at("morikawa-dx", [], access=Access.PUBLIC) == ()
    assert reader.kpis_at("no-such-plan", spans, access=Access.STAFF) == ()


def test_kpi_records_of_a_staff_plan_are_found_by_staff_alone(tmp_path: Path) -> None:
    place = write_plan(tmp_path / "plans", "morikawa-naibu", "森川市", STAFF, access="staff")
    row = "morikawa-naibu,kpi,人員,退職,早期退職の人数,,2024,,target,45,人,45人,,certain\n"
    (place / "kpi.csv").write_text(KPI_HEADER + row, encoding="utf-8")
    ingest(find_plan_folders([place]), tmp_path / "index", HashingEmbedder(), quiet)
    with closing(engine_of(tmp_path / "index").open(HashingEmbedder())) as reader:
        (hidden,) = reader.kpis(access=Access.STAFF)
        spans = [(hidden.start, hidden.end)]
        assert reader.kpis_at("morikawa-naibu", spans, access=Access.STAFF) == (hidden,)
        assert reader.kpis_at("morikawa-naibu", spans, access=Access.PUBLIC) == ()


def test_many_threads_may_search_at_once(reader: IndexReader) -> None:
    wanted = [hit.chunk.id for hit in reader.search("窓口の予約", access=Access.PUBLIC)]
    found: list[list[str]] = []

    def search() -> None:
        found.extend([hit.chunk.id for hit in reader.search("窓口の予約", access=Access.PUBLIC)] for _ in range(5))

    threads = [threading.Thread(target=search) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [wanted] * 30


@pytest.mark.parametrize(
    "name", ["store.sqlite", "manifest.json", "vectors/public.npy", "lexical/public/words/size.txt"]
)
@pytest.mark.parametrize("damage", ["missing", "truncated", "altered"])
def test_a_damaged_file_is_told_never_answered_from(index_folder: Path, tmp_path: Path, name: str, damage: str) -> None:
    copy = tmp_path / "index"
    shutil.copytree(index_folder, copy)
    path = current_generation(copy) / name
    content = path.read_bytes()
    if damage == "missing":
        path.unlink()
    else:
        path.write_bytes(
            content[: len(content) // 2] if damage == "truncated" else bytes([content[0] ^ 1]) + content[1:]
        )
    told = _what_is_told(copy)
    assert told
    assert all("\n" not in line for line in told)


def _what_is_told(index: Path) -> tuple[str, ...]:
    """Return what opening and checking a damaged index says."""
    try:
        opened = engine_of(index).open(HashingEmbedder())
    except IndexFault as error:
        return (str(error),)
    try:
        return opened.problems()
    except IndexFault as error:
        return (str(error),)
    finally:
        opened.close()
