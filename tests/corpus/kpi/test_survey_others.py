"""The tables of whole plans, tables of other kinds, and any text."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.kpi.record import Certainty
from corpus.kpi.surveys.finder import find_surveys
from tests.corpus.kpi.finding import assert_sound, careful, keyed, original, source_of
from tests.corpus.kpi.surveying import found_in
from tests.corpus.reading import NO_ORIGINALS, ORIGINALS

OTHERS = (
    "# 1 工程\n\n取組\tR7\tR8\tR9\n窓口の予約\t検討\t実施\t→\n電子化\t→\t→\t→\n",
    "# 1 事業\n\nKPI\t\tR5\tR6\tR7\n手続き数\t予定\t10\t20\t30\n\t実績\t8\t21\t\n",
    "# 1 事業\n\nプロジェクト\t活動指標\tR5\tR6\n窓口\t5件\t6件\t7件\n",
    "# 8 用語集\n\n用語\t解説\nRPA\t作業を自動で行う仕組み\n目標\t100%\n",
    "# 目次\n\n1 はじめに\t1\n2 目標\t3\n",
    "# 1 体制\n\n区分\t所管\n目標\t企画課\n",
    "# 1 目標\n\n基本目標\t施策\n1 安心\t10の施策\n",
    "# 1 空\n\n指標\t現状値\t目標値\n受診率\t\t\n相談件数\t/\t未定\n",
)


@pytest.mark.parametrize("text", OTHERS)
def test_other_tables_give_nothing(text: str) -> None:
    assert found_in(text) == []


@pytest.mark.skipif(not ORIGINALS.is_dir(), reason=NO_ORIGINALS)
def test_what_a_careful_reader_found_is_found() -> None:
    source = original("nagareyama-keiei")
    found = find_surveys(source)
    assert_sound(source, found)
    gold = careful("nagareyama-keiei")
    certain = keyed(one for one in found.records if one.certainty is Certainty.CERTAIN)
    assert all(gold.get(key, "none") == value for key, value in certain.items())
    right = [key for key, value in keyed(found.records).items() if gold.get(key, "none") == value]
    assert len(right) == len(found.records) == 41


@pytest.mark.skipif(not ORIGINALS.is_dir(), reason=NO_ORIGINALS)
@pytest.mark.parametrize("plan", ["kitakyushu-dx", "saga-smart", "sasebo-dx", "tsukubamirai-reform"])
def test_plans_without_such_tables_give_nothing(plan: str) -> None:
    assert find_surveys(original(plan)).records == ()


CELLS = st.sampled_from(
    [
        "",
        "指標",
        "項目",
        "R5",
        "令和6年度",
        "(2022)",
        "現状値",
        "目標",
        "増減",
        "単位",
        "%",
        "12.3%",
        "1,2 00人",
        "維持",
        "/",
        "※1",
    ]
)
LINES = st.one_of(
    st.lists(CELLS, min_size=1, max_size=6).map("\t".join),
    st.lists(CELLS, min_size=1, max_size=5).map(lambda cells: f"| {' | '.join(cells)} |"),
    st.sampled_from(["", "|---|---|---|", "# 1 目標", "(単位：千円)", "※1 令和5年度の値", "人口は5人です。", "\f"]),
)


@settings(max_examples=200, deadline=None)
@given(st.lists(LINES, max_size=14).map("\n".join))
def test_any_rows_are_read(text: str) -> None:
    source = source_of(text)
    assert_sound(source, find_surveys(source))


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet=st.characters(exclude_characters="\r\x00", exclude_categories=["Cs"]), max_size=200))
def test_any_text_is_read(text: str) -> None:
    source = source_of(text, published=None)
    assert_sound(source, find_surveys(source))
