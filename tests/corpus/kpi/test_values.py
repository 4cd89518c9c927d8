from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.kpi.values import direction_of, read_value, unit_of

# A cell, its value, unit and qualifier.
CELLS = (
    ("88.0%", "88.0", "%", ""),
    ("８８．０％", "88.0", "%", ""),
    ("15パーセント", "15", "%", ""),
    ("▲5.2％", "-5.2", "%", ""),
    ("△ 3件", "-3", "件", ""),
    ("-3%", "-3", "%", ""),
    ("−3件", "-3", "件", ""),
    ("‐4人", "-4", "人", ""),
    ("+5%", "5", "%", ""),
    ("5ポイント", "5", "ポイント", ""),
    ("3pt", "3", "ポイント", ""),
    ("2%ポイント", "2", "ポイント", ""),
    ("1,207人", "1207", "人", ""),
    ("197, 041人", "197041", "人", ""),
    ("1, 102人", "1102", "人", ""),
    ("1 ,102人", "1102", "人", ""),
    ("5. 59人", "5.59", "人", ""),
    ("三百人", "300", "人", ""),
    ("百二十件", "120", "件", ""),
    ("475億円", "475", "億円", ""),
    ("1,200万円", "1200", "万円", ""),
    ("12百万円", "12", "百万円", ""),
    ("5千円", "5", "千円", ""),
    ("1億2,000万円", "120000000", "円", ""),
    ("4万1千人", "41000", "人", ""),
    ("20.1万人", "20.1", "万人", ""),
    ("1,234,567円", "1234567", "円", ""),
    ("10か所", "10", "箇所", ""),
    ("10ヶ所", "10", "箇所", ""),
    ("8 箇所", "8", "箇所", ""),
    ("3施設", "3", "施設", ""),
    ("25団体", "25", "団体", ""),
    ("1,000世帯", "1000", "世帯", ""),
    ("35校区", "35", "校区", ""),
    ("12課題", "12", "課題", ""),
    ("4言語", "4", "言語", ""),
    ("30t", "30", "t", ""),
    ("30トン", "30", "t", ""),
    ("30t-CO2", "30", "t-CO2", ""),
    ("12.5ha", "12.5", "ha", ""),
    ("3.2km", "3.2", "km", ""),
    ("3km²", "3", "km2", ""),
    ("15㎡", "15", "m2", ""),
    ("500kWh", "500", "kWh", ""),
    ("5DL", "5", "DL", ""),
    ("24時間", "24", "時間", ""),
    ("10年", "10", "年", ""),
    ("4点", "4", "点", ""),
    ("1位", "1", "位", ""),
    ("2倍", "2", "倍", ""),
    ("5回/年", "5", "回/年", ""),
    ("100g/人・日", "100", "g/人・日", ""),
    ("3,920/年", "3920", "/年", ""),
    ("25,000", "25000", "", ""),
    ("0", "0", "", ""),
    ("０", "0", "", ""),
    ("40%以内", "40", "%", "以内"),
    ("80％以上", "80", "%", "以上"),
    ("10件以下", "10", "件", "以下"),
    ("5%未満", "5", "%", "未満"),
    ("20人程度", "20", "人", "程度"),
    ("約6割", "6", "割", "約"),
    ("100%(累計)", "100", "%", "累計"),
    ("累計100件", "100", "件", "累計"),
    ("延べ200人", "200", "人", "延べ"),
    ("年10回", "10", "回", "年"),
    ("20万人を突破", "20", "万人", "突破"),
    ("20万人を維持", "20", "万人", "維持"),
    ("5万1千人規模", "51000", "人", "規模"),
    ("前年度比10%減", "10", "%", "前年度比・減"),
    ("約90%以上", "90", "%", "約・以上"),
    ("85%※1", "85", "%", ""),
    ("85%<sup>2</sup>", "85", "%", ""),
    ("85%²", "85", "%", ""),
    ("88.0%(R5)", "88.0", "%", ""),
    ("10~20%", None, "%", "範囲"),
    ("約10～20件", None, "件", "約・範囲"),
    ("維持", None, "", "維持"),
    ("現状維持", None, "", "維持"),
    ("上昇↑", None, "", "上昇"),
    ("減少傾向", None, "", "減少"),
    ("増加", None, "", "増加"),
    ("向上を目指す", None, "", "向上"),
)

