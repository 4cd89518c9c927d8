import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.kpi.prose.finder import find_in_prose
from corpus.kpi.record import Certainty, KpiRecord, KpiTable
from tests.corpus.kpi.finding import assert_sound, careful, keyed, original, source_of
from tests.corpus.reading import NO_ORIGINALS, ORIGINALS

# A sentence; name, year, kind, value and unit that it says for certain.
STATED = (
    ("本市の高齢化率は31.2%です。", "港町の高齢化率", None, "actual", "31.2", "%"),
    ("令和5年度の市税収入は123億円となりました。", "市税収入", 2023, "actual", "123", "億円"),
    ("図書館の貸出冊数は、令和4年度に25万冊となっています。", "図書館の貸出冊数", 2022, "actual", "25", "万冊"),
    ("令和6年度末の市債残高は約310億円と見込まれます。", "市債残高", 2024, "forecast", "310", "億円"),
    ("健診の受診率を60%以上とすることを目標とします。", "健診の受診率", None, "target", "60", "%"),
    ("令和11年度までに窓口の待ち時間を10分以内とします。", "窓口の待ち時間", 2029, "target", "10", "分"),
    ("総人口は、令和22年には4万2千人まで減少すると推計されています。", "総人口", None, "forecast", "42000", "人"),
    ("ごみの年間排出量は１２，３００ｔでした。", "ごみの年間排出量", None, "actual", "12300", "t"),
    ("サポーターの登録者数が1,250人に達しました。", "サポーターの登録者数", None, "actual", "1250", "人"),
    ("空き家の件数は320件です。", "空き家の件数", None, "actual", "320", "件"),
    ("特定健診受診率：48.5%", "特定健診受診率", None, "actual", "48.5", "%"),
    ("道路の改良率は72.5％にとどまっています。", "道路の改良率", None, "actual", "72.5", "%"),
    ("住宅の耐震化率は令和7年度末で95%を目標としています。", "住宅の耐震化率", 2025, "target", "95", "%"),
    ("将来人口は3万人を下回ると予測されています。", "将来人口", None, "forecast", "3", "万人"),
    ("訓練の参加者数は三百人です。", "訓練の参加者数", None, "actual", "300", "人"),
    ("65歳以上の人口の割合は30.1%です。", "65歳以上の人口の割合", None, "actual", "30.1", "%"),
    ("収納率は98.5%で、前年度から0.3ポイント上昇しました。", "収納率", None, "actual", "98.5", "%"),
    ("公債費は、令和12年度に30億円まで増加する見込みです。", "公債費", 2030, "forecast", "30", "億円"),
)

SAYS_NOTHING = (
    "窓口は午前8時30分から午後5時15分までです。",
    "平成12年法律第57号に基づき、対策を進めます。",
    "担当課の電話番号は0952-12-3456です。",
    "令和7年度から令和11年度までの5年間を計画期間とします。",
    "利用者数は前年度比で10%増加しました。",
    "扶助費は10年前の2.7倍に増加しています。",
    "受診率が60%の場合、医療費は5%減ると試算されます。",
    "全国平均の高齢化率は29.1%です。",
    "3つの方針のもと、6つの政策を進めます。",
    "参加者数が100人の講座を開きます。",
    "住みよいと感じている市民の割合は88%です。",
    "その割合は12%です。",
    "市内2-3-4に施設を置きます。",
    "図表3 人口と職員数の推移 45%",
    "市債残高は令和5年度から10億円減少しました。",
    "工事費が5億円以上の事業は、委員会で審査します。",
    "受診率は、45%、48%、50%と推移しています。",
    "受診率は45%から48%に上昇しました。",
    "基金の残高が10億円を下回らないように努めます。",
    "市民3,000人を対象に調査を行いました。",
)


def found_in(text: str) -> list[KpiRecord]:
    source = source_of(text)
    found = find_in_prose(source)
    assert_sound(source, found)
    assert found.rejections == ()
    return list(found.records)


def in_section(sentence: str, title: str = "1 現状") -> list[KpiRecord]:
    return found_in(f"# {title}\n\n{sentence}\n")


@pytest.mark.parametrize(("sentence", "name", "year", "kind", "value", "unit"), STATED)
def test_a_sentence_states_a_value(
    sentence: str, name: str, year: int | None, kind: str, value: str, unit: str
) -> None:
    (one,) = in_section(sentence)
    assert (one.indicator, one.fiscal_year, one.kind.value, str(one.value), one.unit) == (name, year, kind, value, unit)
    assert (one.certainty, one.issue) == (Certainty.CERTAIN, "現状")


@pytest.mark.parametrize("sentence", SAYS_NOTHING)
def test_ordinary_text_states_nothing(sentence: str) -> None:
    assert in_section(sentence) == []


