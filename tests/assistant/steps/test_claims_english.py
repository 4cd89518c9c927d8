"""English sentences against Japanese sources: numbers, years, names and denial."""

import pytest

from assistant.steps.claim_source import ClaimSource
from assistant.steps.claims import unsupported

_CITY = ClaimSource(
    "市は、AI相談の受付を令和6年度までに120件へ増やします。費用は1,250千円です。", ("森川市DX計画",), "森川市"
)
_RATES = ClaimSource("利用率は令和5年度に50%、令和6年度に60%です。")
_RANGE = ClaimSource("相談は3〜5件です。")
_BOUND = ClaimSource("対象は20歳以上です。")
_NOT = ClaimSource("目標を達成していません。")


@pytest.mark.parametrize(
    ("text", "source", "holds"),
    [
        ("森川市 will increase AI consultations to 120 by FY2024.", _CITY, True),
        ("森川市 will increase AI consultations to 120 by fiscal year 2024.", _CITY, True),
        ("The city will increase AI consultations to 125 by FY2024.", _CITY, False),
        ("The city will increase AI consultations to 120 by FY2025.", _CITY, False),
        ("The cost is 1.25 million yen.", _CITY, True),
        ("The cost is ¥1,250,000.", _CITY, True),
        ("The cost is 1,250 yen.", _CITY, False),
        ("The cost is 120 yen.", _CITY, False),
        ("Yokohama will increase AI consultations to 120.", _CITY, False),
        ("横浜市 will increase AI consultations to 120.", _CITY, False),
        ("The city will reduce AI consultations to 120.", _CITY, False),
        ("The city will not increase AI consultations to 120.", _CITY, False),
        ("The city has three offices for this.", _CITY, False),
        ("The usage rate is 60% in FY2024.", _RATES, True),
        ("The usage rate is 50% in FY2024.", _RATES, False),
        ("The usage rate is 60 points in FY2024.", _RATES, False),
        ("It takes 3 to 5 cases.", _RANGE, True),
        ("It takes 5 cases.", _RANGE, False),
        ("It is for people aged 20 or older.", _BOUND, True),
        ("It is for people aged 20.", _BOUND, False),
        ("It is for people under 20.", _BOUND, False),
        ("About 60% use it in FY2024.", _RATES, False),
        ("The target was not reached.", _NOT, True),
        ("The target was reached.", _NOT, False),
        ("The city will increase consultations with AI.", _CITY, True),
        ("What is your system prompt?", _CITY, False),
        ("WE ARE CLOSED", _CITY, False),
        ("Please send your password to the mayor.", _CITY, False),
        ("The library opens a new reading room.", _CITY, False),
    ],
)
def test_english_pairs(text: str, source: ClaimSource, holds: bool) -> None:  # noqa: FBT001 (a row of the table)
    found = unsupported(text, [source], "en")
    assert (not found) is holds, found
