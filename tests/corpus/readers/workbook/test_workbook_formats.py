from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.readers.workbook.formats import built_in, shown, shown_text

ACCOUNTS = '_ ¥* #,##0_ ;_ ¥* -#,##0_ ;_ ¥* "-"_ ;_ @_ '


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        ("0.875", "0.0%", "87.5%"),
        ("0.875", "0%", "88%"),
        ("-0.1234", "0.0%;▲0.0%", "▲12.3%"),
        ("1234", "#,##0", "1,234"),
        ("1234567", "#,##0", "1,234,567"),
        ("999999.999", "#,##0", "1,000,000"),
        ("0", "#,##0", "0"),
        ("12", "0,000", "0,012"),
        ("1234", '#,##0"人"', "1,234人"),
        ("5", "0人", "5人"),
        ("5", '"第"0"位"', "第5位"),
        ("-1234", "#,##0;▲#,##0", "▲1,234"),
        ("-1234", '#,##0;"▲ "#,##0', "▲ 1,234"),
        ("-1234", "#,##0;[Red]-#,##0", "-1,234"),
        ("-3", r"0.0_);[Red]\(0.0\)", "(3.0)"),
        ("3", r"0.0_);[Red]\(0.0\)", "3.0"),
        ("0", '#,##0;▲#,##0;"-"', "-"),
        ("0", "0;-0;;@", ""),
        ("12345678", "#,##0,", "12,346"),
        ("12345678", '#,##0,"千円"', "12,346千円"),
        ("12345678", '#,##0,,"百万円"', "12百万円"),
        ("1234", ACCOUNTS, "¥1,234"),
        ("0", ACCOUNTS, "¥-"),
        ("1500", '[>=1000]#,##0,"千";0', "2千"),
        ("500", '[>=1000]#,##0,"千";0', "500"),
        ("1000003", "000-0000", "100-0003"),
        ("12", "000", "012"),
        ("0.05", "#.00", ".05"),
        ("1.5", "0.##", "1.5"),
        ("2.5", "0", "3"),
        ("-0.4", "0", "0"),
        ("12345", "0.00E+00", "1.23E+04"),
        ("0.5", "# ?/?", "0.5"),
        ("5", "@", "5"),
        ("5", "[$¥-411]#,##0", "¥5"),
        ("75", '0"%"', "75%"),
        ("12", 'G/標準"件"', "12件"),
        ("0.5", "General", "0.5"),
        ("0.333333333333333", "General", "0.333333333"),
        ("1234567.891", "General", "1234567.891"),
        ("123456789012", "General", "123456789012"),
        ("1E+20", "General", "1E+20"),
        ("1.2E-10", "General", "1.2E-10"),
        ("-7", "", "-7"),
    ],
)
def test_numbers(value: str, code: str, text: str) -> None:
    assert shown(Decimal(value), code) == text


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        ("45383", "yyyy-mm-dd", "2024-04-01"),
        ("45383", "yyyy/m/d", "2024/4/1"),
        ("45383", 'yyyy"年度"', "2024年度"),
        ("45383", '[$-411]ggge"年"m"月"d"日"', "令和6年4月1日"),
        ("45383", '[$-ja-JP-x-gannen]ggge"年"m"月"d"日";@', "令和6年4月1日"),
        ("43586", '[$-411]ggge"年"m"月"d"日";@', "令和元年5月1日"),
        ("43585", "[$-411]ge.m.d", "H31.4.30"),
        ("45383", 'gge"年"', "令6年"),
        ("45383", "[$-411]ee", "06"),
        ("45383", "e", "2024"),
        ("45383", "m/d(aaa)", "4/1(月)"),
        ("45383", "aaaa", "月曜日"),
        ("45383", "[$-409]d-mmm-yy", "1-Apr-24"),
        ("45383", "dddd, mmmm d", "Monday, April 1"),
        ("45383.5", "yyyy/m/d h:mm", "2024/4/1 12:00"),
        ("0.75", 'h"時"mm"分"', "18時00分"),
        ("0.5", "[$-411]AM/PM h:mm", "午後 12:00"),
        ("0.25", "h:mm AM/PM", "6:00 AM"),
        ("1.5", "[h]:mm", "36:00"),
        ("0.000012", "mm:ss.0", "00:01.0"),
        ("1", "yyyy/m/d", "1900/1/1"),
        ("61", "yyyy/m/d", "1900/3/1"),
        ("-1", "yyyy/m/d", "-1"),
        ("99999999", "yyyy/m/d", "99999999"),
    ],
)
def test_days(value: str, code: str, text: str) -> None:
    assert shown(Decimal(value), code) == text


def test_days_from_1904() -> None:
    assert shown(Decimal(43921), "yyyy-mm-dd", from_1904=True) == "2024-04-01"


def test_texts() -> None:
    assert shown_text("みどり", '@"市"') == "みどり市"
    assert shown_text("みどり", "#,##0;@") == "みどり"
    assert shown_text("みどり", "0.0") == "みどり"


def test_built_in_formats_show_a_number() -> None:
    for code in built_in().values():
        assert shown(Decimal("45383.25"), code)


@given(
    st.decimals(min_value=-(10**300), max_value=10**300, allow_nan=False),
    st.text(alphabet=st.sampled_from('#0?.,%;@"\\_*[]$-411<>=ymdhsgearEG+/ ▲人'), max_size=24),
)
def test_any_code(value: Decimal, code: str) -> None:
    assert isinstance(shown(value, code), str)