def test_a_year_holds_for_the_parallel_clause() -> None:
    records = in_section("令和5(2023)年度決算時点の実質公債費比率は5.1%、将来負担比率は33.0%と、健全です。")
    assert [(one.indicator, one.fiscal_year, one.period) for one in records] == [
        ("実質公債費比率", 2023, "令和5(2023)年度決算時点"),
        ("将来負担比率", 2023, "令和5(2023)年度決算時点"),
    ]


def test_a_series_over_clauses_is_uncertain() -> None:
    records = in_section("観光客数は、平成30年度の120万人から令和5年度には98万人に減少しました。")
    assert [(one.fiscal_year, str(one.value), one.unit) for one in records] == [
        (2018, "120", "万人"),
        (2023, "98", "万人"),
    ]
    assert {one.certainty for one in records} == {Certainty.UNCERTAIN}


def test_another_year_in_the_sentence_makes_it_uncertain() -> None:
    (one,) = in_section("令和4年度に条例を改め、窓口の利用率は35%となりました。")
    assert (one.fiscal_year, one.certainty) == (None, Certainty.UNCERTAIN)


def test_limits_in_a_list_of_targets_are_targets() -> None:
    records = in_section("- 人件費の割合を40%以内\n- 将来負担比率 175.0%以内\n- 3つの柱\n", "2 参考指標")
    assert [(one.indicator, one.kind.value, str(one.value), one.qualifier) for one in records] == [
        ("人件費の割合", "target", "40", "以内"),
        ("将来負担比率", "target", "175.0", "以内"),
    ]
    assert {one.table for one in records} == {KpiTable.KPI}


def test_a_stated_value_joins_its_target() -> None:
    text = (
        "# 1 財政状況\n\n将来負担比率は49.2%です。\n\n# 2 健全な財政\n\n## (1) 参考指標\n\n- 将来負担比率175.0%以内\n"
    )
    assert {(one.table, one.issue) for one in found_in(text)} == {(KpiTable.KPI, "参考指標")}


def test_labelled_lines_state_values() -> None:
    text = "指標：訓練の参加率\n現状値：12.3%（令和5年度）\n目標値：20%（令和11年度）\n"
    assert [(one.indicator, one.fiscal_year, one.kind.value, str(one.value)) for one in in_section(text)] == [
        ("訓練の参加率", 2023, "baseline", "12.3"),
        ("訓練の参加率", 2029, "target", "20"),
    ]


def test_a_line_may_hold_name_start_and_target() -> None:
    records = in_section("・待ち時間（分） 現状：18 → 目標：10以下\n・受診率 目標値（R11）：60%以上")
    assert [(one.indicator, one.fiscal_year, one.kind.value, str(one.value), one.unit) for one in records] == [
        ("待ち時間", None, "baseline", "18", "分"),
        ("待ち時間", None, "target", "10", "分"),
        ("受診率", 2029, "target", "60", "%"),
    ]


@pytest.mark.parametrize(
    "text", ["目標：20%\n", "指標：\n目標：\n", "指標：受診率\n\n文。\n\n文。\n\n文。\n\n文。\n\n文。\n\n目標：20%\n"]
)
def test_a_labelled_value_without_name_is_left(text: str) -> None:
    assert in_section(text) == []


def test_a_glossary_states_nothing() -> None:
    assert in_section("高齢化率は30%です。", "8 用語集") == []


@pytest.mark.skipif(not ORIGINALS.is_dir(), reason=NO_ORIGINALS)
@pytest.mark.parametrize(
    ("plan", "right"),
    [("nagareyama-keiei", 7), ("saga-smart", 1), ("kitakyushu-dx", 0), ("tsukubamirai-reform", 0), ("sasebo-dx", 0)],
)
def test_all_that_is_found_is_right(plan: str, right: int) -> None:
    source = original(plan)
    found = find_in_prose(source)
    assert_sound(source, found)
    gold = careful(plan)
    assert all(gold.get(key, "none") == value for key, value in keyed(found.records).items())
    assert len(found.records) == right


PIECES = st.sampled_from(
    [
        *(
            "本市の",
            "人口は",
            "受診率",
            "は",
            "を",
            "、",
            "。",
            "令和5年度",
            "に",
            "12.3%",
            "1,2 00人",
            "約",
            "以上",
            "\n",
            "の",
        ),
        *(
            "指標：",
            "目標：",
            "(",
            ")",
            "「",
            "」",
            "とします",
            "推計",
            "- ",
            "# 1 目標\n",
            "※",
            "\f",
            "から",
            "三億円",
            "ごみ",
        ),
    ]
)


@settings(max_examples=250, deadline=None)
@given(st.lists(PIECES, max_size=30).map("".join))
def test_any_pieces_are_read(text: str) -> None:
    source = source_of(text)
    assert_sound(source, find_in_prose(source))


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet=st.characters(exclude_characters="\r\x00", exclude_categories=["Cs"]), max_size=200))
def test_any_text_is_read(text: str) -> None:
    source = source_of(text, published=None)
    assert_sound(source, find_in_prose(source))