STATES_NOTHING = (
    *("", " ", "/", "-", "－", "―", "…", "⇒", "→", "○", "◎", "×", "※", "▲", "未定", "なし", "集計中", "N/A"),
    *("令和7年度", "R7", "2025年", "10月", "4月1日", "第2期", "3年目", "1:30", "1/2", "観光1-1-4", "12,34", "3,4"),
    *("予定", "実施", "検討", "KPI変更", "(株)みなと測量との協議継続中", "予算規模以内", "5件の相談に対応した"),
    *("令和7年度に見直しを行い、新たな値を定めることとしている。", "12345678901234567890", "1" * 60),
)

DOUBTFUL = (
    ("1.32八", "人", "1.32", "人"),
    ("5.72入", "人", "5.72", "人"),
    ("45.2%(123人)", "", "45.2", "%"),
    ("3大学連携", "", "3", "大学連携"),
)

UNITS = (
    *(("翻訳機使用回数(回/年)", "回/年"), ("導入公園率(%)", "%"), ("確認建物数%", "%"), ("窓口の利用率", "%")),
    *(("決済利用率(窓口)", "%"), ("職員数", "人"), ("職員数(市)", "人"), ("歳入（千円）", "千円"), ("来館者数", "人")),
    *(("相談件数", "件"), ("開催回数※1", "回"), ("設置箇所数", "箇所"), ("削減時間", "時間"), ("合計特殊出生率", "")),
    *(("導入施設数(施設)", "施設"), ("寄附額（単位：千円）", "千円"), ("待ち時間", ""), ("満足度", ""), ("取組", "")),
    *(("アクセス数/利用者数", ""), ("有効求人倍率", "倍"), ("人口1,000人当たりの職員数", "人")),
)

DIRECTIONS = (
    *(("窓口の待ち時間", "down"), ("交通事故の件数", "down"), ("市債残高", "down"), ("将来負担比率", "down")),
    *(("市民1人当たりのごみ排出量", "down"), ("時間外勤務時間", "down"), ("業務の削減時間", "up"), ("収納率", "up")),
    *(("空き家の解消件数", "up"), ("図書館の利用者数", "up"), ("市民満足度", "up"), ("現状の人口の維持", "keep")),
    *(("人口", ""), ("職員数", ""), ("", "")),
)


@pytest.mark.parametrize(("cell", "value", "unit", "qualifier"), CELLS)
def test_a_cell_says_its_value(cell: str, value: str | None, unit: str, qualifier: str) -> None:
    read = read_value(cell)
    assert read is not None
    assert (read.value, read.unit, read.qualifier, read.raw) == (value and Decimal(value), unit, qualifier, cell)
    assert not read.doubtful


@pytest.mark.parametrize("cell", STATES_NOTHING)
def test_a_cell_without_value_says_none(cell: str) -> None:
    assert read_value(cell) is None


@pytest.mark.parametrize(("cell", "expected", "value", "unit"), DOUBTFUL)
def test_what_looks_misread_is_doubtful(cell: str, expected: str, value: str, unit: str) -> None:
    read = read_value(cell, expected)
    assert read is not None
    assert (read.value, read.unit, read.doubtful) == (Decimal(value), unit, True)


def test_a_misread_unit_is_read_only_among_its_like() -> None:
    assert read_value("1.32八") is None
    assert read_value("1.32八", "%") is None


@pytest.mark.parametrize(("indicator", "unit"), UNITS)
def test_a_name_says_its_unit(indicator: str, unit: str) -> None:
    assert unit_of(indicator) == unit


@pytest.mark.parametrize(("indicator", "direction"), DIRECTIONS)
def test_a_name_says_which_way_is_better(indicator: str, direction: str) -> None:
    assert direction_of(indicator) == direction


@settings(max_examples=400, deadline=None)
@given(st.text(max_size=60), st.sampled_from(["", "人", "%", "円"]))
def test_any_cell_is_read(cell: str, expected: str) -> None:
    read = read_value(cell, expected)
    assert read is None or (read.raw == cell and (read.value is not None or read.qualifier))
    assert isinstance(unit_of(cell), str)
    assert direction_of(cell) in {"up", "down", "keep", ""}


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="0123456789,.０９▲-%％人件億万千円約以上(累計)~※八 十百/", max_size=16))
def test_any_debris_of_a_number_is_read(cell: str) -> None:
    read = read_value(cell, "人")
    assert read is None or read.value is None or read.value.is_finite()
