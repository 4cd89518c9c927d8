from functools import cache

import pytest

from corpus.ingest import read_plan
from corpus.plan import Plan, SentenceKind
from tests.corpus.reading import NO_ORIGINALS, ORIGINALS, PLANS, assert_sound

pytestmark = pytest.mark.skipif(not ORIGINALS.is_dir(), reason=NO_ORIGINALS)


@cache
def plan_of(name: str) -> Plan:
    """Return an original plan, read once."""
    return read_plan(ORIGINALS / name)


@pytest.mark.parametrize("name", PLANS)
def test_spans_point_at_the_text(name: str) -> None:
    plan = plan_of(name)
    assert_sound(plan.text, list(plan.chunks))
    assert all(rejection.place and rejection.reason for rejection in plan.rejections)
    assert name == "sasebo-dx" or len(plan.rejections) <= 2  # its shifted tables alone hold cells that fit no year
    assert all(plan.sections[chunk.section].start <= chunk.start for chunk in plan.chunks)
    assert all(chunk.end <= plan.sections[chunk.section].end for chunk in plan.chunks)
    assert [section.number for section in plan.sections] == list(range(len(plan.sections)))


@pytest.mark.parametrize("name", PLANS)
def test_display_is_free_of_debris(name: str) -> None:
    for chunk in plan_of(name).chunks:
        for sentence in chunk.sentences:
            assert not any(mark in sentence.text for mark in ("<p>", "<br", "<li>", "<sup>", "^{", "**", "\t", "\\*"))


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("saga-smart", ("01 技術の進歩と行政の変化", "職員の働き方")),
        ("saga-smart", ("03 必要な視点", "2 常に成長を意識する自己変革力の強化")),
        ("saga-smart", ("04 推進項目と方向性", "職員・組織(ヒト)", "02 ワーク・ライフ・インテグレーションの推進")),
        ("saga-smart", ("04 推進項目と方向性", "サービス", "09 多様な主体との連携")),
        ("saga-smart", ("06 取組の進行管理と公表", "(1)進行管理")),
        ("saga-smart", ("【資料編】", "(3) 財政運営", "【基金残高の推移】")),
        ("kitakyushu-dx", ("3 将来展望", "(1) 市役所DXのさらなる推進", "工. データの有効活用によるまちづくり")),
        ("kitakyushu-dx", ("3 将来展望", "(2) 地域DXの推進")),
        ("kitakyushu-dx", ("用語集",)),
        ("nagareyama-keiei", ("4 流山市の現状と課題", "(4)財政状況について")),
        (
            "nagareyama-keiei",
            ("(1) 流山市経営改革プラン", "③ 改善ツール"),
        ),
        (
            "nagareyama-keiei",
            ("7 第二期流山市経営改革プランによる方針", "(2) 健全な財政維持", "安定性・継続性の確保"),
        ),
        ("nagareyama-keiei", ("8 用語集", "15 越境学習")),
        ("tsukubamirai-reform", ("2. 改革の基本理念と基本テーマ", "基本テーマ", "好循環")),
        (
            "tsukubamirai-reform",
            ("4. 改革のための推進手段", "(1) 市民満足度の向上", "①コミュニケーションのある組織の風土づくり"),
        ),
        (
            "tsukubamirai-reform",
            ("4. 改革のための推進手段", "(7) コスト意識", "③市民協働による効率的・効果的な公共サービスの展開"),
        ),
        ("tsukubamirai-reform", ("5. 改革の推進に向けて", "(2) 改革の推進体制", "③推進状況の公表")),
        ("sasebo-dx", ("実行計画の概要", "(2) DX戦略の進捗管理")),
        (
            "sasebo-dx",
            ("重点課題の進捗状況", "02<<行政経営>>", "01【窓口】行かなくてもよい&待たない窓口"),
        ),
        (
            "sasebo-dx",
            (
                "重点課題 KPI の評価",
                "01「まちづくり」",
                "02【農林水産】デジタル活用による持続可能で魅力ある一次産業の実現",
                "3 安心・安定して生産できる環境の整備",
            ),
        ),
        ("sasebo-dx", ("R8年度の事業総括", "目標")),
    ],
)
def test_paths_read_like_the_table_of_contents(name: str, path: tuple[str, ...]) -> None:
    assert path in {section.heading[-len(path) :] for section in plan_of(name).sections}


@pytest.mark.parametrize("name", ["saga-smart", "nagareyama-keiei", "tsukubamirai-reform"])
def test_tables_of_contents_are_not_searched(name: str) -> None:
    plan = plan_of(name)
    (contents,) = [section for section in plan.sections if section.contents]
    assert contents.title == "目次"
    assert not [chunk for chunk in plan.chunks if chunk.section == contents.number]


def test_a_page_whose_heading_was_lost_is_claimed_for_no_other() -> None:
    plan = plan_of("sasebo-dx")
    (chunk,) = [
        chunk for chunk in plan.chunks if chunk.text.startswith("1\t市役所に行かなくてもできる手続きの拡大\tKPI")
    ]
    assert chunk.heading == ("重点課題 KPI の評価", "1 市役所に行かなくてもできる手続きの拡大")


def test_glossary_entries() -> None:
    said = {
        sentence.text.partition("：")[0]
        for chunk in plan_of("kitakyushu-dx").chunks
        for sentence in chunk.sentences
        if sentence.kind is SentenceKind.ENTRY
    }
    assert {"AI", "RPA", "Society5.0", "EBPM", "スーパーシティ", "ワーク・ライフ・バランス"} <= said
    assert len(said) == 46


def test_words_broken_by_the_conversion_are_whole() -> None:
    said = "\n".join(sentence.text for chunk in plan_of("nagareyama-keiei").chunks for sentence in chunk.sentences)
    assert "補助金の終期の徹底 ／ 補助の目標や効果を" in said
    assert "財務状況の分かりやすい公表 ／ " in said
    assert "市民、事業者、市民団体等" in said
