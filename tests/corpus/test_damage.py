import time

import pytest

from corpus.damage import find_damage
from corpus.ingest import read_plan
from corpus.notice import NoticeCode
from tests.corpus.folder import make_folder
from tests.corpus.reading import NO_ORIGINALS, ORIGINALS, PLANS


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("窓口のサ一ビスを見直します。", "サ一ビス"),
        ("市政のデジタ儿化を進めます。", "デジタ儿"),
        ("職員数\t1.32八\t5.59人", "1.32八"),
        ("人口は2O24年に減りました。", "2O24"),
        ("Q\t田鈺隼\t22", "鈺"),
        ("計画の\ufffd\ufffd\ufffd\ufffd", "\ufffd"),
    ],
)
def test_likely_damage_is_told_with_its_line(text: str, said: str) -> None:
    (notice,) = find_damage(f"はじめに\n\n{text}\n", "plan.txt")
    assert notice.place == "line 3"
    assert notice.file == "plan.txt"
    assert notice.code is NoticeCode.DAMAGE
    assert f": {said}" in notice.message


@pytest.mark.parametrize(
    "text",
    [
        "窓口サービスの一覧と口コミを、三カ所で集めます。",
        "人口1,200人の入札、1.5入りの箱、3人と八人。",
        "市長 髙橋 花子、副市長 山﨑 太郎",
        "チーム力を高め、データ一元化を進めます。",
        "CO2を50%減らし、H2O、O157に備えます。",
    ],
)
def test_sound_text_is_let_be(text: str) -> None:
    assert find_damage(text, "plan.txt") == ()


def test_the_same_damage_is_told_once() -> None:
    (notice,) = find_damage("サ一ビス\n" * 50, "plan.txt")
    assert notice.place == "line 1"
    assert "50 times" in notice.message


def test_a_file_full_of_damage_has_few_notices() -> None:
    text = "\n".join(f"サ一ビ{chr(ord('ア') + number)}" for number in range(60))
    notices = find_damage(text, "plan.txt")
    assert len(notices) == 21
    assert "40 more" in notices[-1].message


def test_long_text_takes_linear_time() -> None:
    began = time.perf_counter()
    find_damage("市は窓口のサービスを見直します。\n" * 50_000 + "一" * 100_000 + "カ" * 100_000, "plan.txt")
    assert time.perf_counter() - began < 10


def test_a_plan_tells_its_damage_and_quotes_it_as_it_stands(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = make_folder(tmp_path_factory.mktemp("damage"), a_txt="# 窓口\n\nサ一ビスを見直します。\n")
    plan = read_plan(folder)
    assert [(notice.file, notice.place) for notice in plan.notices] == [("a.txt", "line 3")]
    assert plan.chunks[0].text == "サ一ビスを見直します。"
    assert plan.chunks[0].sentences[0].text == "サ一ビスを見直します。"


@pytest.mark.skipif(not ORIGINALS.is_dir(), reason=NO_ORIGINALS)
@pytest.mark.parametrize("name", PLANS)
def test_the_originals_have_few_findings(name: str) -> None:
    found = [notice for notice in read_plan(ORIGINALS / name).notices if notice.code is NoticeCode.DAMAGE]
    assert len(found) <= 3
    assert len(found) == {"nagareyama-keiei": 2, "tsukubamirai-reform": 1}.get(name, 0)
